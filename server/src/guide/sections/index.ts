import { PARTS, type contentTypes } from '../../../../content-types';
import type { Part } from '../../config';
import type { Blocks } from '../../rich-text/blocks';
import { z } from '../../strapi-internals/host-utils';
import type { ReadContext } from '../shape/fields';
import { BLOCKS, perVariant } from '../shape/rich-text';
import { choiceIn, rowIn, rowsIn, type Row } from '../values';
import { accessRequirements } from './access-requirements';
import { areas } from './areas';
import { callout } from './callout';
import { definition } from './definition';
import { employers } from './employers';
import { facts } from './facts';
import { faq } from './faq';
import { jobsListing, jobsNearby } from './jobs';
import {
  draftOf,
  partIn,
  sectionSchema,
  type SectionDraft,
  type SectionKind,
  type SectionWith,
} from './kind';
import { media } from './media';
import { outlook } from './outlook';
import { promo } from './promo';
import { quote } from './quote';
import { related } from './related';
import { skills } from './skills';
import { studies } from './studies';
import { table } from './table';
import { tasks } from './tasks';
import { freeText } from './text';
import { workingConditions } from './working-conditions';

type FreeComponent = (typeof contentTypes.article.attributes.sections.components)[number];

/** A kind of section that editors add to the dynamic zone. */
export type FreeType = FreeComponent extends `career-field.${infer Type}-section` ? Type : never;

/** Every kind of section. The compiler finds a named part or a component of the dynamic zone that has none. */
export const SECTION_KINDS = {
  definition,
  employers,
  areas,
  studies,
  'access-requirements': accessRequirements,
  skills,
  tasks,
  'working-conditions': workingConditions,
  'jobs-nearby': jobsNearby,
  outlook,
  'jobs-listing': jobsListing,
  faq,
  related,
  text: freeText,
  quote,
  media,
  facts,
  callout,
  promo,
  table,
} as const satisfies { [Type in Part | FreeType]: SectionKind<Type> };

export type SectionType = keyof typeof SECTION_KINDS;

type ShapeOf<Type extends SectionType> = ReturnType<(typeof SECTION_KINDS)[Type]['shape']>;

export type GuideSection<Text = Blocks> = {
  [Type in SectionType]: SectionWith<Type, ShapeOf<Type>, Text>;
}[SectionType];

const KINDS = Object.values(SECTION_KINDS) as unknown as SectionKind[];

const kinds: Record<string, SectionKind> = Object.fromEntries(KINDS.map((kind) => [kind.type, kind]));

export const kindOf = (section: { type: string }): SectionKind => kinds[section.type]!;

/** The public shape of any section. */
export const anySection = perVariant((texts) => {
  const options = KINDS.map((kind) => sectionSchema(kind, texts)) as unknown as [z.ZodObject];
  return texts.named('Section', z.discriminatedUnion('type', options)) as unknown as z.ZodType<GuideSection>;
});

/** The section of a named part; undefined if the article says nothing there. */
export const findSection = <Type extends SectionType>(
  sections: GuideSection[],
  type: Type
): Extract<GuideSection, { type: Type }> | undefined =>
  sections.find((section): section is Extract<GuideSection, { type: Type }> => section.type === type);

/** The public shape of a section. */
export const schemaOf = (section: { type: string }): z.ZodObject => sectionSchema(kindOf(section), BLOCKS);

const isFree = ({ attribute }: SectionKind): boolean => attribute === 'sections';

/** A section with the place in the article that it is read from. */
export interface PlacedSection extends SectionDraft {
  /** The path of its component: `definition`, or `sections[2]`. */
  origin: string;
}

/** The named parts of an article that say something, as sections. */
export const namedParts = (article: Row, context: ReadContext): Partial<Record<Part, PlacedSection>> =>
  Object.fromEntries(
    KINDS.filter((kind) => !isFree(kind)).flatMap((kind) => {
      const draft = kind.draft
        ? kind.draft(article, context, kind)
        : partIn(kind, rowIn(article[kind.attribute]), context);
      return draft ? [[kind.type, { ...draft, origin: kind.attribute }]] : [];
    })
  );

/** A section of the dynamic zone, and the part that it follows. */
export interface FreeSection extends PlacedSection {
  after: (typeof PARTS)[number];
}

const freeKinds = new Map(
  KINDS.filter(isFree).map((kind) => [`career-field.${String(kind.component)}`, kind])
);

/**
 * The sections of an article's dynamic zone, in its order. Editors add each of them on purpose, so one that is only a
 * heading is shown, too.
 */
export const freeSections = (article: Row, context: ReadContext): FreeSection[] =>
  rowsIn(article.sections).flatMap((row, index) => {
    const kind = freeKinds.get(String(row.__component ?? row.__type));
    if (!kind) return [];
    const after = choiceIn(PARTS, row.after) ?? 'outlook';
    return [{ ...draftOf(kind, row, context), after, origin: `${kind.attribute}[${index}]` }];
  });

/** The attributes of articles that sections are read from. */
export const SECTION_ATTRIBUTES = [...new Set(KINDS.map(({ attribute }) => attribute))];

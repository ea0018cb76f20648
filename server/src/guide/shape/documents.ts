import { contentTypes } from '../../../../content-types';
import { z } from '../../strapi-internals/host-utils';
import type { Blocks } from '../../rich-text/blocks';
import { rowIn, rowsIn } from '../values';
import {
  choice,
  described,
  field,
  from,
  listOf,
  moment,
  named,
  object,
  optional,
  optionalProse,
  optionalText,
  optionalWhole,
  prose,
  proseList,
  text,
  whole,
} from './fields';
import { image } from './image';
import { link } from './links';
import { code } from './occupation';
import type { Delivered, Texts } from './rich-text';

/** The documents that guides show. One without a name or a slug that readers may see is not shown at all. */

/** A category; also a skill or a study path where only its name is shown. */
export const term = named(
  'GuideTerm',
  object({ documentId: text, slug: text, name: text }, 'category', 'category'),
  'A category, a skill or a study path that guides are found by, in the language of the guide.'
);

export type GuideTerm = z.infer<typeof term>;
export type GuideCategory = GuideTerm;

export const skill = named(
  'GuideSkill',
  object(
    {
      documentId: text,
      name: prose,
      slug: text,
      kind: choice('GuideSkillKind', contentTypes.skill.attributes.kind),
      description: optionalProse,
      codes: listOf(code),
    },
    'skill',
    'skill'
  )
);

export type GuideSkill = z.infer<typeof skill>;

export const employer = named(
  'GuideEmployer',
  object(
    {
      documentId: text,
      name: prose,
      slug: text,
      logo: optional(image),
      website: optionalText,
      description: optionalProse,
    },
    'employer',
    'employer'
  )
);

export type GuideEmployer = z.infer<typeof employer>;

const pathKind = choice('GuideStudyPathKind', contentTypes['study-path'].attributes.kind);

export const studyPath = ({ richText, named: namedWith }: Texts) =>
  namedWith(
    'StudyPath',
    object(
      {
        documentId: text,
        title: prose,
        slug: text,
        kind: pathKind,
        qualification: optionalProse,
        eqfLevel: described(optionalWhole, 'European Qualifications Framework, 1 to 8.'),
        durationMonthsMin: optionalWhole,
        durationMonthsMax: optionalWhole,
        entryRequirements: optionalProse,
        subjects: proseList,
        description: optional(richText),
        links: listOf(link),
      },
      'study-path',
      'study-path'
    )
  );

export type GuideStudyPath<Text = Blocks> = Delivered<z.infer<ReturnType<typeof studyPath>>, Text>;

const documentIdIn = (value: unknown): string => String(rowIn(value)?.documentId);

/** A guide in a list, or linked from another one. */
export const card = named(
  'GuideCard',
  object(
    {
      documentId: text,
      locale: text,
      slug: text,
      title: text,
      headline: optionalText,
      lead: optionalText,
      image: from('hero', optional(image)),
      category: optional(term),
      readingMinutes: whole,
      publishedAt: described(moment, 'The first publication, ISO 8601.'),
      updatedAt: described(moment, 'The last published change, ISO 8601.'),
    },
    'article',
    'article'
  ),
  'A guide in a list.'
);

export type GuideCard = z.infer<typeof card>;

/** The cards of the articles that a relation leads to. */
export const linkedCards = field(z.array(card), (value, { cardOf }) =>
  rowsIn(value).flatMap((row) => cardOf?.(documentIdIn(row)) ?? [])
);

/** A link to another published guide, in the same language. */
export const reference = named(
  'GuideReference',
  field(
    object({ documentId: text, slug: text, title: text }),
    (value, { cardOf }) => {
      const found = cardOf?.(documentIdIn(value));
      return found ? { documentId: found.documentId, slug: found.slug, title: found.title } : null;
    },
    { role: 'article' }
  ),
  'A link to another published guide, in the same language.'
);

export type GuideReference = z.infer<typeof reference>;

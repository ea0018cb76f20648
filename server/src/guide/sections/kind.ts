import type { contentTypes, components } from '../../../../content-types';
import { pascalCase } from '../../config';
import type { Blocks } from '../../rich-text/blocks';
import { z } from '../../strapi-internals/host-utils';
import type { GuideAddress, Nodes } from '../page/nodes';
import type { Words } from '../page/words';
import {
  described,
  object,
  optional,
  optionalProse,
  optionalText,
  readObject,
  type ReadContext,
} from '../shape/fields';
import { BLOCKS, perVariant, type Delivered, type Texts } from '../shape/rich-text';
import { textIn, type Row } from '../values';

/** A section before it has its anchor, with what the order and the table of contents need. */
export interface SectionDraft {
  section: { type: string; heading: string | null; navLabel: string | null; body: Blocks | null };
  /** The editors' own anchor; without one it is derived from `anchorBase` or the heading. */
  ownAnchor: string | null;
  /** For sections that the plugin names itself, so that the anchor is the same in every language. */
  anchorBase?: string;
  hideInToc: boolean;
}

/** What every section starts with. */
const startOf = (type: string, { richText }: Texts) => ({
  type: z.literal(type),
  anchor: described(z.string(), 'The fragment of its address, unique in the guide.'),
  heading: optionalProse,
  navLabel: optionalText,
  body: optional(richText),
});

export interface PageContext {
  words: Words;
  addressOf: GuideAddress;
}

type ContentWith<Shape extends z.ZodRawShape, Text> = {
  -readonly [Name in keyof Shape]: Delivered<z.infer<Shape[Name]>, Text>;
};

/** A section as readers get it. */
export type SectionWith<Type extends string, Shape extends z.ZodRawShape, Text> = {
  type: Type;
  anchor: string;
  heading: string | null;
  navLabel: string | null;
  body: Text | null;
} & ContentWith<Shape, Text>;

/** Everything that the plugin has to know of a kind of section. */
export interface SectionKind<Type extends string = string, Shape extends z.ZodRawShape = z.ZodRawShape> {
  type: Type;
  /** The attribute of the article that it is read from; `sections` for the dynamic zone. */
  attribute: keyof typeof contentTypes.article.attributes;
  /** Its component, if its content is not a list of the article itself. */
  component?: keyof typeof components;
  /** What it has beside what every section has. */
  shape(texts: Texts): Shape;
  /** Whether there is anything to show below the heading; by default, whether any value is there. */
  hasContent?(content: ContentWith<Shape, Blocks>): boolean;
  /** Reads it from an article, if that takes more than its shape. */
  draft?(article: Row, context: ReadContext, kind: StoredKind): SectionDraft | undefined;
  /** What it has below its body on the Markdown page. */
  markdown(section: SectionWith<Type, Shape, string>, page: PageContext): Nodes;
  /** Its heading on the Markdown page, if it is not its own or the label of its kind. */
  markdownHeading?(section: SectionWith<Type, Shape, string>, words: Words): string;
  /** Whether it only leads elsewhere, so that it adds nothing to the reading time. */
  isUnread?: boolean;
}

/** As much of a kind as reading needs. */
type StoredKind = Pick<SectionKind, 'type' | 'shape' | 'component' | 'hasContent'>;

export const sectionKind = <const Type extends string, Shape extends z.ZodRawShape>(
  kind: SectionKind<Type, Shape>
): SectionKind<Type, Shape> => kind;

const schemas = perVariant(() => new Map<string, z.ZodObject>());

/** The public shape of a kind of section. */
export const sectionSchema = (kind: StoredKind, texts: Texts): z.ZodObject => {
  const known = schemas(texts);
  let schema = known.get(kind.type);
  if (!schema) {
    const shape = { ...startOf(kind.type, texts), ...kind.shape(texts) };
    schema = texts.named(`${pascalCase(kind.type)}Section`, object(shape, kind.component));
    known.set(kind.type, schema);
  }
  return schema;
};

interface DraftOptions {
  /** Values that are not read from the row. */
  computed?: Row;
  /** The plugin's own name for the anchor of a section without an own one. */
  anchorBase?: string;
}

/** Reads a section from its component. */
export const draftOf = (
  kind: StoredKind,
  row: Row,
  context: ReadContext,
  { computed = {}, anchorBase }: DraftOptions = {}
): SectionDraft => {
  const values = { type: kind.type, anchor: '', ...computed };
  return {
    section: readObject(
      sectionSchema(kind, BLOCKS),
      row,
      context,
      values
    ) as unknown as SectionDraft['section'],
    ownAnchor: textIn(row.anchor),
    anchorBase,
    hideInToc: row.hideInToc === true,
  };
};

const START = ['type', 'anchor', 'heading', 'navLabel', 'body'];

/** Whether a section has anything to show below its heading. */
const saysSomething = (kind: StoredKind, section: SectionDraft['section']): boolean => {
  if (section.body !== null) return true;
  const content = Object.entries(section).filter(([name]) => !START.includes(name));
  if (kind.hasContent) return kind.hasContent(Object.fromEntries(content) as never);
  return content.some(([, value]: [string, unknown]) =>
    Array.isArray(value) ? value.length > 0 : value !== null && value !== false
  );
};

/** Reads a section of which nothing is shown unless it has more than a heading. */
export const partIn = (
  kind: StoredKind,
  row: Row | null,
  context: ReadContext,
  options?: DraftOptions
): SectionDraft | undefined => {
  const draft = row && draftOf(kind, row, context, options);
  return draft && saysSomething(kind, draft.section) ? draft : undefined;
};

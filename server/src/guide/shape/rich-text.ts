import { z } from '../../strapi-internals/host-utils';
import { blocksIn } from '../assemble/blocks';
import { field, named, NAME_PREFIX } from './fields';

declare const marker: unique symbol;

/** Stands in a shape for a rich text, whose type depends on the format of the response. */
export interface RichText {
  readonly [marker]: true;
}

/** What readers get of a shape. `Text` is the type of a rich text: `Blocks`, or `string` for HTML and Markdown. */
export type Delivered<Shape, Text> = Shape extends RichText
  ? Text
  : Shape extends readonly (infer Item)[]
    ? Delivered<Item, Text>[]
    : Shape extends object
      ? { [Name in keyof Shape]: Delivered<Shape[Name], Text> }
      : Shape;

/** How rich texts appear in one variant of the shapes, and how that variant names shapes that contain them. */
export interface Texts {
  richText: z.ZodType<RichText>;
  named<Schema extends z.ZodType>(name: string, schema: Schema, description?: string): Schema;
}

/** Creates a schema that contains rich texts once for each variant: its name may be given only once. */
export const perVariant = <Schema>(create: (texts: Texts) => Schema): ((texts: Texts) => Schema) => {
  const created = new Map<Texts, Schema>();
  return (texts) => {
    const schema = created.get(texts) ?? create(texts);
    created.set(texts, schema);
    return schema;
  };
};

const createTexts = (prefix: string, richText: z.ZodType): Texts => ({
  richText: field(richText, blocksIn, { role: 'rich-text' }) as z.ZodType<RichText>,
  named: (name, schema, description) => named(`${prefix}${name}`, schema, description),
});

/** Rich text as Strapi's blocks: https://docs.strapi.io/cms/features/content-manager */
export const BLOCKS = createTexts(
  'Guide',
  z.array(z.looseObject({ type: z.string() })).meta({ id: `${NAME_PREFIX}Blocks` })
);

/** Rich text as HTML or Markdown. */
export const STRINGS = createTexts('GuideInText', z.string());

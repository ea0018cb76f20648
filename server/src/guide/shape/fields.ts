import type { components } from '../../../../content-types';
import { PUBLIC_TYPES, type Attribute, type PublicType } from '../../../../content-types';
import { z } from '../../strapi-internals/host-utils';
import {
  booleanIn,
  choiceIn,
  dayIn,
  momentIn,
  numberIn,
  rowIn,
  rowsIn,
  textIn,
  textsIn,
  type Row,
} from '../values';

/**
 * The building blocks of public shapes. A shape is a zod schema; beside it stands how its value is read from a stored
 * row, so that a line in a shape is all that a new attribute needs.
 */

/** Before the names of shapes in OpenAPI and GraphQL. */
export const NAME_PREFIX = 'CareerField';

/** What reading a row needs beside the row. */
export interface ReadContext {
  locale: string;
  /** The card of another article, if it is published in the guide's language; without it no other article is shown. */
  cardOf?(article: string): { documentId: string; slug: string; title: string } | undefined;
}

/** A component by its name, or a content type that readers see. */
export type ModelName = keyof typeof components | PublicType;

/** `prose` is text that counts as read. A document has the name of its type. */
export type Role = 'prose' | 'rich-text' | 'image' | PublicType;

/** Whether a value is a document of its own. */
export const isDocument = (role: Role): role is PublicType =>
  (PUBLIC_TYPES as readonly string[]).includes(role);

type Read = (value: unknown, context: ReadContext) => unknown;

interface Field {
  /** Null where the row does not have it. An object without a required value is left out as a whole. */
  read: Read;
  role?: Role;
  /** The attribute that it is read from, if it has another name. */
  from?: string;
  /** Attributes of the model that are read otherwise than through a shape. */
  covers?: string[];
  /** The model that an object is read from. */
  model?: ModelName;
}

const fields = new WeakMap<object, Field>();

const NOT_STORED: Field = { read: () => null };

export const fieldOf = (schema: z.ZodType): Field => fields.get(schema) ?? NOT_STORED;

export const field = <Schema extends z.ZodType>(
  schema: Schema,
  read: Read,
  more: Omit<Field, 'read'> = {}
): Schema => {
  fields.set(schema, { ...more, read });
  return schema;
};

/** The same field with a description for OpenAPI, GraphQL and the client. */
export const described = <Schema extends z.ZodType>(schema: Schema, description: string): Schema => {
  const copy = schema.meta({ description });
  const known = fields.get(schema);
  if (known) fields.set(copy, known);
  return copy;
};

/** The same field, read from an attribute with another name. */
export const from = <Schema extends z.ZodType>(attribute: string, schema: Schema): Schema => {
  const copy = schema.clone();
  fields.set(copy, { ...fieldOf(schema), from: attribute });
  return copy;
};

export const optional = <Schema extends z.ZodType>(schema: Schema) => {
  const { read, from: attribute } = fieldOf(schema);
  return field(schema.nullable(), read, { from: attribute });
};

export const listOf = <Schema extends z.ZodType>(schema: Schema) => {
  const { read, from: attribute } = fieldOf(schema);
  return field(
    z.array(schema),
    (value, context) => rowsIn(value).flatMap((row) => (read(row, context) ?? []) as unknown[]),
    { from: attribute }
  );
};

const PROSE = { role: 'prose' } as const;

export const prose = field(z.string(), textIn, PROSE);
export const optionalProse = field(z.string().nullable(), textIn, PROSE);
export const proseList = field(z.array(z.string()), textsIn, PROSE);
/** Text that is not read as a sentence: an address, a code, a name of something else. */
export const text = field(z.string(), textIn);
export const optionalText = field(z.string().nullable(), textIn);
export const textList = field(z.array(z.string()), textsIn);
export const textOrEmpty = field(z.string(), (value) => textIn(value) ?? '');
export const flag = field(z.boolean(), (value) => value === true);
export const optionalFlag = field(z.boolean().nullable(), booleanIn);
export const whole = z.int();
export const optionalWhole = field(z.int().nullable(), numberIn);
export const optionalNumber = field(z.number().nullable(), numberIn);
export const moment = z.iso.datetime();
export const optionalMoment = field(z.iso.datetime().nullable(), momentIn);
export const optionalDay = field(z.iso.date().nullable(), dayIn);

/** Names a shape in OpenAPI, in GraphQL, and in the types of the client. */
export const named = <Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  description?: string
): Schema => {
  z.globalRegistry.add(schema, { id: `${NAME_PREFIX}${name}`, ...(description && { description }) });
  return schema;
};

type EnumerationAttribute = Attribute & { enum: readonly [string, ...string[]]; default?: string };

type ChoiceOf<Given extends EnumerationAttribute> = z.ZodType<
  Given extends { default: string } ? Given['enum'][number] : Given['enum'][number] | null
>;

/**
 * The choices of an enumeration of the model: null where none is stored, or the model's default if it has one.
 *
 * @param name of the enumeration in OpenAPI and GraphQL, after the prefix
 */
export const choice = <const Given extends EnumerationAttribute>(
  name: string,
  attribute: Given
): ChoiceOf<Given> => {
  const choices = named(name, z.enum(attribute.enum));
  const read: Read = (value) => choiceIn(attribute.enum, value) ?? attribute.default ?? null;
  const schema = attribute.default === undefined ? choices.nullable() : choices;
  return field(schema as z.ZodType, read) as unknown as ChoiceOf<Given>;
};

/** The choices of a required enumeration. An entry without a choice that the model knows is left out. */
export const requiredChoice = <const Given extends EnumerationAttribute>(
  name: string,
  attribute: Given
): z.ZodType<Given['enum'][number]> =>
  field(named(name, z.enum(attribute.enum)) as z.ZodType, (value) =>
    choiceIn(attribute.enum, value)
  ) as unknown as z.ZodType<Given['enum'][number]>;

/**
 * Reads an object from a stored row.
 *
 * @param computed values that are not read from the row
 * @returns null if the row lacks a required value
 */
export const readObject = <Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  row: Row,
  context: ReadContext,
  computed: Row = {}
): z.infer<z.ZodObject<Shape>> | null => {
  const result: Row = {};
  for (const [name, child] of Object.entries(schema.shape) as [string, z.ZodType][]) {
    const { read, from: attribute = name } = fieldOf(child);
    const value = Object.hasOwn(computed, name) ? computed[name] : read(row[attribute], context);
    if (value === null && !(child instanceof z.ZodNullable)) return null;
    result[name] = value;
  }
  return result as z.infer<z.ZodObject<Shape>>;
};

/** An object that is read from a component or a content type. */
export const object = <Shape extends z.ZodRawShape>(
  shape: Shape,
  model?: ModelName,
  role?: Role
): z.ZodObject<Shape> => {
  const schema = z.object(shape) as unknown as z.ZodObject<Shape>;
  const read: Read = (value, context) => {
    const row = rowIn(value);
    return row && readObject(schema, row, context);
  };
  return field(schema, read, { model, role });
};

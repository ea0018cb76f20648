import { LRUCache } from 'lru-cache';
import { yup } from '../strapi-internals/host-utils';
import { typeNameOf, type Strapi } from '../plugin';
import { findBlocksFault } from './blocks';
import { isStorableText } from '../model/formats';
import { ATTRIBUTE_RULES, isMissing, PUBLISHABLE_RULES, VALID_RULES, type ObjectRule } from './rules';

/** How strictly to look. */
export interface Strictness {
  /** Whether what a reader needs must be there. */
  publishable: boolean;
  /** Whether the object may be a part of one that is stored already, so that what it does not name is not missing. */
  partial: boolean;
}

type Attribute = Record<string, unknown> & { type: string };

/** What a column of each type holds: a string is a VARCHAR(255) on PostgreSQL and MySQL. No page needs a longer text. */
const MAX_LENGTH: Record<string, number> = { string: 255, uid: 255, text: 20_000 };

/** The length that the schema allows, as far as the database can keep it. */
export const maxLength = (attribute: Attribute): number => {
  const possible = MAX_LENGTH[attribute.type] ?? 255;
  return Math.min(Number(attribute.maxLength ?? possible), possible);
};

/** Entries of one list. The longest real list, the alternative names of an ESCO occupation, has some 80. */
export const MAX_LIST_LENGTH = 300;

export const MAX_LIST_ITEM_LENGTH = 255;

/** Strapi stores decimals as DECIMAL(10, 2) and integers in 32 bits. */
export const MAX_DECIMAL = 99_999_999.99;
export const MAX_INTEGER = 2_147_483_647;

const text = (attribute: Attribute): yup.AnySchema =>
  yup
    .string()
    .nullable()
    .typeError('type.text')
    .max(maxLength(attribute), 'text.tooLong')
    .test(
      'storable',
      'text.unstorable',
      (value) => value === undefined || value === null || isStorableText(value)
    );

const number = (attribute: Attribute): yup.AnySchema => {
  const isInteger = attribute.type === 'integer';
  const limit = isInteger ? MAX_INTEGER : MAX_DECIMAL;
  const schema = yup
    .number()
    .nullable()
    .typeError('type.number')
    .min(Number(attribute.min ?? -limit), 'number.min')
    .max(Number(attribute.max ?? limit), 'number.max');
  return isInteger ? schema.integer('type.integer') : schema;
};

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** A day that every database has: PostgreSQL knows no year 0. */
const isDay = (value: unknown): boolean => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith('0000'))
    return false;
  const day = new Date(`${value}T00:00:00Z`);
  // JavaScript reads 31 February as 3 March.
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(value);
};

const isMoment = (value: unknown): boolean => {
  if (typeof value !== 'string' && !(value instanceof Date)) return false;
  const moment = new Date(value);
  return !Number.isNaN(moment.valueOf()) && moment.getUTCFullYear() > 0;
};

const date = (): yup.AnySchema =>
  yup.mixed().test('date', 'type.date', (value: unknown) => isAbsent(value) || isDay(value));

const datetime = (): yup.AnySchema =>
  yup.mixed().test('datetime', 'type.datetime', (value: unknown) => isAbsent(value) || isMoment(value));

const enumeration = (attribute: Attribute): yup.AnySchema => {
  const choices = attribute.enum as string[];
  return yup.mixed().test({
    name: 'choice',
    message: 'type.choice',
    params: { choices: choices.join(', ') },
    test: (value: unknown) => isAbsent(value) || choices.includes(value as string),
  });
};

const blocks = (): yup.AnySchema =>
  yup.mixed().test('blocks', 'blocks.shape', function findFault(value: unknown) {
    if (value === undefined || value === null) return true;
    const fault = findBlocksFault(value);
    return fault ? this.createError({ message: fault.message, params: fault.values }) : true;
  });

/**
 * A list whose entries are looked at only when there are not too many of them: fifty thousand wrong ones would keep
 * the process busy for half a minute.
 */
const list = (of: yup.AnySchema): yup.AnySchema => {
  // Made once: yup copies a schema with all that is in it whenever something is added to it.
  const bounded = yup.array().nullable().typeError('type.list').max(MAX_LIST_LENGTH, 'list.tooLong');
  const whole = bounded.of(of);
  return yup.lazy((value: unknown) =>
    Array.isArray(value) && value.length > MAX_LIST_LENGTH ? bounded : whole
  ) as unknown as yup.AnySchema;
};

const stringList = (): yup.AnySchema =>
  list(
    yup
      .string()
      .typeError('type.text')
      .max(MAX_LIST_ITEM_LENGTH, 'text.tooLong')
      .test('storable', 'text.unstorable', (value) => isAbsent(value) || isStorableText(String(value)))
  );

/** Puts a rule over several values onto the schema of the object that holds them. */
const withObjectRules = (schema: yup.AnySchema, rules: ObjectRule[]): yup.AnySchema =>
  rules.length === 0
    ? schema
    : schema.test('object-rules', 'object', function apply(value: unknown) {
        if (typeof value !== 'object' || value === null) return true;
        const faults = rules.flatMap((rule) => rule(value as Record<string, unknown>));
        if (faults.length === 0) return true;
        return new yup.ValidationError(
          faults.map(({ field, message, values }) =>
            this.createError({
              path: [this.path, field].filter(Boolean).join('.'),
              message,
              params: values,
            })
          )
        );
      });

/** Combinations of fields whose schemas are kept; a type is used in a few dozen. */
const MAX_COMBINATIONS = 100;

/**
 * The schema of an object with those fields alone that have a value or must have one. yup asks every field each time,
 * and most fields of a guide's components are empty.
 */
const onlyWhatIsThere = (
  fields: Record<string, yup.AnySchema>,
  required: Set<string>,
  make: (fields: Record<string, yup.AnySchema>) => yup.AnySchema
): ((value: unknown) => yup.AnySchema) => {
  const known = new LRUCache<string, yup.AnySchema>({ max: MAX_COMBINATIONS });
  const names = Object.keys(fields);
  return (value) => {
    const values = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    const present = names.filter((name) => required.has(name) || !isAbsent(values[name]));
    const key = present.join();
    const schema = known.get(key) ?? make(Object.fromEntries(present.map((name) => [name, fields[name]!])));
    known.set(key, schema);
    return schema;
  };
};

/**
 * The yup schema of a content type or component, built from what is *registered*: where a site has its own version of
 * a type, its lengths and choices hold, and the plugin's rules apply to the attributes that are there.
 *
 * Relations are not looked at here; see `relations.ts`.
 */
export const createSchemas = (strapi: Strapi) => {
  const cache = new Map<string, (value: unknown) => yup.AnySchema>();

  const ofComponent = (uid: string, strictness: Strictness, value: unknown): yup.AnySchema => {
    const isStored = typeof value === 'object' && value !== null && 'id' in value;
    return schemaFor(uid, { ...strictness, partial: strictness.partial && isStored })(value);
  };

  // yup hands no value to what is lazy within something lazy, so that each of these decides for itself.
  const component = (uid: string, strictness: Strictness): yup.AnySchema =>
    yup.lazy((value: unknown) => ofComponent(uid, strictness, value)) as unknown as yup.AnySchema;

  const dynamicZone = (attribute: Attribute, strictness: Strictness): yup.AnySchema => {
    const unknown = yup.mixed().test('component', 'sections.unknown', () => false);
    const known = new Set(attribute.components as string[]);
    return list(
      yup.lazy((value: unknown) => {
        const uid = (value as { __component?: string } | null)?.__component ?? '';
        return known.has(uid) ? ofComponent(uid, strictness, value) : unknown;
      }) as unknown as yup.AnySchema
    );
  };

  const schemaOf = (attribute: Attribute, strictness: Strictness): yup.AnySchema | undefined => {
    if (attribute.customField === 'plugin::career-field.string-list') return stringList();
    switch (attribute.type) {
      case 'string':
      case 'uid':
      case 'text':
        return text(attribute);
      case 'integer':
      case 'decimal':
        return number(attribute);
      case 'boolean':
        return yup.boolean().nullable().typeError('type.boolean');
      case 'date':
        return date();
      case 'datetime':
        return datetime();
      case 'enumeration':
        return enumeration(attribute);
      case 'blocks':
        return blocks();
      case 'component': {
        const one = component(String(attribute.component), strictness);
        return attribute.repeatable ? list(one) : one;
      }
      case 'dynamiczone':
        return dynamicZone(attribute, strictness);
      default:
        return undefined;
    }
  };

  const schemaFor = (uid: string, strictness: Strictness): ((value: unknown) => yup.AnySchema) => {
    const key = `${uid} ${strictness.publishable} ${strictness.partial}`;
    const cached = cache.get(key);
    if (cached) return cached;

    const name: string = typeNameOf(uid) ?? uid;
    const model = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
    const fields: Record<string, yup.AnySchema> = {};
    const required = new Set<string>();
    for (const [attributeName, attribute] of Object.entries(model.attributes as Record<string, Attribute>)) {
      let schema = schemaOf(attribute, strictness);
      if (!schema) continue;
      const rule = ATTRIBUTE_RULES[`${name}.${attributeName}`] ?? ATTRIBUTE_RULES[attributeName];
      if (rule) schema = rule(schema);
      if (strictness.publishable && attribute.required) {
        required.add(attributeName);
        // What is left out has its default when it is written.
        const mayBeLeftOut = strictness.partial || attribute.default !== undefined;
        schema = schema.test('required', 'publish.required', (value: unknown) =>
          mayBeLeftOut && value === undefined ? true : !isMissing(value)
        );
      }
      fields[attributeName] = schema;
    }
    const rules = strictness.partial
      ? []
      : [...(VALID_RULES[name] ?? []), ...(strictness.publishable ? (PUBLISHABLE_RULES[name] ?? []) : [])];
    const complete = onlyWhatIsThere(fields, required, (own) =>
      withObjectRules(yup.object().shape(own).nullable().default(undefined).typeError('type.object'), rules)
    );
    cache.set(key, complete);
    return complete;
  };

  const objectOf = (uid: string, strictness: Strictness): yup.AnySchema =>
    yup.lazy(schemaFor(uid, strictness)) as unknown as yup.AnySchema;

  return { objectOf };
};

export type Schemas = ReturnType<typeof createSchemas>;

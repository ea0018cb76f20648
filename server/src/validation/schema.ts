import { LRUCache } from 'lru-cache';
import { yup } from '../strapi-internals/host-utils';
import { typeNameOf, type Strapi } from '../plugin';
import { findBlocksIssue } from './blocks';
import {
  choicesOf,
  componentsOf,
  holdsComponents,
  isList,
  isZone,
  registeredAttributes,
  type Attribute,
  type ReadAttributes,
} from '../model/attributes';
import { isStorableText } from '../model/formats';
import { attributeRule, isMissing, PUBLISHABLE_RULES, VALID_RULES, type ObjectRule } from './rules';

/** How strictly a document is validated. */
export interface Strictness {
  /** Whether everything that readers need is required. */
  publishable: boolean;
  /** Whether the object may be a part of a stored one, so that attributes that it lacks are not missing. */
  partial: boolean;
}

/** The length of a column of each type: a string is a VARCHAR(255) on PostgreSQL and MySQL. No page needs a longer text. */
const MAX_LENGTH: Record<string, number> = { string: 255, uid: 255, text: 20_000 };

/** Returns the length that the schema allows, up to what the database can store. */
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

/** Whether every database can store a day: PostgreSQL has no year 0. */
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
  const choices = choicesOf(attribute);
  return yup.mixed().test({
    name: 'choice',
    message: 'type.choice',
    params: { choices: choices.join(', ') },
    test: (value: unknown) => isAbsent(value) || choices.includes(value as string),
  });
};

const blocks = (): yup.AnySchema =>
  yup.mixed().test('blocks', 'blocks.shape', function findIssue(value: unknown) {
    if (value === undefined || value === null) return true;
    const issue = findBlocksIssue(value);
    return issue ? this.createError({ message: issue.message, params: issue.values }) : true;
  });

/**
 * Returns the schema of a list whose entries are validated only if there are not too many: fifty thousand invalid ones
 * would block the process for half a minute.
 */
const list = (of: yup.AnySchema): yup.AnySchema => {
  // Created once: yup copies a whole schema whenever something is added to it.
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

/** Adds rules over several values to the schema of the object that holds them. */
const withObjectRules = (schema: yup.AnySchema, rules: ObjectRule[]): yup.AnySchema =>
  rules.length === 0
    ? schema
    : schema.test('object-rules', 'object', function apply(value: unknown) {
        if (typeof value !== 'object' || value === null) return true;
        const issues = rules.flatMap((rule) => rule(value as Record<string, unknown>));
        if (issues.length === 0) return true;
        return new yup.ValidationError(
          issues.map(({ field, message, values }) =>
            this.createError({
              path: [this.path, field].filter(Boolean).join('.'),
              message,
              params: values,
            })
          )
        );
      });

/** The combinations of fields whose schemas are cached; a type is used in a few dozen. */
const MAX_COMBINATIONS = 100;

/**
 * Returns schemas of an object with only the fields that have a value or are required. yup validates every field each
 * time, and most fields of a guide's components are empty.
 */
const onlyPresentFields = (
  fields: Record<string, yup.AnySchema>,
  required: Set<string>,
  build: (fields: Record<string, yup.AnySchema>) => yup.AnySchema
): ((value: unknown) => yup.AnySchema) => {
  const known = new LRUCache<string, yup.AnySchema>({ max: MAX_COMBINATIONS });
  const names = Object.keys(fields);
  return (value) => {
    const values = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    const present = names.filter((name) => required.has(name) || !isAbsent(values[name]));
    const key = present.join();
    const schema = known.get(key) ?? build(Object.fromEntries(present.map((name) => [name, fields[name]!])));
    known.set(key, schema);
    return schema;
  };
};

/** Builds schemas from the registered model, and caches them by type and strictness. */
interface Context {
  read: ReadAttributes;
  cache: Map<string, (value: unknown) => yup.AnySchema>;
}

const lazily = (build: (value: unknown) => yup.AnySchema): yup.AnySchema =>
  yup.lazy(build) as unknown as yup.AnySchema;

const ofComponent = (
  context: Context,
  uid: string,
  strictness: Strictness,
  value: unknown
): yup.AnySchema => {
  const isStored = typeof value === 'object' && value !== null && 'id' in value;
  return schemaFor(context, uid, { ...strictness, partial: strictness.partial && isStored })(value);
};

/** The schema of one item of a dynamic zone. yup passes no value to a lazy schema inside of a lazy one. */
const zoneItem = (context: Context, attribute: Attribute, strictness: Strictness): yup.AnySchema => {
  const unknown = yup.mixed().test('component', 'sections.unknown', () => false);
  const known = new Set(componentsOf(attribute));
  return lazily((value) => {
    const uid = (value as { __component?: string } | null)?.__component ?? '';
    return known.has(uid) ? ofComponent(context, uid, strictness, value) : unknown;
  });
};

const components = (context: Context, attribute: Attribute, strictness: Strictness): yup.AnySchema => {
  if (isZone(attribute)) return list(zoneItem(context, attribute, strictness));
  const [uid = ''] = componentsOf(attribute);
  const one = lazily((value) => ofComponent(context, uid, strictness, value));
  return isList(attribute) ? list(one) : one;
};

const scalar = (attribute: Attribute): yup.AnySchema | undefined => {
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
    default:
      return undefined;
  }
};

const isRequired = (attribute: Attribute, { publishable }: Strictness): boolean =>
  publishable && attribute.required === true;

/** Returns the schema of one attribute with its rules; undefined for relations and files, see `relations.ts`. */
const fieldOf = (
  context: Context,
  owner: string,
  name: string,
  attribute: Attribute,
  strictness: Strictness
): yup.AnySchema | undefined => {
  const plain = holdsComponents(attribute) ? components(context, attribute, strictness) : scalar(attribute);
  if (!plain) return undefined;
  const rule = attributeRule(owner, name);
  const schema = rule ? rule(plain) : plain;
  if (!isRequired(attribute, strictness)) return schema;
  // An attribute that is left out gets its default when it is written.
  const mayBeLeftOut = strictness.partial || attribute.default !== undefined;
  return schema.test('required', 'publish.required', (value: unknown) =>
    mayBeLeftOut && value === undefined ? true : !isMissing(value)
  );
};

const schemaFor = (
  context: Context,
  uid: string,
  strictness: Strictness
): ((value: unknown) => yup.AnySchema) => {
  const key = `${uid} ${strictness.publishable} ${strictness.partial}`;
  const cached = context.cache.get(key);
  if (cached) return cached;

  const owner: string = typeNameOf(uid) ?? uid;
  const fields: Record<string, yup.AnySchema> = {};
  const required = new Set<string>();
  for (const [name, attribute] of Object.entries(context.read(uid))) {
    const schema = fieldOf(context, owner, name, attribute, strictness);
    if (!schema) continue;
    if (isRequired(attribute, strictness)) required.add(name);
    fields[name] = schema;
  }
  const rules = strictness.partial
    ? []
    : [...(VALID_RULES[owner] ?? []), ...(strictness.publishable ? (PUBLISHABLE_RULES[owner] ?? []) : [])];
  const complete = onlyPresentFields(fields, required, (own) =>
    withObjectRules(yup.object().shape(own).nullable().default(undefined).typeError('type.object'), rules)
  );
  context.cache.set(key, complete);
  return complete;
};

/**
 * Returns the yup schemas of content types and components, built from the *registered* model: if a site has its own
 * version of a type, its lengths and choices apply, and the plugin's rules apply to the attributes that exist.
 *
 * Relations are validated in `relations.ts`.
 */
export const createSchemas = (strapi: Strapi) => {
  const context: Context = { read: registeredAttributes(strapi), cache: new Map() };
  return {
    objectOf: (uid: string, strictness: Strictness): yup.AnySchema =>
      lazily(schemaFor(context, uid, strictness)),
  };
};

export type Schemas = ReturnType<typeof createSchemas>;

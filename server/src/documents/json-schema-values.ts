import { fieldText } from '../../../texts';
import { typeNameOf } from '../plugin';
import {
  ANCHOR_PATTERN,
  CURRENCY_PATTERN,
  REGION_PATTERN,
  SLUG_PATTERN,
  URL_PATTERN,
} from '../model/formats';
import { ATTRIBUTE_RULES, attributeRule } from '../validation/rules';
import {
  MAX_DECIMAL,
  MAX_INTEGER,
  MAX_LIST_ITEM_LENGTH,
  MAX_LIST_LENGTH,
  maxLength,
} from '../validation/schema';
import { isToMany } from '../model/attributes';
import { isStringList, targetOf, type Attribute } from './attributes';

export type JsonSchema = Record<string, unknown>;

/** What the choices of an enumeration mean, unless they say it themselves: `lead = In a leading role.` */
const explainChoices = (choices: Record<string, string> = {}): string | undefined => {
  const unclear = Object.entries(choices).filter(
    ([choice, words]) => words.toLowerCase().replaceAll(' ', '-') !== choice
  );
  return unclear.length > 0 ? `${unclear.map((pair) => pair.join(' = ')).join(', ')}.` : undefined;
};

/**
 * Returns what hover help shows: the English label and hint of the admin panel, what the choices mean, then how a file
 * writes the value.
 */
export const explain = (uid: string, name: string, form?: string): JsonSchema => {
  const { label, hint, choices } = fieldText(uid, name, 'en') ?? {};
  const description = [hint, explainChoices(choices), form].filter(Boolean).join(' ');
  return { ...(label && { title: label }), ...(description && { description }) };
};

/** Returns the types of a value; an empty one, as in `level:`, is valid where none is needed. */
export const typed = (isNeeded: boolean, ...types: string[]): JsonSchema => {
  const allowed = isNeeded ? types : [...types, 'null'];
  return { type: allowed.length === 1 ? allowed[0] : allowed };
};

const listOf = (isNeeded: boolean, items: JsonSchema): JsonSchema => ({
  ...typed(isNeeded, 'array'),
  items,
});

/** Returns the schema of a list with the limit of the rules, which lists of keys and files do not have. */
export const shortListOf = (isNeeded: boolean, items: JsonSchema): JsonSchema => ({
  ...listOf(isNeeded, items),
  maxItems: MAX_LIST_LENGTH,
});

/** The rules for single values that a pattern can express, with examples. */
const FORMATS = new Map<unknown, { pattern: RegExp; examples: string[] }>([
  [ATTRIBUTE_RULES.slug, { pattern: SLUG_PATTERN, examples: ['backend'] }],
  [ATTRIBUTE_RULES.anchor, { pattern: ANCHOR_PATTERN, examples: ['tasks'] }],
  [ATTRIBUTE_RULES.url, { pattern: URL_PATTERN, examples: ['https://example.org/', '/jobs'] }],
  [
    ATTRIBUTE_RULES['career-field.taxonomy-code.uri'],
    { pattern: URL_PATTERN, examples: ['https://example.org/', '/jobs'] },
  ],
  [ATTRIBUTE_RULES['career-field.salary.currency'], { pattern: CURRENCY_PATTERN, examples: ['EUR'] }],
  [ATTRIBUTE_RULES['career-field.salary.region'], { pattern: REGION_PATTERN, examples: ['DE', 'DE-BY'] }],
]);

/** Returns the pattern of a text; an empty one is a missing value (`isMissing`), so no format applies to it. */
export const patternOf = (isNeeded: boolean, pattern: RegExp | undefined): JsonSchema => {
  if (!pattern) return isNeeded ? { pattern: '\\S' } : {};
  return { pattern: isNeeded ? pattern.source : `^\\s*$|${pattern.source}` };
};

/** The key of another document; one that is all digits may stand without quotes. */
const KEY_TYPES = ['string', 'integer'];

/** An attribute of a type or component, as the functions below describe it. */
interface Described {
  /** The uid of the type or component. */
  uid: string;
  name: string;
  attribute: Attribute;
  /** Whether there must be a value. */
  isNeeded: boolean;
}

const explained = ({ uid, name }: Described, form?: string): JsonSchema => explain(uid, name, form);

const defaultOf = ({ attribute }: Described): JsonSchema =>
  attribute.default === undefined ? {} : { default: attribute.default };

const stringListSchema = (described: Described): JsonSchema => {
  const item = { type: 'string', maxLength: MAX_LIST_ITEM_LENGTH };
  return { ...explained(described, 'A list of texts.'), ...shortListOf(described.isNeeded, item) };
};

const stringSchema = (described: Described): JsonSchema => {
  const { uid, name, attribute, isNeeded } = described;
  const rule = attributeRule(typeNameOf(uid) ?? uid, name);
  const format = FORMATS.get(rule);
  return {
    ...explained(described),
    ...typed(isNeeded, 'string'),
    maxLength: maxLength(attribute),
    ...patternOf(isNeeded, format?.pattern),
    ...(format && { examples: format.examples }),
    ...defaultOf(described),
  };
};

const numberSchema = (described: Described): JsonSchema => {
  const { attribute, isNeeded } = described;
  const isInteger = attribute.type === 'integer';
  const limit = isInteger ? MAX_INTEGER : MAX_DECIMAL;
  return {
    ...explained(described),
    ...typed(isNeeded, isInteger ? 'integer' : 'number'),
    minimum: Number(attribute.min ?? -limit),
    maximum: Number(attribute.max ?? limit),
    ...defaultOf(described),
  };
};

const dateSchema = (described: Described): JsonSchema => ({
  ...explained(described, 'As year-month-day.'),
  ...typed(described.isNeeded, 'string'),
  format: 'date',
  examples: ['2026-11-23'],
});

const FIRST_PUBLICATION: JsonSchema = {
  title: 'First publication',
  description: 'When it was first published. Kept by the site when left out.',
};

/** Does not name the format date-time, because a day alone is valid, too. */
const datetimeSchema = (described: Described): JsonSchema => ({
  ...(described.name === 'firstPublication' ? FIRST_PUBLICATION : explained(described)),
  ...typed(described.isNeeded, 'string'),
  examples: ['2026-11-23T12:00:00.000Z'],
});

const enumerationSchema = (described: Described): JsonSchema => {
  const choices = described.attribute.enum as string[];
  return {
    ...explained(described),
    enum: described.isNeeded ? choices : [...choices, null],
    ...defaultOf(described),
  };
};

const relationSchema = (described: Described): JsonSchema => {
  const { attribute, isNeeded } = described;
  const target = targetOf(attribute) ?? 'document';
  return isToMany(attribute)
    ? {
        ...explained(described, `A list of keys, type: ${target}.`),
        ...listOf(isNeeded, { type: KEY_TYPES }),
      }
    : { ...explained(described, `A key, type: ${target}.`), ...typed(isNeeded, ...KEY_TYPES) };
};

const mediaSchema = (described: Described): JsonSchema => {
  const { attribute, isNeeded } = described;
  const form = 'named from the folder that is imported, such as “images/backend.jpg”.';
  return attribute.multiple
    ? { ...explained(described, `A list of files, ${form}`), ...listOf(isNeeded, { type: 'string' }) }
    : { ...explained(described, `A file, ${form}`), ...typed(isNeeded, 'string') };
};

/** Describes `previousSlugs`, which the plugin writes itself; a file has it for a site that replaces another. */
const jsonSchema = (described: Described): JsonSchema =>
  described.name === 'previousSlugs'
    ? {
        title: 'Previous addresses',
        description: 'Under which it was published before. A list of texts.',
        ...listOf(described.isNeeded, { type: 'string' }),
      }
    : explained(described);

/**
 * Returns the schema of one attribute's value, with its label and hint.
 *
 * @param uid the type or component that has the attribute
 * @param isNeeded whether there must be a value
 * @returns undefined for components and dynamic zones
 */
export const valueSchema = (
  uid: string,
  name: string,
  attribute: Attribute,
  isNeeded: boolean
): JsonSchema | undefined => {
  const described: Described = { uid, name, attribute, isNeeded };
  // Before the attribute's type: once registered, a custom field has the type that Strapi stores it as.
  if (isStringList(attribute)) return stringListSchema(described);
  switch (attribute.type) {
    case 'component':
    case 'dynamiczone':
      return undefined;
    case 'string':
    case 'uid':
    case 'text':
      return stringSchema(described);
    case 'blocks':
      return { ...explained(described, 'In Markdown.'), ...typed(isNeeded, 'string') };
    case 'integer':
    case 'decimal':
      return numberSchema(described);
    case 'boolean':
      return { ...explained(described), ...typed(isNeeded, 'boolean'), ...defaultOf(described) };
    case 'date':
      return dateSchema(described);
    case 'datetime':
      return datetimeSchema(described);
    case 'enumeration':
      return enumerationSchema(described);
    case 'relation':
      return relationSchema(described);
    case 'media':
      return mediaSchema(described);
    case 'json':
      return jsonSchema(described);
    default:
      // Only a site's own version of the model has another type of attribute, which Strapi validates.
      return explained(described);
  }
};

import { fieldText } from '../../../texts';
import { typeNameOf } from '../plugin';
import {
  ANCHOR_PATTERN,
  CURRENCY_PATTERN,
  REGION_PATTERN,
  SLUG_PATTERN,
  URL_PATTERN,
} from '../model/formats';
import { ATTRIBUTE_RULES } from '../validation/rules';
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

/** Returns what hover help shows: the English label and hint of the admin panel, then how a file writes the value. */
export const explain = (uid: string, name: string, form?: string): JsonSchema => {
  const { label, hint } = fieldText(uid, name, 'en') ?? {};
  const description = [hint, form].filter(Boolean).join(' ');
  return { ...(label && { title: label }), ...(description && { description }) };
};

/** A value that is left open, as in `level:`, says nothing, and is right where nothing is needed. */
export const typed = (isNeeded: boolean, ...types: string[]): JsonSchema => {
  const allowed = isNeeded ? types : [...types, 'null'];
  return { type: allowed.length === 1 ? allowed[0] : allowed };
};

export const listOf = (isNeeded: boolean, items: JsonSchema): JsonSchema => ({
  ...typed(isNeeded, 'array'),
  items,
});

/** A list that the rules keep short. Of keys and files they say nothing of the kind. */
export const shortListOf = (isNeeded: boolean, items: JsonSchema): JsonSchema => ({
  ...listOf(isNeeded, items),
  maxItems: MAX_LIST_LENGTH,
});

/** What a pattern can say of the rules for single values, with examples. */
const FORMATS = new Map<unknown, { pattern: RegExp; examples: string[] }>([
  [ATTRIBUTE_RULES.slug, { pattern: SLUG_PATTERN, examples: ['backend'] }],
  [ATTRIBUTE_RULES.anchor, { pattern: ANCHOR_PATTERN, examples: ['tasks'] }],
  [ATTRIBUTE_RULES.url, { pattern: URL_PATTERN, examples: ['https://example.org/', '/jobs'] }],
  [ATTRIBUTE_RULES['career-field.salary.currency'], { pattern: CURRENCY_PATTERN, examples: ['EUR'] }],
  [ATTRIBUTE_RULES['career-field.salary.region'], { pattern: REGION_PATTERN, examples: ['DE', 'DE-BY'] }],
]);

/** An empty text says nothing, as `isMissing` has it, so no format is asked of it. */
export const patternOf = (isNeeded: boolean, pattern: RegExp | undefined): JsonSchema => {
  if (!pattern) return isNeeded ? { pattern: '\\S' } : {};
  return { pattern: isNeeded ? pattern.source : `^\\s*$|${pattern.source}` };
};

/** The key of another document; one that is all digits may stand without quotes. */
const KEY_TYPES = ['string', 'integer'];

/**
 * What a file may say for one attribute, with the words that explain it.
 *
 * @param uid the type or component whose attribute it is
 * @param isNeeded whether there must be a value
 * @returns undefined for what is made of components
 */
export const valueSchema = (
  uid: string,
  name: string,
  attribute: Attribute,
  isNeeded: boolean
): JsonSchema | undefined => {
  const words = (form?: string): JsonSchema => explain(uid, name, form);
  const byDefault = attribute.default === undefined ? {} : { default: attribute.default };
  // Before the kind of the attribute: registered, a custom field is of the kind that it is stored as.
  if (isStringList(attribute)) {
    const item = { type: 'string', maxLength: MAX_LIST_ITEM_LENGTH };
    return { ...words('A list of texts.'), ...shortListOf(isNeeded, item) };
  }
  switch (attribute.type) {
    case 'component':
    case 'dynamiczone':
      return undefined;
    case 'string':
    case 'uid':
    case 'text': {
      const rule = ATTRIBUTE_RULES[`${typeNameOf(uid) ?? uid}.${name}`] ?? ATTRIBUTE_RULES[name];
      const format = FORMATS.get(rule);
      return {
        ...words(),
        ...typed(isNeeded, 'string'),
        maxLength: maxLength(attribute),
        ...patternOf(isNeeded, format?.pattern),
        ...(format && { examples: format.examples }),
        ...byDefault,
      };
    }
    case 'blocks':
      return { ...words('In Markdown.'), ...typed(isNeeded, 'string') };
    case 'integer':
    case 'decimal': {
      const isInteger = attribute.type === 'integer';
      const limit = isInteger ? MAX_INTEGER : MAX_DECIMAL;
      return {
        ...words(),
        ...typed(isNeeded, isInteger ? 'integer' : 'number'),
        minimum: Number(attribute.min ?? -limit),
        maximum: Number(attribute.max ?? limit),
        ...byDefault,
      };
    }
    case 'boolean':
      return { ...words(), ...typed(isNeeded, 'boolean'), ...byDefault };
    case 'date':
      return {
        ...words('As year-month-day.'),
        ...typed(isNeeded, 'string'),
        format: 'date',
        examples: ['2026-11-23'],
      };
    case 'datetime':
      // Not of the format date-time: a day alone is right, too.
      return {
        ...(name === 'firstPublication'
          ? {
              title: 'First publication',
              description: 'When it was first published. Kept by the site when left out.',
            }
          : words()),
        ...typed(isNeeded, 'string'),
        examples: ['2026-11-23T12:00:00.000Z'],
      };
    case 'enumeration': {
      const choices = attribute.enum as string[];
      return { ...words(), enum: isNeeded ? choices : [...choices, null], ...byDefault };
    }
    case 'relation': {
      const target = targetOf(attribute) ?? 'document';
      return isToMany(attribute)
        ? { ...words(`A list of keys, type: ${target}.`), ...listOf(isNeeded, { type: KEY_TYPES }) }
        : { ...words(`A key, type: ${target}.`), ...typed(isNeeded, ...KEY_TYPES) };
    }
    case 'media': {
      const form = 'named from the folder that is imported, such as “images/backend.jpg”.';
      return attribute.multiple
        ? { ...words(`A list of files, ${form}`), ...listOf(isNeeded, { type: 'string' }) }
        : { ...words(`A file, ${form}`), ...typed(isNeeded, 'string') };
    }
    case 'json':
      // The plugin keeps this one itself; a file has it for a site that takes over from another.
      return name === 'previousSlugs'
        ? {
            title: 'Previous addresses',
            description: 'Under which it was published before. A list of texts.',
            ...listOf(isNeeded, { type: 'string' }),
          }
        : words();
    default:
      // A kind of attribute that only a site's own version of the model has: Strapi knows what is right.
      return words();
  }
};

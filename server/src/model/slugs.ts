import { LRUCache } from 'lru-cache';
import { contentTypes, type PublicType } from '../../../content-types';
import { strings } from '../strapi-internals/host-utils';

/** Longest slug, as the schemas say. */
export const MAX_SLUG_LENGTH = contentTypes.article.attributes.slug.maxLength;

/** `/guides/changes` is the feed of what has changed, and would hide a guide of that name. */
export const RESERVED_SLUGS: Partial<Record<PublicType, readonly string[]>> = { article: ['changes'] };

/** The attribute that a slug is derived from, by type. */
export const titleAttributeOf = (type: PublicType): string => contentTypes[type].attributes.slug.targetField;

/** Cuts a slug between two words where that is possible. */
export const cutSlug = (slug: string, length: number): string => {
  if (slug.length <= length) return slug;
  const end = slug.lastIndexOf('-', length);
  return slug.slice(0, end > 0 ? end : length);
};

/** What Strapi's own addresses make of characters beyond ASCII; cached, because it tries 700 replacements in turn. */
const transliterated = new LRUCache<string, string>({
  max: 10_000,
  // Between two letters, since separators at the ends would go.
  memoMethod: (run) => strings.nameToSlug(`x${run}x`, { decamelize: false }).slice(1, -1),
});

/** Languages in which the dots of ä, ö and ü go, where German writes *ae*, *oe* and *ue*. */
const PLAIN_UMLAUTS = new Set('af az ca cy es et eu fi fr gl hu is it nl pt sk sv tr'.split(' '));

/** Languages that write å as *aa* and ø as *oe*. */
const SCANDINAVIAN = new Set(['da', 'nb', 'nn', 'no']);

const languageOf = (locale: string | undefined): string => locale?.split(/[-_]/)[0]?.toLowerCase() ?? '';

/** Writes letters as the language of a text does without them. What is left, Strapi's replacements take for German. */
const spellOut = (text: string, locale: string | undefined): string => {
  const language = languageOf(locale);
  if (PLAIN_UMLAUTS.has(language)) return text.normalize('NFD').replaceAll('\u0308', '').normalize();
  if (SCANDINAVIAN.has(language)) {
    return text.normalize().replace(/[åÅ]/g, 'aa').replace(/[øØ]/g, 'oe');
  }
  return text.normalize();
};

/**
 * The words of a text as a slug, as Strapi makes it from a title, but "iOS" stays one word.
 *
 * @param locale of the text, which decides how letters such as ä are written; without one, as in German
 * @returns lower-case ASCII words, joined by `-`; empty where nothing of the text can be written in Latin letters
 */
export const toSlug = (text: string, locale?: string): string =>
  cutSlug(
    spellOut(text, locale)
      .replace(/[^\p{ASCII}]+/gu, (run) => transliterated.memo(run))
      .replaceAll('&', languageOf(locale) === 'de' ? ' und ' : ' and ')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
    MAX_SLUG_LENGTH
  );

/** The slug of another document with the same title: `backend-2`. */
export const numberSlug = (slug: string, number: number): string => {
  const end = `-${number}`;
  return `${cutSlug(slug, MAX_SLUG_LENGTH - end.length)}${end}`;
};

/**
 * Whether a slug is what a title yields, bare or with a number. A number of more than two digits, such as a year, is
 * taken for an editor's.
 */
export const isDerivedFrom = (slug: string, title: string, locale?: string): boolean => {
  const bare = toSlug(title, locale);
  if (bare === '') return false;
  const number = /-([1-9]\d?)$/.exec(slug)?.[1];
  return slug === bare || (number !== undefined && slug === numberSlug(bare, Number(number)));
};

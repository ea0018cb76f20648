import { strings } from '../../strapi-internals/host-utils';
import { article } from '../../../../content-types/article/schema';

const MAX_LENGTH = article.attributes.slug.maxLength;

const cutSlug = (slug: string, length: number): string => {
  if (slug.length <= length) return slug;
  const end = slug.lastIndexOf('-', length);
  return slug.slice(0, end > 0 ? end : length);
};

/** Runs of characters that are to be written in Latin letters; few enough in one language to be kept. */
const transliterated = new Map<string, string>();
const MAX_KEPT = 10_000;

/** What Strapi's own addresses make of characters beyond ASCII. It tries 700 replacements one after the other. */
const transliterate = (run: string): string => {
  let letters = transliterated.get(run);
  if (letters === undefined) {
    // Between two letters, since separators at the ends would go.
    letters = strings.nameToSlug(`x${run}x`, { decamelize: false }).slice(1, -1);
    if (transliterated.size >= MAX_KEPT) transliterated.clear();
    transliterated.set(run, letters);
  }
  return letters;
};

/**
 * The words of a text as an address, as Strapi makes it from a title, but "iOS" stays one word. Empty where nothing of
 * it can be written in Latin letters.
 */
export const toSlug = (text: string): string =>
  cutSlug(
    text
      .normalize()
      .replace(/[^\p{ASCII}]+/gu, transliterate)
      .replaceAll('&', ' and ')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
    MAX_LENGTH
  );

export interface Named {
  /** What it makes its address from. */
  title: string;
  key: string;
  uuid: string;
  code: string | undefined;
}

/**
 * Gives each occupation an address of its own. Those that share one all take their code (or a part of their id) to it:
 * the first one to keep it bare would be another one when ESCO sorts its file anew.
 */
export const createSlugs = () => {
  const once = new Set<string>();
  const shared = new Set<string>();
  const extended = new Set<string>();
  const bare = ({ title, key }: Named): string => toSlug(title) || key;
  const extend = (slug: string, end: string): string =>
    `${cutSlug(slug, MAX_LENGTH - end.length - 1)}-${end}`;
  return {
    /** Every occupation is noted before the first one gets its address. */
    note: (occupation: Named): void => {
      const slug = bare(occupation);
      if (once.has(slug)) shared.add(slug);
      else once.add(slug);
    },
    slugOf: (occupation: Named): string => {
      const slug = bare(occupation);
      if (!shared.has(slug)) return slug;
      const ends = [occupation.code?.replaceAll('.', '-'), occupation.uuid.slice(0, 8), occupation.uuid];
      const free = ends
        .filter((end) => end !== undefined)
        .map((end) => extend(slug, end))
        .find((candidate) => !once.has(candidate) && !extended.has(candidate));
      const own = free ?? occupation.key;
      extended.add(own);
      return own;
    },
  };
};

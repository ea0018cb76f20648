import { cutSlug, MAX_SLUG_LENGTH, toSlug } from '../../../model/slugs';

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
    `${cutSlug(slug, MAX_SLUG_LENGTH - end.length - 1)}-${end}`;
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

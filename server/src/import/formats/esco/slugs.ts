import { cutSlug, MAX_SLUG_LENGTH, toSlug } from '../../../model/slugs';

export interface Named {
  /** The text that the slug is created from. */
  title: string;
  key: string;
  uuid: string;
  code: string | undefined;
}

/**
 * Creates a unique slug for each occupation. All those that share one add their code, or a part of their id, so that the
 * order of ESCO's rows does not decide which of them has the plain slug.
 */
export const createSlugs = () => {
  const once = new Set<string>();
  const shared = new Set<string>();
  const extended = new Set<string>();
  const plain = ({ title, key }: Named): string => toSlug(title) || key;
  const extend = (slug: string, end: string): string =>
    `${cutSlug(slug, MAX_SLUG_LENGTH - end.length - 1)}-${end}`;
  return {
    /** Adds an occupation; all must be added before the first `slugOf`. */
    add: (occupation: Named): void => {
      const slug = plain(occupation);
      if (once.has(slug)) shared.add(slug);
      else once.add(slug);
    },
    slugOf: (occupation: Named): string => {
      const slug = plain(occupation);
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

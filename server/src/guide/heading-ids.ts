import type { slug } from 'github-slugger';
import type { Guide } from './types';
import type { HeadingIds } from '../rich-text';

const MAX_LENGTH = 80;

/**
 * Returns a function that creates the ids of the headings in a guide's texts: `<anchor of the section>-<words of the
 * heading>`, in the script of its language. Each is unique, and none equals the anchor of a section, to which the table of
 * contents links.
 */
export const createHeadingIds = (guide: Pick<Guide, 'sections' | 'toc'>, slugOf: typeof slug): HeadingIds => {
  const taken = new Set([...guide.sections, ...guide.toc].map(({ anchor }) => anchor));
  const counts = new Map<string, number>();
  return (anchor, heading) => {
    const words = slugOf(`${anchor} ${heading.slice(0, 2 * MAX_LENGTH)}`.replace(/\s+/g, ' ').trim());
    const base = words.slice(0, MAX_LENGTH).toWellFormed();
    let count = counts.get(base) ?? 0;
    let id = base;
    while (id === '' || taken.has(id)) id = `${base}-${(count += 1)}`;
    counts.set(base, count);
    taken.add(id);
    return id;
  };
};

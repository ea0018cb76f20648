import type { slug } from 'github-slugger';
import type { Guide } from './types';
import type { HeadingIds } from '../rich-text';

const MAX_LENGTH = 80;

/**
 * Ids for the headings within a guide's texts: `<anchor of the section>-<words of the heading>`, in the letters of its
 * language. None is given twice, and none is the anchor of a section, which is what the table of contents points at.
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

import type { GuideIndexEntry } from '../guide-index';

/** The orders that lists come in. `relevance` is by title where nothing is searched for. */
export const SORTS = ['relevance', 'title', 'title:desc', 'publishedAt:desc', 'updatedAt:desc'] as const;

export type Sort = (typeof SORTS)[number];

type Compare = (a: GuideIndexEntry, b: GuideIndexEntry) => number;

/** The order of code units, the same everywhere. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** By title, and by the article's id where titles are the same: no two guides of a language are equal. */
export const byTitle =
  (collator: Intl.Collator): Compare =>
  (a, b) =>
    collator.compare(a.card.title, b.card.title) || compareText(a.article, b.article);

/**
 * @param entries by title
 * @returns them in another order, equal ones by title
 */
export const inOrder = (entries: GuideIndexEntry[], sort: Sort): GuideIndexEntry[] => {
  switch (sort) {
    case 'relevance':
    case 'title':
      return entries;
    case 'title:desc':
      return entries.toReversed();
    case 'publishedAt:desc':
      return entries.toSorted((a, b) => compareText(b.publishedAt, a.publishedAt));
    case 'updatedAt:desc':
      return entries.toSorted((a, b) => compareText(b.updatedAt, a.updatedAt));
  }
};

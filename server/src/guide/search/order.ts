import type { GuideIndexEntry } from '../guide-index';

/** The orders of lists. `relevance` is by title without a query. */
export const SORTS = ['relevance', 'title', 'title:desc', 'publishedAt:desc', 'updatedAt:desc'] as const;

export type Sort = (typeof SORTS)[number];

type Compare = (a: GuideIndexEntry, b: GuideIndexEntry) => number;

/** Compares by code units, which is the same everywhere. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** Compares by title, then by the article's id: no two guides of a language are equal. */
export const byTitle =
  (collator: Intl.Collator): Compare =>
  (a, b) =>
    collator.compare(a.card.title, b.card.title) || compareText(a.article, b.article);

/**
 * Sorts guides.
 *
 * @param entries by title
 * @returns the guides in another order, equal ones by title
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

/** Merges a few guides into a sorted list: comparing thousands of titles by the rules of a language is slow. */
export const merge = (
  sorted: GuideIndexEntry[],
  added: GuideIndexEntry[],
  compare: Compare
): GuideIndexEntry[] => {
  const rest = added.toSorted(compare);
  const merged: GuideIndexEntry[] = [];
  for (const entry of sorted) {
    for (let next = rest[0]; next !== undefined && compare(next, entry) < 0; next = rest[0]) {
      merged.push(next);
      rest.shift();
    }
    merged.push(entry);
  }
  return [...merged, ...rest];
};

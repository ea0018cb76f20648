import type { Facet } from '../filters';
import type { GuideIndexEntry } from '../guide-index';
import type { GuideTerm } from '../types';
import { compareText } from './order';

/** A document that guides show, with the number of guides that do. */
export interface FacetValue extends GuideTerm {
  count: number;
}

/** How many values of a facet are returned, besides those of its filter. */
export const MAX_FACET_VALUES = 100;

/** The documentIds and slugs that pass. Null is no filter. */
export type Filter = ReadonlySet<string> | null;

const isSelected = (filter: Filter, { documentId, slug }: GuideTerm): boolean =>
  filter !== null && (filter.has(documentId) || filter.has(slug));

/** @param values separated by commas; a blank text is no filter */
export const parseFilter = (values: string | undefined): Filter => {
  const selected = (values ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return selected.length > 0 ? new Set(selected) : null;
};

export const passes = (entry: GuideIndexEntry, facet: Facet, filter: Filter): boolean =>
  filter === null || entry[facet].some((term) => isSelected(filter, term));

/** Counts the values of a facet. @returns the most frequent first, then by name */
export const countFacet = (
  entries: Iterable<GuideIndexEntry>,
  facet: Facet,
  filter: Filter,
  collator: Intl.Collator
): FacetValue[] => {
  const counted = new Map<string, FacetValue & { last: GuideIndexEntry }>();
  for (const entry of entries) {
    for (const term of entry[facet]) {
      const value = counted.get(term.documentId);
      if (value === undefined) counted.set(term.documentId, { ...term, count: 1, last: entry });
      // A guide may have a skill twice.
      else if (value.last !== entry) {
        value.count += 1;
        value.last = entry;
      }
    }
  }
  return [...counted.values()]
    .sort(
      (a, b) =>
        b.count - a.count || collator.compare(a.name, b.name) || compareText(a.documentId, b.documentId)
    )
    .filter((value, rank) => rank < MAX_FACET_VALUES || isSelected(filter, value))
    .map(({ documentId, slug, name, count }) => ({ documentId, slug, name, count }));
};

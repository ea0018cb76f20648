import { byFacet, FACETS, type Facet, type FilterValues } from '../filters';
import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import { countFacet, parseFilter, passes, type FacetValue } from './facets';
import type { Sort } from './order';
import { SearchableGuides } from './searchable-guides';

/** A query for a list of guides. Filters hold documentIds or slugs, separated by commas: a guide needs one of each. */
export interface GuideQuery extends FilterValues {
  /** Words; a blank text is ignored. Only the first `MAX_QUERY_LENGTH` characters are read. */
  q?: string;
  /** `relevance` by default. */
  sort?: Sort;
  /** At least 1. */
  page: number;
  /** At least 1. */
  pageSize: number;
}

export interface GuideList {
  /** One page of the guides. */
  entries: GuideIndexEntry[];
  /** The number of guides on all pages. */
  total: number;
  /** The values that narrow the list down. Each facet is counted as if its own filter were not set. */
  facets: Record<Facet, FacetValue[]>;
}

/** Searches and lists the guides of one language at one moment. */
export interface Search {
  /** Never throws, whatever the texts of the query are. */
  list(query: GuideQuery): GuideList;
  /**
   * Builds the text index and yields to the event loop in between. Without it, the first query blocks the process until
   * all guides are indexed.
   */
  prepare(): Promise<void>;
  /** Returns the search of a later index, which reuses what has not changed. */
  update(index: Pick<GuideIndex, 'entries'>): Search;
}

const listGuides = (
  guides: SearchableGuides,
  { q = '', sort = 'relevance', page, pageSize, ...values }: GuideQuery
): GuideList => {
  const filters = byFacet(({ parameter }) => parseFilter(values[parameter]));
  let candidates = guides.inOrder(sort);
  if (q.trim() !== '') {
    const found = guides.find(q);
    const isFound = new Set(found);
    candidates = sort === 'relevance' ? found : candidates.filter((entry) => isFound.has(entry));
  }

  const passing = (facets: readonly Facet[]): GuideIndexEntry[] =>
    facets.reduce(
      (left, facet) =>
        filters[facet] === null ? left : left.filter((entry) => passes(entry, facet, filters[facet])),
      candidates
    );
  const count = (facet: Facet): FacetValue[] =>
    countFacet(passing(FACETS.filter((other) => other !== facet)), facet, filters[facet], guides.collator);

  const all = passing(FACETS);
  return {
    entries: all.slice((page - 1) * pageSize, page * pageSize),
    total: all.length,
    facets: byFacet(({ facet }) => count(facet)),
  };
};

const toSearch = (guides: SearchableGuides): Search => ({
  list: (query) => listGuides(guides, query),
  prepare: () => guides.prepare(),
  update: ({ entries }) => toSearch(guides.update(entries)),
});

/** Returns the search of a guide index. Its guides are indexed at the first query. */
export const createSearch = ({ locale, entries }: Pick<GuideIndex, 'locale' | 'entries'>): Search =>
  toSearch(SearchableGuides.of(locale, entries));

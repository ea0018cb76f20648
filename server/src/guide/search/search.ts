import { setImmediate } from 'node:timers/promises';
import { languageTag } from '../assemble/language-tag';
import { byFacet, FACETS, type Facet, type FilterValues } from '../filters';
import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import { countFacet, parseFilter, passes, type FacetValue } from './facets';
import { find, type Match } from './find';
import { indexPending, MAX_UPDATE_CHANGES, updateIndex, type Index } from './index-updates';
import { byTitle, inOrder, merge, type Sort } from './order';
import { createTextIndex } from './text-index';

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

/** How many guides are indexed at once, which takes some ten milliseconds. */
const SLICE_SIZE = 50;

const compareMatches = (a: Match, b: Match): number => a.typos - b.typos || b.score - a.score;

/** Searches and lists the guides of one language at one moment, which are sorted and indexed when that is first needed. */
export class Search {
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #orders = new Map<Sort, GuideIndexEntry[]>();
  #prepared: Promise<void> | undefined;

  /** @param sorted by title */
  constructor(
    private readonly collator: Intl.Collator,
    private readonly sorted: GuideIndexEntry[],
    private index?: Index
  ) {
    this.#ranks = new Map(sorted.map((entry, rank) => [entry.key, rank]));
  }

  /** Never throws, whatever the texts of the query are. */
  list({ q = '', sort = 'relevance', page, pageSize, ...values }: GuideQuery): GuideList {
    const filters = byFacet(({ parameter }) => parseFilter(values[parameter]));
    let candidates = this.#inOrder(sort);
    if (q.trim() !== '') {
      const found = this.#find(q);
      const isFound = new Set(found);
      candidates = sort === 'relevance' ? found : candidates.filter((entry) => isFound.has(entry));
    }

    const passing = (facets: readonly Facet[]): GuideIndexEntry[] =>
      facets.reduce(
        (left, facet) =>
          filters[facet] === null ? left : left.filter((entry) => passes(entry, facet, filters[facet])),
        candidates
      );
    const count = (facet: Facet): FacetValue[] => {
      const others = FACETS.filter((other) => other !== facet);
      return countFacet(passing(others), facet, filters[facet], this.collator);
    };

    const all = passing(FACETS);
    return {
      entries: all.slice((page - 1) * pageSize, page * pageSize),
      total: all.length,
      facets: byFacet(({ facet }) => count(facet)),
    };
  }

  /**
   * Builds the text index and yields to the event loop in between. Without it, the first query blocks the process until
   * all guides are indexed. All callers share the work: a slice for each of them would leave no time to others.
   */
  prepare(): Promise<void> {
    this.#prepared ??= this.#fillInSlices();
    return this.#prepared;
  }

  /** Returns the search of a later index, which reuses what has not changed. */
  update({ entries }: Pick<GuideIndex, 'entries'>): Search {
    const compare = byTitle(this.collator);
    const now = new Set(entries);
    const removed = this.sorted.filter((entry) => !now.has(entry));
    const added = entries.filter((entry) => this.#at(entry.key) !== entry);
    const left = removed.length > 0 ? this.sorted.filter((entry) => now.has(entry)) : this.sorted;
    const isLarge = removed.length + added.length > entries.length * MAX_UPDATE_CHANGES;
    const sorted = isLarge ? entries.toSorted(compare) : merge(left, added, compare);

    // The text index now belongs to the later guides. A query to the earlier ones builds another one.
    const index = this.index;
    this.index = undefined;
    const changes = { before: this.sorted, entries, removed, added };
    return new Search(this.collator, sorted, index && updateIndex(index, changes));
  }

  #inOrder(sort: Sort): GuideIndexEntry[] {
    const order = this.#orders.get(sort) ?? inOrder(this.sorted, sort);
    this.#orders.set(sort, order);
    return order;
  }

  /** Returns the guides that match a query, the best first, those with the same score by title. */
  #find(query: string): GuideIndexEntry[] {
    const matches = [...find(this.#fill(this.sorted.length).text, query)].map(([key, match]) => ({
      match,
      rank: this.#ranks.get(key) ?? -1,
    }));
    return matches
      .sort((a, b) => compareMatches(a.match, b.match) || a.rank - b.rank)
      .flatMap(({ rank }) => this.sorted[rank] ?? []);
  }

  #at(key: string): GuideIndexEntry | undefined {
    return this.sorted[this.#ranks.get(key) ?? -1];
  }

  #fill(count: number): Index {
    this.index ??= { text: createTextIndex(), pending: [...this.sorted], changes: 0 };
    indexPending(this.index, count);
    return this.index;
  }

  async #fillInSlices(): Promise<void> {
    let { pending } = this.#fill(0);
    while (pending.length > 0) {
      await setImmediate();
      // Later guides may own it by now.
      if (this.index === undefined) return;
      ({ pending } = this.#fill(SLICE_SIZE));
    }
  }
}

/** Returns the search of a guide index. Its guides are indexed at the first query. */
export const createSearch = ({ locale, entries }: Pick<GuideIndex, 'locale' | 'entries'>): Search => {
  const collator = new Intl.Collator(languageTag(locale), { numeric: true });
  return new Search(collator, entries.toSorted(byTitle(collator)));
};

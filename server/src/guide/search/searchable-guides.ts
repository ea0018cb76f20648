import { setImmediate } from 'node:timers/promises';
import type { GuideIndexEntry } from '../guide-index';
import { collatorOf } from './collation';
import { find, type Match } from './find';
import { byTitle, inOrder, type Sort } from './order';
import { createTextIndex, type TextIndex } from './text-index';

/** After so many changes, as a share of its guides, a text index is rebuilt: it never drops a word. */
const MAX_INDEX_CHANGES = 0.5;
/** With more changes at once, as a share of the guides, a rebuild is as fast as an update. */
const MAX_UPDATE_CHANGES = 0.2;

/** How many guides are indexed at once, which takes some ten milliseconds. */
const SLICE_SIZE = 50;

interface Index {
  text: TextIndex;
  /** The guides that are not indexed yet. */
  pending: GuideIndexEntry[];
  /** How many guides were added and removed since it was built. */
  changes: number;
}

const compareMatches = (a: Match, b: Match): number => a.typos - b.typos || b.score - a.score;

/** Merges a few guides into a sorted list: comparing thousands of titles by the rules of a language is slow. */
const merge = (
  sorted: GuideIndexEntry[],
  added: GuideIndexEntry[],
  compare: (a: GuideIndexEntry, b: GuideIndexEntry) => number
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

/** Indexes the first of the pending guides. */
const indexPending = (index: Index, count: number): void => {
  for (const entry of index.pending.splice(0, count)) index.text.add(entry);
};

/**
 * Updates a text index to later guides.
 *
 * @param removed the entries that are no longer among the guides
 * @param added the entries that were not among them
 * @returns undefined if a new index is better
 */
const updateIndex = (
  index: Index,
  {
    before,
    entries,
    removed,
    added,
  }: Record<'before' | 'removed' | 'added', GuideIndexEntry[]> & {
    entries: readonly GuideIndexEntry[];
  }
): Index | undefined => {
  // A renamed category changes many entries and no text that is searched.
  const texts = new Set(entries.map(({ searchText }) => searchText));
  const indexed = new Set(before.map(({ searchText }) => searchText));
  const removedTexts = removed.filter(({ searchText }) => !texts.has(searchText));
  const addedTexts = added.filter(({ searchText }) => !indexed.has(searchText));
  const changes = removedTexts.length + addedTexts.length;
  const isOutgrown = index.changes + changes > entries.length * MAX_INDEX_CHANGES;
  if (isOutgrown || changes > entries.length * MAX_UPDATE_CHANGES) return undefined;
  const pending = new Set(index.pending.map(({ searchText }) => searchText));
  for (const entry of removedTexts) if (!pending.has(entry.searchText)) index.text.remove(entry);
  return {
    text: index.text,
    pending: [...index.pending.filter(({ searchText }) => texts.has(searchText)), ...addedTexts],
    changes: index.changes + changes,
  };
};

/** The guides of one language at one moment, sorted and indexed when that is first needed. */
export class SearchableGuides {
  readonly collator: Intl.Collator;
  /** By title. */
  readonly #sorted: GuideIndexEntry[];
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #orders = new Map<Sort, GuideIndexEntry[]>();
  #index: Index | undefined;
  #prepared: Promise<void> | undefined;

  private constructor(collator: Intl.Collator, sorted: GuideIndexEntry[], index?: Index) {
    this.collator = collator;
    this.#sorted = sorted;
    this.#ranks = new Map(sorted.map((entry, rank) => [entry.key, rank]));
    this.#index = index;
  }

  static of(locale: string, entries: readonly GuideIndexEntry[]): SearchableGuides {
    const collator = collatorOf(locale);
    return new SearchableGuides(collator, entries.toSorted(byTitle(collator)));
  }

  inOrder(sort: Sort): GuideIndexEntry[] {
    const order = this.#orders.get(sort) ?? inOrder(this.#sorted, sort);
    this.#orders.set(sort, order);
    return order;
  }

  /** Returns the guides that match a query, the best first, those with the same score by title. */
  find(query: string): GuideIndexEntry[] {
    const matches = [...find(this.#fill(this.#sorted.length).text, query)].map(([key, match]) => ({
      match,
      rank: this.#ranks.get(key) ?? -1,
    }));
    return matches
      .sort((a, b) => compareMatches(a.match, b.match) || a.rank - b.rank)
      .flatMap(({ rank }) => this.#sorted[rank] ?? []);
  }

  /**
   * Builds the text index and yields to the event loop in between. Without it, the first query builds it without a
   * pause. All callers share the work: a slice for each of them would leave no time to others.
   */
  prepare(): Promise<void> {
    this.#prepared ??= this.#fillInSlices();
    return this.#prepared;
  }

  /** Returns the guides at a later moment, which reuse what is the same. */
  update(entries: readonly GuideIndexEntry[]): SearchableGuides {
    const compare = byTitle(this.collator);
    const now = new Set(entries);
    const removed = this.#sorted.filter((entry) => !now.has(entry));
    const added = entries.filter((entry) => this.#at(entry.key) !== entry);
    const left = removed.length > 0 ? this.#sorted.filter((entry) => now.has(entry)) : this.#sorted;
    const isLarge = removed.length + added.length > entries.length * MAX_UPDATE_CHANGES;
    const sorted = isLarge ? entries.toSorted(compare) : merge(left, added, compare);

    // The text index now belongs to the later guides. A query to the earlier ones builds another one.
    const index = this.#index;
    this.#index = undefined;
    const changes = { before: this.#sorted, entries, removed, added };
    return new SearchableGuides(this.collator, sorted, index && updateIndex(index, changes));
  }

  #at(key: string): GuideIndexEntry | undefined {
    return this.#sorted[this.#ranks.get(key) ?? -1];
  }

  #fill(count: number): Index {
    this.#index ??= { text: createTextIndex(), pending: [...this.#sorted], changes: 0 };
    indexPending(this.#index, count);
    return this.#index;
  }

  async #fillInSlices(): Promise<void> {
    let { pending } = this.#fill(0);
    while (pending.length > 0) {
      await setImmediate();
      // Later guides may own it by now.
      if (this.#index === undefined) return;
      ({ pending } = this.#fill(SLICE_SIZE));
    }
  }
}

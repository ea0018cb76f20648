import { setImmediate } from 'node:timers/promises';
import type { GuideIndexEntry } from '../guide-index';
import { collatorOf } from './collation';
import { find, type Match } from './find';
import { byTitle, inOrder, type Sort } from './order';
import { createTextIndex, type TextIndex } from './text-index';

/** An index that has taken in so many changes, as a share of its guides, is made anew: its words only become more. */
const WORN = 0.5;
/** With more changes at once, as a share of the guides, a new index is made as fast. */
const MANY = 0.2;

/** So many guides are indexed at once, which takes some ten milliseconds. */
const SLICE = 50;

/** The guides of one language at one moment, sorted and indexed when that is first needed. */
export interface GuidesOfLocale {
  collator: Intl.Collator;
  inOrder(sort: Sort): GuideIndexEntry[];
  /** @returns the best first, equal ones by title */
  find(question: string): GuideIndexEntry[];
  /** Makes the index, and lets others work in between. Without it, the first question makes it in one go. */
  prepare(): Promise<void>;
  /** The guides at a later moment, which take over what is the same. */
  become(entries: readonly GuideIndexEntry[]): GuidesOfLocale;
}

interface Index {
  text: TextIndex;
  /** The guides that are not in it yet. */
  waiting: GuideIndexEntry[];
  /** The guides that came and went since it was made. */
  changes: number;
}

/** What a moment takes over from the one before. */
interface Heritage {
  collator: Intl.Collator;
  sorted: GuideIndexEntry[];
  index: Index | undefined;
}

const compareMatches = (a: Match, b: Match): number => a.typos - b.typos || b.score - a.score;

/** Puts a few into a sorted list: sorting thousands of titles by the rules of a language takes its time. */
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

const create = (heritage: Heritage): GuidesOfLocale => {
  const { collator, sorted } = heritage;
  const orders = new Map<Sort, GuideIndexEntry[]>();
  const ranks = new Map(sorted.map((entry, rank) => [entry.key, rank]));
  let { index } = heritage;

  /** Takes in so many of the guides that wait. */
  const fill = (most: number): Index => {
    index ??= { text: createTextIndex(), waiting: [...sorted], changes: 0 };
    for (const entry of index.waiting.splice(0, most)) index.text.add(entry);
    return index;
  };

  const fillInSlices = async (): Promise<void> => {
    let { waiting } = fill(0);
    while (waiting.length > 0) {
      await setImmediate();
      // It may have gone over to a later moment meanwhile.
      if (index === undefined) return;
      ({ waiting } = fill(SLICE));
    }
  };
  // Once for everybody who waits: a slice for each of them would leave no time to others.
  let prepared: Promise<void> | undefined;

  const at = (key: string): GuideIndexEntry | undefined => sorted[ranks.get(key) ?? -1];

  return {
    collator,
    inOrder(sort) {
      const order = orders.get(sort) ?? inOrder(sorted, sort);
      orders.set(sort, order);
      return order;
    },

    find(question) {
      const matches = [...find(fill(sorted.length).text, question)].map(([key, match]) => ({
        match,
        rank: ranks.get(key) ?? -1,
      }));
      return matches
        .sort((a, b) => compareMatches(a.match, b.match) || a.rank - b.rank)
        .flatMap(({ rank }) => sorted[rank] ?? []);
    },

    prepare: () => (prepared ??= fillInSlices()),

    become(entries) {
      const now = new Set(entries);
      const gone = sorted.filter((entry) => !now.has(entry));
      const added = entries.filter((entry) => at(entry.key) !== entry);
      const changes = gone.length + added.length;
      const compare = byTitle(collator);
      const isMany = changes > entries.length * MANY;
      const left = gone.length > 0 ? sorted.filter((entry) => now.has(entry)) : sorted;
      const later = isMany ? entries.toSorted(compare) : merge(left, added, compare);

      // The index goes over to the later moment. Whoever still asks the earlier one gets a new index.
      const inherited = index;
      index = undefined;
      if (inherited === undefined) return create({ collator, sorted: later, index: undefined });
      // A renamed category changes many entries and no text that is searched.
      const texts = new Set(entries.map(({ searchText }) => searchText));
      const known = new Set(sorted.map(({ searchText }) => searchText));
      const removed = gone.filter(({ searchText }) => !texts.has(searchText));
      const waiting = added.filter(({ searchText }) => !known.has(searchText));
      inherited.changes += removed.length + waiting.length;
      const isWorn = inherited.changes > entries.length * WORN;
      if (isWorn || removed.length + waiting.length > entries.length * MANY) {
        return create({ collator, sorted: later, index: undefined });
      }
      const unread = new Set(inherited.waiting.map(({ searchText }) => searchText));
      removed
        .filter(({ searchText }) => !unread.has(searchText))
        .forEach((entry) => inherited.text.remove(entry));
      inherited.waiting = [
        ...inherited.waiting.filter(({ searchText }) => texts.has(searchText)),
        ...waiting,
      ];
      return create({ collator, sorted: later, index: inherited });
    },
  };
};

export const guidesOfLocale = (locale: string, entries: readonly GuideIndexEntry[]): GuidesOfLocale => {
  const collator = collatorOf(locale);
  return create({ collator, sorted: entries.toSorted(byTitle(collator)), index: undefined });
};

import type { GuideKey } from '../key';
import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import { createSearch, type Search } from '../search';
import { createGuideIndex, toKnownGuide, withTerms, type KnownGuide } from './guide-index';
import { staleBy, type Invalidation } from './staleness';
import type { StoredGuide, Table } from './table';
import type { NamedType, TermReader, Terms } from './vocabulary';

/** After so long without a reader, in milliseconds, the guides of a language leave the memory. */
const IDLE_MS = 1_800_000;

/** One language that readers ask for. */
interface LocaleInMemory {
  guides: Map<number, KnownGuide>;
  /** Of every row that was taken in, also of those that are no guides: an earlier one must not put them back. */
  versions: Map<number, number>;
  terms: Terms;
  /** When the last guide of the language changed or was removed. */
  changedAt: string | undefined;
  guideIndex: GuideIndex | undefined;
  isPresent: boolean;
  /** The newest one that was asked for, and of which guide index. */
  search: { of: GuideIndex; search: Search } | undefined;
  usedAt: number;
  /** The last of the changes that are taken in one after the other. */
  turn: Promise<void>;
}

const laterOf = (one: string | undefined, other: string | null): string | undefined =>
  other !== null && (one === undefined || other > one) ? other : one;

const NO_NAMES: Record<NamedType, string[]> = { category: [], skill: [], 'study-path': [] };

/** What a change of the rest of the model does to the languages in memory. */
export interface Change {
  rows: StoredGuide[];
  /** Names of what was written. */
  written: string[];
  open: readonly Invalidation[];
  /** Whether the article of a guide is not published any more, although its row does not say so yet. */
  isWithdrawn: (key: GuideKey) => boolean;
}

/**
 * The guides of the languages that readers ask for, with the names that they show. A change costs as much as there is
 * of it, and one pass over the entries of its language.
 */
export const createLocalesInMemory = (reader: TermReader, table: Pick<Table, 'lastChange' | 'ofLocale'>) => {
  const locales = new Map<string, LocaleInMemory>();
  /** What has changed since the first read of languages that are being loaded. */
  const loading = new Map<string, Change[]>();
  let revision = 0;
  let open: readonly Invalidation[] = [];
  let isWithdrawn: Change['isWithdrawn'] = () => false;

  const namesOf = (rows: Iterable<KnownGuide>): Record<NamedType, string[]> => {
    const names = { category: new Set<string>(), skill: new Set<string>(), 'study-path': new Set<string>() };
    for (const known of rows) {
      for (const type of Object.keys(names) as NamedType[]) {
        for (const document of known.names[type]) names[type].add(document);
      }
    }
    return Object.fromEntries(
      Object.entries(names).map(([type, documents]) => [type, [...documents]])
    ) as Record<NamedType, string[]>;
  };

  const putIn = async (locale: string, memory: LocaleInMemory, rows: StoredGuide[]): Promise<void> => {
    const changed = rows.filter(({ id, version }) => version > (memory.versions.get(id) ?? -1));
    if (changed.length === 0) return;
    const known = new Map(changed.map((row) => [row.id, toKnownGuide(row, memory.terms)]));
    const found = [...known.values()].filter((each) => each !== undefined);
    const before = memory.terms;
    memory.terms = await reader.complete(memory.terms, locale, found.length > 0 ? namesOf(found) : NO_NAMES);
    for (const [id, each] of known) {
      if (each) memory.guides.set(id, { ...each, entry: withTerms(each, memory.terms, before) });
      else memory.guides.delete(id);
    }
    for (const { id, version } of changed) memory.versions.set(id, version);
    for (const { changedAt } of changed) memory.changedAt = laterOf(memory.changedAt, changedAt);
    memory.isPresent = false;
  };

  /** Takes a change in after those before it: one that began earlier must not put back what it has read. */
  const inTurn = (memory: LocaleInMemory, work: () => Promise<void>): Promise<void> => {
    const done = memory.turn.then(work);
    memory.turn = done.catch(() => {});
    return done;
  };

  const applyTo = async (
    locale: string,
    memory: LocaleInMemory,
    { written, rows }: Change
  ): Promise<void> => {
    const terms = await reader.after(memory.terms, locale, written);
    if (terms !== memory.terms) {
      for (const known of memory.guides.values()) known.entry = withTerms(known, terms, memory.terms);
      memory.terms = terms;
    }
    const own = rows.filter(({ language }) => language === locale);
    if (own.length > 0) await putIn(locale, memory, own);
    memory.isPresent = false;
  };

  const read = async (locale: string): Promise<LocaleInMemory> => {
    const memory: LocaleInMemory = {
      guides: new Map(),
      versions: new Map(),
      terms: await reader.all(locale),
      changedAt: (await table.lastChange(locale)).changedAt,
      guideIndex: undefined,
      isPresent: false,
      search: undefined,
      usedAt: performance.now(),
      turn: Promise.resolve(),
    };
    await putIn(locale, memory, await table.ofLocale(locale));
    return memory;
  };

  const load = async (locale: string): Promise<void> => {
    const missed: Change[] = [];
    loading.set(locale, missed);
    try {
      const memory = await read(locale);
      for (let change = missed.shift(); change; change = missed.shift()) {
        await applyTo(locale, memory, change);
      }
      // What it has missed is not known any more after `clear`; it is loaded again.
      if (loading.get(locale) === missed) locales.set(locale, memory);
    } finally {
      if (loading.get(locale) === missed) loading.delete(locale);
    }
  };

  const guideIndexOf = (locale: string, memory: LocaleInMemory): GuideIndex => {
    if (!memory.guideIndex || !memory.isPresent) {
      const entries: GuideIndexEntry[] = [];
      let isSettled = true;
      for (const known of memory.guides.values()) {
        if (isWithdrawn(known.entry)) continue;
        entries.push(known.entry);
        isSettled &&= open.length === 0 || staleBy(open, known) === undefined;
      }
      const changedAt = isSettled ? memory.changedAt : undefined;
      const { guideIndex } = memory;
      const isSame =
        guideIndex?.changedAt === changedAt &&
        guideIndex?.entries.length === entries.length &&
        guideIndex.entries.every((entry, at) => entry === entries[at]);
      if (!isSame) {
        revision += 1;
        memory.guideIndex = createGuideIndex(locale, `${locale} ${revision}`, entries, changedAt);
      }
      memory.isPresent = true;
    }
    return memory.guideIndex!;
  };

  return {
    /** The languages whose changes are wanted. */
    codes: (): string[] => [...locales.keys(), ...loading.keys()],

    has: (locale: string): boolean => locales.has(locale),

    load,

    /** A language that was loaded. */
    index(locale: string): GuideIndex {
      const memory = locales.get(locale)!;
      memory.usedAt = performance.now();
      return guideIndexOf(locale, memory);
    },

    /** The search of a guide index, from that of the one before: what is the same is taken over. */
    searchOf(guideIndex: GuideIndex): Search {
      const memory = locales.get(guideIndex.locale);
      if (memory?.search?.of === guideIndex) return memory.search.search;
      // An earlier moment, or a language that has just left the memory.
      if (memory?.guideIndex !== guideIndex) return createSearch(guideIndex);
      const search = memory.search?.search.become(guideIndex) ?? createSearch(guideIndex);
      memory.search = { of: guideIndex, search };
      return search;
    },

    guide: (locale: string, id: number): KnownGuide | undefined => locales.get(locale)?.guides.get(id),

    /** Takes in what has changed since the last time. */
    async apply(change: Change): Promise<void> {
      const now = performance.now();
      ({ open, isWithdrawn } = change);
      for (const missed of loading.values()) missed.push(change);
      for (const [locale, memory] of locales) {
        if (now - memory.usedAt > IDLE_MS) locales.delete(locale);
        else await inTurn(memory, () => applyTo(locale, memory, change));
      }
    },

    /** Takes in rows that were read for themselves. */
    async put(rows: StoredGuide[]): Promise<void> {
      for (const [locale, memory] of locales) {
        const own = rows.filter(({ language }) => language === locale);
        if (own.length > 0) await inTurn(memory, () => putIn(locale, memory, own));
      }
    },

    /** Gives a load that is under way up. */
    forget: (locale: string): void => void loading.delete(locale),

    clear(): void {
      locales.clear();
      loading.clear();
    },
  };
};

export type LocalesInMemory = ReturnType<typeof createLocalesInMemory>;

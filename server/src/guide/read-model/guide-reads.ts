import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import { guideKey, type GuideKey } from '../key';
import type { Search } from '../search';
import type { Guide } from '../types';
import { listGuides, readChanges, type FeedStart } from './change-feed';
import { findGuide, type FoundGuide } from './find-guide';
import type { RenderFormat } from './guide-payloads';
import type { Parts } from './parts';
import { waitForWrites } from './rebuild/read-your-writes';
import { refreshEntries } from './rebuild/rebuild-on-read';

/** What readers get of an article whose content cannot be turned into a guide: the last good guide, or none. */
export type GuideFailure = 'outdated' | 'missing';

export interface GuideStats {
  /** How many guides were found in the cache, and how many were not. */
  hits: number;
  misses: number;
  /** How many guides this process has rebuilt. */
  rebuilds: number;
  /** How many guides and responses are cached, and their size. */
  entries: number;
  bytes: number;
}

/** Finds guides and tells their state, from the cached index of each language. */
export const createIndexReads = (parts: Parts) => {
  const { strapi, readYourWrites, table, locales, follower, states, buildState } = parts;

  const index = async (locale: string): Promise<GuideIndex> => {
    await waitForWrites(readYourWrites, locale);
    while (!locales.has(locale)) await follower.loadLocale(locale);
    return locales.index(locale);
  };

  const refresh = (entries: readonly GuideIndexEntry[]): Promise<(GuideIndexEntry | undefined)[]> =>
    refreshEntries(parts, entries);

  return {
    /** Returns the index of a language, as lists show it: stale guides are in it as they were. */
    index,

    searchOf: (guideIndex: GuideIndex): Search => locales.searchOf(guideIndex),

    /**
     * Finds the guide of a slug in the languages of a fallback chain, in their order, and rebuilds it if it is stale. A
     * slug that is in use in any of the languages takes precedence over a previous one.
     */
    find: (chain: readonly string[], slug: string): Promise<FoundGuide | undefined> =>
      findGuide({ strapi, readYourWrites, follower, readIndex: index, refresh }, chain, slug),

    /** Returns the present entries of some guides, whose stale ones are rebuilt; undefined for a withdrawn one. */
    refresh,

    /** Returns the state of all guides without a statement to the database, or undefined if it is too old. */
    peek(): { revision: string; isSettled: boolean } | undefined {
      const snapshot = follower.peek();
      if (!snapshot) return undefined;
      const isSettled = snapshot.open.length === 0 && !buildState.isRunning;
      return { revision: `${snapshot.counter}`, isSettled };
    },

    /** Whether the stored guide is only the last good one. */
    isLastGood: (entry: GuideIndexEntry): boolean => states.isLastGood(entry),

    /**
     * Returns what readers get of an article whose guide could not be built from its content, after its last write was
     * processed: the last good guide (`outdated`), or none (`missing`). Undefined if the guide is built or not published.
     */
    async failureOf(key: GuideKey): Promise<GuideFailure | undefined> {
      await waitForWrites(readYourWrites, key.locale);
      const [row] = await table.ofKeys([guideKey(key)]);
      if (!row || row.failure === null || row.state === 'removed') return undefined;
      return row.state === 'failed' ? 'missing' : 'outdated';
    },

    /** Returns the hash of the finished guide: another text after each change of it. */
    hashOf: (entry: GuideIndexEntry): string => states.hashOf(entry),

    /** Returns what a guide shows, as `<type>:<documentId>` and `file:<id>`. */
    dependenciesOf: (entry: GuideIndexEntry): string[] => states.dependenciesOf(entry),
  };
};

/** Delivers finished guides, their list and their changes. */
export const createDelivery = ({ readYourWrites, table, payloads, cache, builder }: Parts) => ({
  /** Returns the guide as JSON, or undefined if it was just withdrawn. */
  payload: (entry: GuideIndexEntry): Promise<string | undefined> => payloads.payload(entry),

  /** Returns guides as JSON, in the order of the entries; one statement reads those that are not cached. */
  payloads: (entries: readonly GuideIndexEntry[]): Promise<(string | undefined)[]> =>
    payloads.payloads(entries),

  guide: (entry: GuideIndexEntry): Promise<Guide | undefined> => payloads.guide(entry),

  /** Returns the guide with its texts in another format, as JSON. */
  rendered: (entry: GuideIndexEntry, format: RenderFormat): Promise<string | undefined> =>
    payloads.rendered(entry, format),

  /** Returns changes in the order of their numbers, after a number or from a time on. */
  async changes(start: FeedStart, limit: number): ReturnType<typeof readChanges> {
    await waitForWrites(readYourWrites);
    return readChanges(table, start, limit);
  },

  /** Returns every guide that readers get, of one language or of all, without its content. */
  async listed(locale?: string): ReturnType<typeof listGuides> {
    return listGuides(table, await waitForWrites(readYourWrites), locale);
  },

  /** Returns the number of published guides, counting each language. */
  count: (): Promise<number> => table.count(),

  stats: (): GuideStats => ({ ...cache.stats, rebuilds: builder.rebuilds }),

  /** The bounded cache of responses, shared with the guides themselves. */
  cache: {
    get: (key: string): unknown => cache.get(`response ${key}`),
    set: (key: string, value: NonNullable<unknown>, bytes: number): void =>
      cache.set(`response ${key}`, value, bytes),
    /** Removes cached guides, too: they are read from the database again. */
    clear: (): void => cache.clear(),
  },
});

import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import { guideKey, type GuideKey } from '../key';
import type { Search } from '../search';
import { findGuide, type FoundGuide } from './find-guide';
import { findSuccessor } from './find-successor';
import type { Parts } from './parts';
import { waitForWrites } from './rebuild/read-your-writes';
import { refreshEntries } from './rebuild/rebuild-on-read';
import type { ListedGuide } from './store/guide-row';

/** What readers get of a published article whose guide cannot be built: the last good guide, or none. */
type GuideFailure = 'stale' | 'missing';

/** From where the change feed is read: after the number of a change, or at a time (ISO 8601). */
export type FeedStart = { after: number } | { since: string };

/** Finds guides and tells their state, from the cached index of each language. */
export const createIndexReads = (parts: Parts) => {
  const { strapi, readYourWrites, table, locales, follower, states, buildState, retired } = parts;

  const index = async (locale: string): Promise<GuideIndex> => {
    await waitForWrites(readYourWrites, locale);
    while (!locales.has(locale)) await follower.loadLocale(locale);
    return locales.index(locale);
  };

  const refresh = (entries: readonly GuideIndexEntry[]): Promise<(GuideIndexEntry | undefined)[]> =>
    refreshEntries(parts, entries);

  return {
    ...states,

    /** Returns the index of a language, as lists show it: stale guides are in it as they were. */
    index,

    searchOf: (guideIndex: GuideIndex): Search => locales.searchOf(guideIndex),

    /**
     * Finds the guide of a slug in the languages of a fallback chain, in their order, and rebuilds it if it is stale. A
     * slug that is in use in any of the languages takes precedence over a previous one, and that over the slug of an
     * article whose guide it succeeds.
     */
    find: async (chain: readonly string[], slug: string): Promise<FoundGuide | undefined> =>
      (await findGuide({ strapi, readYourWrites, follower, readIndex: index, refresh }, chain, slug)) ??
      findSuccessor({ retired, readIndex: index, refresh }, chain, slug),

    /** Returns the present entries of some guides, whose stale ones are rebuilt; undefined for a withdrawn one. */
    refresh,

    /** Returns the state of all guides without a statement to the database, or undefined if it is too old. */
    peek(): { revision: string; isSettled: boolean } | undefined {
      const snapshot = follower.peek();
      if (!snapshot) return undefined;
      const isSettled = snapshot.open.length === 0 && !buildState.isRunning;
      return { revision: `${snapshot.counter}`, isSettled };
    },

    /**
     * Returns what readers get of an article whose guide could not be built from its content, after its last write was
     * processed: the last good guide (`stale`), or none (`missing`). Undefined if the guide is built or not published.
     */
    async failureOf(key: GuideKey): Promise<GuideFailure | undefined> {
      await waitForWrites(readYourWrites, key.locale);
      const [row] = await table.ofKeys([guideKey(key)]);
      if (!row || row.failure === null || row.state === 'removed') return undefined;
      return row.state === 'failed' ? 'missing' : 'stale';
    },
  };
};

/** Delivers finished guides, their list and their changes. */
export const createDelivery = ({ readYourWrites, table, payloads, cache, builder }: Parts) => ({
  ...payloads,

  /** Returns changes in the order of their numbers. @returns `last` is the number of the last change of all */
  async changes(
    start: FeedStart,
    limit: number
  ): Promise<{ changes: ListedGuide[]; last: number; changedAt: string | undefined }> {
    await waitForWrites(readYourWrites);
    const { sequence, changedAt } = await table.lastChange();
    const after = 'after' in start ? start.after : ((await table.sequenceBefore(start.since)) ?? sequence);
    // A number that was never given: the database was restored from an older backup.
    const changes = await table.changes(after > sequence ? 0 : after, limit);
    return { changes, last: sequence, changedAt };
  },

  /** Returns every guide that readers get, of all languages, without its content. */
  async listed(): Promise<{ guides: ListedGuide[]; revision: string; changedAt: string | undefined }> {
    const { counter, isWithdrawn } = await waitForWrites(readYourWrites);
    const guides = (await table.listed()).filter(
      ({ article, language }) => !isWithdrawn({ article, locale: language })
    );
    return { guides, revision: `${counter}`, changedAt: (await table.lastChange()).changedAt };
  },

  /** Returns the number of published guides, counting each language. */
  count: (): Promise<number> => table.count(),

  /** Returns the counts and the size of the cache, and how many guides this process has rebuilt. */
  stats: () => ({ ...cache.stats, rebuilds: builder.rebuilds }),

  /** The bounded cache of responses, shared with the guides themselves. */
  cache: {
    get: (key: string): unknown => cache.get(`response ${key}`),
    set: (key: string, value: NonNullable<unknown>, bytes: number): void =>
      cache.set(`response ${key}`, value, bytes),
    /** Removes cached guides, too: they are read from the database again. */
    clear: (): void => cache.clear(),
  },
});

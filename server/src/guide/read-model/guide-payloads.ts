import type { GuideIndexEntry } from '../guide-index';
import type { Guide } from '../types';
import { withLiveCount, type LiveCount } from '../vacancies/live-count';
import type { LiveCounts } from '../vacancies/live-counts';
import type { GuideStates } from './cache/guide-states';
import type { LogFollower } from './cache/log-follower';
import type { PayloadCache, Produced } from './cache/payload-cache';
import type { StoredPayload } from './store/guide-row';
import type { GuideTable } from './store/guide-table';
import { guideIn, parseEntry } from './stored-guide';

export type RenderFormat = 'html' | 'markdown';

export interface GuidePayloadsContext {
  table: GuideTable;
  cache: PayloadCache;
  states: GuideStates;
  follower: LogFollower;
  vacancies: LiveCounts;
  /** Returns a guide with its texts in another format. */
  render: (guide: Guide, format: RenderFormat) => Promise<Guide<string>>;
  /** Returns a guide without the documents that were withdrawn since it was built. */
  withhold: (guide: Guide) => Promise<Guide>;
}

const toProduced = (value: string | undefined, isCacheable: boolean): Produced<string | undefined> => ({
  value,
  bytes: (value?.length ?? 0) * 2,
  isCacheable,
});

/** Creates what delivers finished guides, from the cache or from the database. */
export const createGuidePayloads = (context: GuidePayloadsContext) => {
  const { table, cache, states, follower, vacancies, render, withhold } = context;

  /** Returns the live number of vacancies that a guide shows. */
  const liveCountOf = (entry: GuideIndexEntry): LiveCount | undefined =>
    entry.vacancies ? vacancies.of(entry) : undefined;

  /** Replaces the number of the article in a guide as JSON. */
  const withLive = (entry: GuideIndexEntry, payload: string): string => {
    const live = liveCountOf(entry);
    if (!entry.vacancies || !live) return payload;
    return JSON.stringify(withLiveCount(guideIn(payload), entry.vacancies, live));
  };

  /** With the counter for a last good guide: after the next write, a document that it shows may be withdrawn. */
  const keyOf = (entry: GuideIndexEntry): string => {
    const counter = states.isLastGood(entry) ? ` ${follower.snapshot?.counter}` : '';
    const live = liveCountOf(entry);
    return `guide ${entry.id} ${states.hashOf(entry)}${live ? ` ${live.changedAt}` : ''}${counter}`;
  };

  const produce = async (
    entry: GuideIndexEntry,
    row: StoredPayload | undefined
  ): Promise<Produced<string | undefined>> => {
    if (!row?.payload) return toProduced(undefined, false);
    if (!states.isLastGood(entry)) {
      // Another process may have stored the next guide since the index was read.
      return toProduced(withLive(entry, row.payload), parseEntry(row.entry).hash === states.hashOf(entry));
    }
    return toProduced(withLive(entry, JSON.stringify(await withhold(guideIn(row.payload)))), false);
  };

  /** Returns the guide as JSON, or undefined if it was just withdrawn. */
  const payload = (entry: GuideIndexEntry): Promise<string | undefined> =>
    cache.fetch(keyOf(entry), async () => produce(entry, (await table.payloads([entry.id])).get(entry.id)));

  const guide = async (entry: GuideIndexEntry): Promise<Guide | undefined> => {
    const text = await payload(entry);
    return text === undefined ? undefined : guideIn(text);
  };

  return {
    payload,
    guide,
    liveCountOf,

    /** Returns guides as JSON, in the order of the entries; one statement reads those that are not cached. */
    async payloads(entries: readonly GuideIndexEntry[]): Promise<(string | undefined)[]> {
      const found = new Map<number, string>();
      const missing: GuideIndexEntry[] = [];
      for (const entry of entries) {
        const cached = cache.lookUp(keyOf(entry)) as string | undefined;
        if (cached === undefined) missing.push(entry);
        else found.set(entry.id, cached);
      }
      const rows = missing.length > 0 ? await table.payloads(missing.map(({ id }) => id)) : new Map();
      for (const entry of missing) {
        const { value, bytes, isCacheable } = await produce(entry, rows.get(entry.id));
        if (value === undefined) continue;
        found.set(entry.id, value);
        if (isCacheable) cache.set(keyOf(entry), value, bytes);
      }
      return entries.map(({ id }) => found.get(id));
    },

    /** Returns the guide with its texts in another format, as JSON. */
    rendered: (entry: GuideIndexEntry, format: RenderFormat): Promise<string | undefined> =>
      cache.fetch(`${format} ${keyOf(entry)}`, async () => {
        const stored = await guide(entry);
        if (!stored) return toProduced(undefined, false);
        const text = JSON.stringify(await render(stored, format));
        // As long as the guide itself.
        return toProduced(text, cache.has(keyOf(entry)));
      }),
  };
};

import { AsyncResource } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { PublicType } from '../../../../content-types';
import { uidOf, PLUGIN_ID, type Strapi } from '../../plugin';
import type { CareerFieldConfig } from '../../config';
import { guideKey, type GuideKey } from '../key';
import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import type { Guide } from '../types';
import { createBuilder, type Assemble } from './build';
import { parseEntry } from './stored-guide';
import { createBuildState } from './build-state';
import { createInvalidations } from './invalidations';
import { createKnownLog, type Known } from './known-log';
import { createLocalesInMemory } from './locales-in-memory';
import { lookUp, type FoundGuide } from './look-up';
import { watchWrites } from './marks';
import { createPause } from './pause';
import { findReadingMinutes } from './reading-minutes';
import { findDifferences } from './reconcile';
import { createRetries, delayAfter, reasonOf } from './retries';
import { createSettling, ROUNDS } from './settling';
import { namesIn, staleBy, type Urgency } from './staleness';
import { createSweep } from './sweep';
import { createTable, type ListedGuide } from './table';
import { createTermReader } from './vocabulary';

export type { FoundGuide } from './look-up';
export type { ListedGuide } from './table';

export type RenderFormat = 'html' | 'markdown';

export interface ReadModelOptions {
  /** @param knownMinutes gives the reading times of guides that are known */
  createAssemble: (knownMinutes: (keys: GuideKey[]) => Promise<Map<string, number>>) => Assemble;
  /** A guide with its texts in another format. */
  render: (guide: Guide, format: RenderFormat) => Promise<Guide<string>>;
  /** A guide without what was withdrawn since it was built. */
  withhold: (guide: Guide) => Promise<Guide>;
  /** Names the release and the options that guides are built with; another name has all of them rebuilt. */
  buildHash: string;
}

/** What readers get of an article whose content cannot be turned into a guide: the last good one, or none. */
export type GuideFault = 'outdated' | 'missing';

export interface GuideStats {
  /** Guides that were found in memory, and that were not. */
  hits: number;
  misses: number;
  /** Guides that were rebuilt since the start. */
  rebuilds: number;
  /** Finished answers in memory, and what they take. */
  entries: number;
  bytes: number;
}

/** How often the process looks for guides that are stale although nothing was written. */
const DUE_INTERVAL_MS = 3_600_000;

/** After so long without any progress, a process rebuilds what another one has written, in milliseconds. */
const ADOPT_AFTER_MS = 10_000;

/** How often `rebuild` waits for guides whose rebuild has failed. */
const MOST_ATTEMPTS = 8;

/** Work that is done once for everybody who asks, and once more for those that have asked after it had begun. */
const shared = (scope: AsyncResource, work: () => Promise<void>) => {
  let running: Promise<void> | undefined;
  let isWanted = false;
  return {
    run: (): Promise<void> => {
      isWanted = true;
      running ??= scope.runInAsyncScope(async () => {
        try {
          while (isWanted) {
            isWanted = false;
            await work();
          }
        } finally {
          running = undefined;
        }
      });
      return running;
    },
    running: (): Promise<void> | undefined => running,
  };
};

/**
 * The finished guides: stored in the database when something that they show is written, and kept in memory when they
 * are read. `docs/read-model.md` says what is stored, when a guide is stale and what a failure does.
 *
 * What this process has written is not served as it was before the write returned; what another process has written is
 * seen after `cache.maxStaleMs` at the latest. Lists look names up and wait for no other guides.
 */
export const createReadModel = (
  strapi: Strapi,
  { createAssemble, render, withhold, buildHash }: ReadModelOptions
) => {
  const { cache: limits } = strapi.config.get(`plugin::${PLUGIN_ID}`) as CareerFieldConfig;
  const invalidations = createInvalidations(strapi);
  const table = createTable(strapi, invalidations);
  const retries = createRetries();
  const builder = createBuilder(
    strapi,
    { table, invalidations, retries },
    createAssemble((keys) => findReadingMinutes(table, invalidations, keys))
  );
  const builds = createBuildState(strapi, table, buildHash);
  const locales = createLocalesInMemory(createTermReader(strapi), table);
  // What runs for everybody must not be part of the transaction of the caller that has started it.
  const apart = new AsyncResource('career-field-guides');

  const memory = new LRUCache<string, { value: unknown; bytes: number }>({
    maxSize: limits.megabytes * 2 ** 20,
    sizeCalculation: ({ bytes }, key) => bytes + key.length + 64,
  });
  const stats = { hits: 0, misses: 0 };

  /** Goes up with each write of this process. */
  let writes = 0;
  let isStopped = false;

  const log = createKnownLog(strapi, {
    table,
    invalidations,
    locales,
    apart,
    maxStaleMs: limits.maxStaleMs,
    onRead: ({ open, changedAt }) => {
      const isIdle = performance.now() - changedAt > ADOPT_AFTER_MS;
      if (isIdle && open.length > 0) sweepInBackground();
    },
  });

  /** Rebuilds that run at the moment, so that no guide is rebuilt twice at once. */
  const building = new Map<string, Promise<ReadonlySet<string>>>();

  const build = async (keys: GuideKey[]): Promise<ReadonlySet<string>> => {
    const waiting = new Set<Promise<ReadonlySet<string>>>();
    const own: GuideKey[] = [];
    for (const key of keys) {
      const running = building.get(guideKey(key));
      if (running) waiting.add(running);
      else own.push(key);
    }
    if (own.length > 0) {
      const run = apart
        .runInAsyncScope(() => builder.build(own, builds.current()))
        .finally(() => own.forEach((key) => building.delete(guideKey(key))));
      for (const key of own) building.set(guideKey(key), run);
      waiting.add(run);
    }
    const done = new Set<string>();
    for (const each of await Promise.all(waiting)) for (const key of each) done.add(key);
    return done;
  };

  const { findUrgent, settle, buildMissing } = createSettling<Known>({
    fresh: log.fresh,
    outdate: log.invalidate,
    basesOf: table.basesOf,
    build,
    isWaiting: retries.isWaiting,
    isInTransaction: () => strapi.db.inTransaction(),
  });

  const guideIndex = async (locale: string): Promise<GuideIndex> => {
    await settle(locale);
    while (!locales.has(locale)) await log.loadLocale(locale);
    return locales.index(locale);
  };

  /** Why a guide is stale, or undefined. */
  const staleness = ({ locale, id }: GuideIndexEntry): Urgency | undefined => {
    const guide = locales.guide(locale, id);
    const known = log.current();
    if (!guide || !known) return undefined;
    if (builds.isRunning() && guide.build !== builds.current()) return 'shown';
    return staleBy(known.open, guide);
  };

  /** Whether what is stored of a guide is only the last good one. */
  const isLastGood = (entry: GuideIndexEntry): boolean =>
    locales.guide(entry.locale, entry.id)?.isFaulty === true || staleness(entry) !== undefined;

  /** Rebuilds those of some guides that are stale. What cannot be rebuilt at the moment stays as it was. */
  const present = async (entries: readonly GuideIndexEntry[]): Promise<(GuideIndexEntry | undefined)[]> => {
    const isStale = (entry: GuideIndexEntry): boolean => staleness(entry) !== undefined;
    const readAgain = async (some: GuideIndexEntry[]): Promise<void> =>
      locales.put(await table.ofIds(some.map(({ id }) => id)));
    const stale = entries.filter(isStale);
    if (stale.length === 0 || strapi.db.inTransaction()) return [...entries];
    await apart.runInAsyncScope(async () => {
      // The sweep may have been there.
      await readAgain(stale);
      const left = stale.filter(
        (entry) => isStale(entry) && !retries.isWaiting({ article: entry.article, locale: entry.locale })
      );
      if (left.length === 0) return;
      await build(left.map(({ article, locale }) => ({ article, locale }))).catch(() => {});
      await readAgain(left);
    });
    return entries.map((entry) =>
      log.current()?.isWithdrawn(entry) ? undefined : locales.guide(entry.locale, entry.id)?.entry
    );
  };

  const pauses = createPause();

  const sweepAll = createSweep({
    table,
    invalidations,
    retries,
    builds,
    accept: log.accept,
    findUrgent,
    build,
    generation: () => writes,
    isStopped: () => isStopped,
    pause: pauses.pause,
  });

  /** Sweeps in a row that have failed as a whole: the database did not answer. */
  let failures = 0;

  const sweep = shared(apart, async () => {
    try {
      await sweepAll();
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1) {
        strapi.log.warn(`[career-field] Guides could not be rebuilt yet: ${reasonOf(error)}`);
      }
      throw error;
    }
  });

  let retryTimer: NodeJS.Timeout | undefined;

  /** Rebuilds in the background, and again when a failed attempt is due for its next one. */
  const sweepInBackground = (): void => {
    sweep
      .run()
      .catch(() => {})
      .then(() => {
        // The next reader looks for what was rebuilt.
        log.expire();
        const delay = failures > 0 ? delayAfter(failures) : retries.nextAttempt();
        clearTimeout(retryTimer);
        if (delay === undefined || isStopped) return;
        retryTimer = setTimeout(sweepInBackground, delay);
        retryTimer.unref();
      });
  };

  const marks = watchWrites(strapi, invalidations, () => {
    log.invalidate();
    writes += 1;
    pauses.interrupt();
    sweepInBackground();
  });

  const invalidateDueGuides = async (): Promise<void> => {
    const keys = await table.due(new Date().toISOString().slice(0, 10));
    if (keys.length > 0) await marks.markArticles(keys);
  };

  /** What nobody writes: a day has passed, or a process of another release has stored guides. */
  const checkDue = async (): Promise<void> => {
    await invalidateDueGuides();
    if (await builds.resume()) sweepInBackground();
  };

  let dueTimer: NodeJS.Timeout | undefined;

  const waiting = new Map<string, Promise<unknown>>();

  /** A value from memory, or produced once for everybody who waits for it. */
  const remembered = async <Value>(
    key: string,
    produce: () => Promise<{ value: Value; bytes: number; isKept: boolean }>
  ): Promise<Value> => {
    const found = memory.get(key);
    if (found) {
      stats.hits += 1;
      return found.value as Value;
    }
    const pending = waiting.get(key);
    if (pending) return pending as Promise<Value>;
    stats.misses += 1;
    const producing = (async () => {
      const { value, bytes, isKept } = await produce();
      if (isKept) memory.set(key, { value, bytes });
      return value;
    })().finally(() => waiting.delete(key));
    waiting.set(key, producing);
    return producing;
  };

  const hashOf = ({ locale, id }: GuideIndexEntry): string => locales.guide(locale, id)?.hash ?? '';

  const payloadKey = (entry: GuideIndexEntry): string =>
    `guide ${entry.id} ${hashOf(entry)}${isLastGood(entry) ? ` ${log.current()?.counter}` : ''}`;

  /** What readers get of a stored payload, and whether it may be kept under the hash of the entry. */
  const deliver = async (
    entry: GuideIndexEntry,
    row: { payload: string | null; entry: string | null } | undefined
  ): Promise<{ value: string | undefined; isKept: boolean }> => {
    if (!row?.payload) return { value: undefined, isKept: false };
    if (!isLastGood(entry)) {
      return { value: row.payload, isKept: parseEntry(row.entry).hash === hashOf(entry) };
    }
    const guide = await withhold(JSON.parse(row.payload) as Guide);
    return { value: JSON.stringify(guide), isKept: false };
  };

  /** The guide as JSON, or undefined when it has just been withdrawn. */
  const payload = (entry: GuideIndexEntry): Promise<string | undefined> =>
    remembered(payloadKey(entry), async () => {
      const { value, isKept } = await deliver(entry, (await table.payloads([entry.id])).get(entry.id));
      return { value, bytes: (value?.length ?? 0) * 2, isKept };
    });

  const publishedWith = async (chain: readonly string[], slug: string): Promise<GuideKey[]> => {
    const rows = (await strapi.db.query(uidOf('article')).findMany({
      where: { slug, locale: { $in: [...chain] }, publishedAt: { $notNull: true } },
      select: ['documentId', 'locale'],
    })) as { documentId: string; locale: string }[];
    return rows.map(({ documentId: article, locale }) => ({ article, locale }));
  };

  return {
    /** The guides of a language, as lists show them: they wait for no other guides to be rebuilt. */
    index: guideIndex,

    searchOf: locales.searchOf,

    /**
     * Finds the guide of a slug in the languages of a chain, the first one first, and rebuilds it if it is stale. A slug
     * that is in use in any of the languages wins over one that was.
     */
    async find(chain: readonly string[], slug: string): Promise<FoundGuide | undefined> {
      for (let round = 0; round < ROUNDS; round += 1) {
        const found = await lookUp(guideIndex, chain, slug);
        if (!found) {
          const isBuilt = await buildMissing(log.current()?.open ?? [], () => publishedWith(chain, slug));
          if (!isBuilt) return undefined;
        } else {
          const [entry] = await present([found.entry]);
          if (entry && (entry.slug === slug) !== found.isPrevious) return { ...found, entry };
        }
        // It has another slug now, or none.
        log.invalidate();
      }
      return undefined;
    },

    /** Guides of a guide index as they are now; undefined is one that has just been withdrawn. */
    present,

    /** What is known of everything without the database, or undefined if it is too old. */
    peek(): { revision: string; isSettled: boolean } | undefined {
      const found = log.peek();
      return (
        found && { revision: `${found.counter}`, isSettled: found.open.length === 0 && !builds.isRunning() }
      );
    },

    isLastGood,

    /**
     * What readers get of an article whose guide could not be built from its content, once what was written is built:
     * the last good guide (`outdated`), or none (`missing`). Undefined where the guide is built or not published.
     */
    async faultOf(key: GuideKey): Promise<GuideFault | undefined> {
      await settle(key.locale);
      const [row] = await table.ofKeys([guideKey(key)]);
      if (!row || row.failure === null || row.state === 'removed') return undefined;
      return row.state === 'failed' ? 'missing' : 'outdated';
    },

    payload,

    /** Guides as JSON, in the order of the entries; one statement reads those that are not in memory. */
    async payloads(entries: readonly GuideIndexEntry[]): Promise<(string | undefined)[]> {
      const found = new Map<number, string>();
      const missing: GuideIndexEntry[] = [];
      for (const entry of entries) {
        const inMemory = memory.get(payloadKey(entry))?.value as string | undefined;
        if (inMemory === undefined) missing.push(entry);
        else found.set(entry.id, inMemory);
      }
      stats.hits += found.size;
      stats.misses += missing.length;
      const rows = missing.length > 0 ? await table.payloads(missing.map(({ id }) => id)) : new Map();
      for (const entry of missing) {
        const { value, isKept } = await deliver(entry, rows.get(entry.id));
        if (value === undefined) continue;
        found.set(entry.id, value);
        if (isKept) memory.set(payloadKey(entry), { value, bytes: value.length * 2 });
      }
      return entries.map(({ id }) => found.get(id));
    },

    async guide(entry: GuideIndexEntry): Promise<Guide | undefined> {
      const text = await payload(entry);
      return text === undefined ? undefined : (JSON.parse(text) as Guide);
    },

    /** The guide with its texts in another format, as JSON. */
    rendered: (entry: GuideIndexEntry, format: RenderFormat): Promise<string | undefined> =>
      remembered(`${format} ${payloadKey(entry)}`, async () => {
        const text = await payload(entry);
        if (text === undefined) return { value: undefined, bytes: 0, isKept: false };
        const value = JSON.stringify(await render(JSON.parse(text) as Guide, format));
        return { value, bytes: value.length * 2, isKept: memory.has(payloadKey(entry)) };
      }),

    /** Of the finished guide: another text whenever it changes. */
    hashOf,

    /** What a guide shows, as `<type>:<documentId>` and `file:<id>`. */
    dependenciesOf: ({ locale, id }: GuideIndexEntry): string[] =>
      namesIn(locales.guide(locale, id)?.dependencies ?? ''),

    /** Changes in the order of their numbers, after a number or from a moment on. */
    async changes(
      from: { after: number } | { since: string },
      limit: number
    ): Promise<{ changes: ListedGuide[]; last: number; changedAt: string | undefined }> {
      await settle();
      const { sequence, changedAt } = await table.lastChange();
      const after = 'after' in from ? from.after : ((await table.sequenceBefore(from.since)) ?? sequence);
      // A number that was never given: the database is an older copy of itself.
      const changes = await table.changes(after > sequence ? 0 : after, limit);
      return { changes, last: sequence, changedAt };
    },

    /** Every guide that readers get, of one language or of all, without what is in it. */
    async listed(
      locale?: string
    ): Promise<{ guides: ListedGuide[]; revision: string; changedAt: string | undefined }> {
      const { counter, isWithdrawn } = await settle();
      const guides = (await table.listed(locale)).filter(
        ({ article, language }) => !isWithdrawn({ article, locale: language })
      );
      return { guides, revision: `${counter}`, changedAt: (await table.lastChange(locale)).changedAt };
    },

    /** Bounded memory for finished answers, shared with the guides themselves. */
    memory: {
      get: (key: string): unknown => memory.get(`answer ${key}`)?.value,
      set: (key: string, value: unknown, bytes: number): void => {
        memory.set(`answer ${key}`, { value, bytes });
      },
      /** Guides are read from the database again. */
      clear: (): void => memory.clear(),
    },

    /** Notes published articles that were written bypassing Strapi's hooks; part of the write that is under way. */
    invalidateArticles: (keys: GuideKey[]): Promise<void> => marks.markArticles(keys),

    /** Invalidates the guides that show a document whose links were written without a lifecycle; part of that write. */
    invalidateDocument: (type: PublicType, document: string): Promise<void> =>
      marks.markName(`${type}:${document}`),

    /** Marks the guides that a day has changed: figures in them have become too old. */
    invalidateDueGuides,

    /** Brings the guides in line with the articles, however those were written. */
    async reconcile(): Promise<void> {
      await invalidations.add(await findDifferences(strapi, table));
      await invalidateDueGuides();
      log.invalidate();
    },

    /** Waits until no guide is stale, except those whose rebuild fails. */
    async settled(): Promise<void> {
      await pauses.without(sweep.run);
      log.invalidate();
      if (!strapi.db.inTransaction()) await log.refresh();
    },

    /**
     * Rebuilds every guide. One that was interrupted goes on where it was.
     *
     * @returns how many there are
     * @throws Error when guides could not be rebuilt, with the way to go on
     */
    async rebuild(): Promise<{ guides: number }> {
      await this.reconcile();
      await builds.begin();
      for (let attempt = 1; ; attempt += 1) {
        await pauses.without(sweep.run);
        if (!builds.isRunning()) break;
        if (attempt === MOST_ATTEMPTS) {
          throw new Error(
            'Some guides could not be rebuilt; the log says why. Run "rebuild" again to go on.'
          );
        }
        await wait(retries.nextAttempt() ?? 0);
      }
      log.invalidate();
      return { guides: await table.count() };
    },

    /** Published guides, one a language. */
    count: (): Promise<number> => table.count(),

    stats: (): GuideStats => ({
      ...stats,
      rebuilds: builder.rebuilds(),
      entries: memory.size,
      bytes: memory.calculatedSize,
    }),

    /** Prepares the tables, and finds what was written while the plugin was not there. */
    async start(): Promise<void> {
      await table.ensure();
      await builds.start();
      await this.reconcile();
      sweepInBackground();
      dueTimer = setInterval(() => {
        checkDue().catch((error: Error) => strapi.log.warn(`[career-field] ${reasonOf(error)}`));
      }, DUE_INTERVAL_MS);
      dueTimer.unref();
    },

    /** Ends what runs in the background. */
    async stop(): Promise<void> {
      isStopped = true;
      clearInterval(dueTimer);
      clearTimeout(retryTimer);
      marks.stop();
      await pauses.without(() => Promise.allSettled([sweep.running(), log.pending(), ...building.values()]));
      memory.clear();
      locales.clear();
    },
  };
};

export type Guides = ReturnType<typeof createReadModel>;

import { AsyncResource } from 'node:async_hooks';
import { LRUCache } from 'lru-cache';
import type { PublicType } from '../../../../content-types';
import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import type { Catalogue, CatalogueEntry } from '../catalogue-types';
import type { Guide } from '../types';
import { createBuilder, isDue, type Assemble, type EntryData } from './build';
import { createCatalogue, toKnownRow, type KnownRow } from './catalogue';
import { watchWrites } from './marks';
import { findDifferences, rememberMaking } from './reconcile';
import { createTable, isOutdated, OUTDATED, type GuideKey, type OutdatedState } from './table';

export type RenderFormat = 'html' | 'markdown';

export interface ReadModelOptions {
  assemble: Assemble;
  /** A guide with its texts in another format. */
  render: (guide: Guide, format: RenderFormat) => Promise<Guide<string>>;
  /** Names the way in which guides are assembled; another name has all of them made anew. */
  making: string;
}

export interface GuideStats {
  /** Guides that were found in memory, and that were not. */
  hits: number;
  misses: number;
  /** Guides that were made since the start. */
  rebuilds: number;
  /** Published guides, one a language. */
  guides: number;
  /** Finished answers in memory, and what they take. */
  entries: number;
  bytes: number;
}

/** All that is known of guides. The addresses are those of the moment; what some guides show may be of before. */
export interface Directory {
  catalogue: Catalogue;
  /** The rows of those. */
  outdated: ReadonlySet<number>;
  /** What has become of them since, for whoever has asked. */
  renewed: Map<number, Promise<CatalogueEntry | undefined>>;
}

/** How often is looked for guides that a day has made other ones. */
const DUE_INTERVAL_MS = 3_600_000;

/** How often what is out of date is made anew for one reader. */
const ROUNDS = 5;

/** Work that is done once for everybody who asks, and once more for who has asked after it had begun. */
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
 * are read.
 *
 * Nothing that this process has written is served as it was before the write returned; what another process has
 * written is seen after `cache.maxStaleMs` at the latest. A guide that is out of date is made anew in the background
 * after the write, or by whoever asks first; everybody else who asks waits for the same one.
 */
export const createReadModel = (strapi: Strapi, { assemble, render, making }: ReadModelOptions) => {
  const { cache: limits } = strapi.config.get(`plugin::${PLUGIN_ID}`) as CareerFieldConfig;
  const table = createTable(strapi);
  const builder = createBuilder(strapi, table, assemble);
  // What runs for everybody must not be part of the transaction of whoever has started it.
  const apart = new AsyncResource('career-field-guides');

  const memory = new LRUCache<string, { value: unknown; bytes: number }>({
    maxSize: limits.megabytes * 2 ** 20,
    sizeCalculation: ({ bytes }, key) => bytes + key.length + 64,
  });
  const stats = { hits: 0, misses: 0, rebuilds: 0 };

  let known = new Map<number, KnownRow>();
  let directory: Directory | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  /** Goes up with each write of this process. */
  let generation = 0;
  let seenGeneration = -1;
  let refreshing: Promise<void> | undefined;
  let isStopped = false;

  const buildSome = async (states: readonly OutdatedState[]): Promise<boolean> => {
    const { found, built } = await builder.some(states);
    stats.rebuilds += built;
    return found > 0;
  };

  /** Makes anew what may have another address. */
  const buildStale = shared(apart, async () => {
    while (await buildSome(['stale']));
  });

  /** Makes everything anew that is out of date; what is written meanwhile and has another address comes first. */
  const build = shared(apart, async () => {
    do await buildStale.run();
    while (await buildSome(OUTDATED));
    // Who reads next finds them up to date.
    if (directory && directory.outdated.size > 0) checkedAt = Number.NEGATIVE_INFINITY;
  });

  let retryTimer: NodeJS.Timeout | undefined;
  /** Rebuilds of this process that failed as a whole, without a row that could wait: the database did not answer. */
  let failedRuns = 0;

  /** Rebuilds in the background, and once more when a failed attempt is due for its next one. */
  const buildInBackground = (): void => {
    build
      .run()
      .then(
        () => (failedRuns = 0),
        (error: Error) => {
          failedRuns += 1;
          if (failedRuns === 1)
            strapi.log.warn(`[career-field] Guides could not be rebuilt yet: ${error.message}`);
        }
      )
      .then(() => {
        const delay = failedRuns > 0 ? Math.min(100 * 2 ** (failedRuns - 1), 60_000) : builder.nextAttempt();
        clearTimeout(retryTimer);
        if (delay === undefined || isStopped) return;
        retryTimer = setTimeout(buildInBackground, delay);
        retryTimer.unref();
      });
  };

  const load = async (): Promise<void> => {
    // Under a stream of writes there is always something out of date; five rounds are enough for what came before.
    for (let round = 0; ; round += 1) {
      const started = performance.now();
      if (directory && (await table.revision()) === directory.catalogue.revision) {
        checkedAt = started;
        return;
      }
      const { revision, heads } = await table.heads();
      if (round < ROUNDS && heads.some(({ id, state }) => state === 'stale' && !builder.isWaiting(id))) {
        await buildStale.run();
        continue;
      }
      const changed = heads.filter(({ id, version }) => known.get(id)?.version !== version);
      const rows = new Map(known);
      for (const row of await table.entries(changed.map(({ id }) => id))) rows.set(row.id, toKnownRow(row));
      known = new Map(heads.flatMap(({ id }) => (rows.has(id) ? [[id, rows.get(id)!]] : [])));
      directory = {
        catalogue: createCatalogue(revision, known.values()),
        outdated: new Set(heads.filter(({ state }) => isOutdated(state)).map(({ id }) => id)),
        renewed: new Map(),
      };
      checkedAt = started;
      return;
    }
  };

  const refresh = (): Promise<void> => {
    refreshing ??= apart.runInAsyncScope(async () => {
      try {
        do {
          const wanted = generation;
          await load();
          seenGeneration = wanted;
        } while (seenGeneration !== generation);
      } finally {
        refreshing = undefined;
      }
    });
    return refreshing;
  };

  const peek = (): Directory | undefined => {
    const age = performance.now() - checkedAt;
    if (!directory || seenGeneration !== generation || age > limits.maxStaleMs) return undefined;
    // Asked early, so that hardly anybody has to wait for the answer.
    if (age > limits.maxStaleMs / 2 && !refreshing) refresh().catch(() => {});
    return directory;
  };

  const findDirectory = async (): Promise<Directory> => {
    const fresh = peek();
    if (fresh) return fresh;
    // Inside a transaction of the caller's: on SQLite there is no second connection to ask with, and what is not yet
    // committed must not be kept.
    if (strapi.db.inTransaction() && directory) return directory;
    await refresh();
    return directory!;
  };

  const catalogue = async (): Promise<Catalogue> => {
    for (let round = 0; ; round += 1) {
      const { catalogue: found, outdated } = await findDirectory();
      const isWanted = [...outdated].some((id) => !builder.isWaiting(id));
      if (!isWanted || round === ROUNDS || strapi.db.inTransaction()) return found;
      await build.run();
    }
  };

  const renew = async (id: number): Promise<CatalogueEntry | undefined> => {
    stats.rebuilds += await builder.one(id);
    const [row] = await table.entries([id]);
    if (!row) return undefined;
    const renewed = toKnownRow(row);
    known.set(id, renewed);
    return 'guide' in renewed ? renewed.guide : undefined;
  };

  const onWrite = (): void => {
    generation += 1;
    // In the background; whoever reads before it is done waits for what he reads.
    buildInBackground();
  };

  const marks = watchWrites(strapi, table, onWrite);

  const markDue = async (): Promise<void> => {
    const now = new Date();
    const keys = [...known.values()].flatMap((row): GuideKey[] =>
      'guide' in row && isDue(row.changesOn, now)
        ? [{ article: row.guide.article, locale: row.guide.locale }]
        : []
    );
    if (keys.length > 0) await marks.markArticles(keys);
  };

  let dueTimer: NodeJS.Timeout | undefined;

  const hashOf = ({ id }: CatalogueEntry): string => {
    const row = known.get(id);
    return row && 'hash' in row ? row.hash : '';
  };

  const waiting = new Map<string, Promise<unknown>>();

  /** A value from memory, or made once for everybody who waits for it. */
  const remembered = async <Value>(
    key: string,
    make: () => Promise<{ value: Value; bytes: number; isKept: boolean }>
  ): Promise<Value> => {
    const found = memory.get(key);
    if (found) {
      stats.hits += 1;
      return found.value as Value;
    }
    const pending = waiting.get(key);
    if (pending) return pending as Promise<Value>;
    stats.misses += 1;
    const making = (async () => {
      const { value, bytes, isKept } = await make();
      if (isKept) memory.set(key, { value, bytes });
      return value;
    })().finally(() => waiting.delete(key));
    waiting.set(key, making);
    return making;
  };

  const payloadKey = (entry: CatalogueEntry): string => `guide ${entry.id} ${hashOf(entry)}`;

  const isPresent = (entry: CatalogueEntry, stored: string | null): boolean =>
    stored !== null && (JSON.parse(stored) as Partial<EntryData>).hash === hashOf(entry);

  /** The guide as JSON, or undefined when it has just been taken back. */
  const payload = (entry: CatalogueEntry): Promise<string | undefined> =>
    remembered(payloadKey(entry), async () => {
      const row = (await table.payloads([entry.id])).get(entry.id);
      const value = row?.payload ?? undefined;
      return {
        value,
        bytes: (value?.length ?? 0) * 2,
        isKept: value !== undefined && isPresent(entry, row?.entry ?? null),
      };
    });

  return {
    /** All guides, each of them up to date. */
    catalogue,

    /**
     * Where guides are found, for who wants one of them: after a write that many guides show, this waits for none of
     * them. What is found here is made up to date by `present`.
     */
    directory: findDirectory,

    /** The same if it is known, and new enough, without the database. */
    peek,

    /** A guide of a directory as it is now, or undefined when it has just been taken back. */
    async present(
      { outdated, renewed }: Directory,
      entry: CatalogueEntry
    ): Promise<CatalogueEntry | undefined> {
      if (!outdated.has(entry.id) || strapi.db.inTransaction()) return entry;
      let renewing = renewed.get(entry.id);
      if (!renewing) {
        renewing = apart.runInAsyncScope(() => renew(entry.id));
        renewed.set(entry.id, renewing);
        renewing.catch(() => renewed.delete(entry.id));
      }
      return renewing;
    },

    payload,

    /** Guides as JSON, in the order of the entries; one statement reads those that are not in memory. */
    async payloads(entries: CatalogueEntry[]): Promise<(string | undefined)[]> {
      const found = new Map<number, string>();
      const missing: CatalogueEntry[] = [];
      for (const entry of entries) {
        const inMemory = memory.get(payloadKey(entry))?.value as string | undefined;
        if (inMemory === undefined) missing.push(entry);
        else found.set(entry.id, inMemory);
      }
      stats.hits += found.size;
      stats.misses += missing.length;
      const rows = missing.length > 0 ? await table.payloads(missing.map(({ id }) => id)) : new Map();
      for (const entry of missing) {
        const row = rows.get(entry.id);
        if (!row?.payload) continue;
        found.set(entry.id, row.payload);
        if (isPresent(entry, row.entry)) {
          memory.set(payloadKey(entry), { value: row.payload, bytes: row.payload.length * 2 });
        }
      }
      return entries.map(({ id }) => found.get(id));
    },

    async guide(entry: CatalogueEntry): Promise<Guide | undefined> {
      const text = await payload(entry);
      return text === undefined ? undefined : (JSON.parse(text) as Guide);
    },

    /** The guide with its texts in another format, as JSON. */
    rendered: (entry: CatalogueEntry, format: RenderFormat): Promise<string | undefined> =>
      remembered(`${format} ${payloadKey(entry)}`, async () => {
        const text = await payload(entry);
        if (text === undefined) return { value: undefined, bytes: 0, isKept: false };
        const value = JSON.stringify(await render(JSON.parse(text) as Guide, format));
        return { value, bytes: value.length * 2, isKept: memory.has(payloadKey(entry)) };
      }),

    /** Of the finished guide: another text whenever it changes. */
    hashOf,

    /** Bounded memory for finished answers, shared with the guides themselves. */
    memory: {
      get: (key: string): unknown => memory.get(`answer ${key}`)?.value,
      set: (key: string, value: unknown, bytes: number): void => {
        memory.set(`answer ${key}`, { value, bytes });
      },
      /** Guides are read from the database again. */
      clear: (): void => memory.clear(),
    },

    /** Tells of articles that are new and were written past Strapi's database layer, as a bulk import does. */
    announce: (keys: GuideKey[]): Promise<void> => marks.announce(keys),

    /** Tells of published articles that were written past Strapi's hooks; part of the write that is under way. */
    noteWritten: (keys: GuideKey[]): Promise<void> => marks.markArticles(keys),

    /** Invalidates the guides that show a document whose links were written without a lifecycle; part of that write. */
    noteShown: (type: PublicType, document: string): Promise<void> => marks.markShown(type, document),

    /** Brings the guides in line with the articles, whoever has written those. */
    async reconcile(): Promise<void> {
      const { isOtherMaking, keys } = await findDifferences(strapi, table, making);
      if (keys.length > 0) await marks.markArticles(keys);
      if (isOtherMaking) await marks.markAll();
      await rememberMaking(strapi, making);
    },

    /** Marks the guides that a day has made other ones: figures in them have become too old. */
    markDue,

    /**
     * Makes every guide anew.
     *
     * @returns how many there are
     */
    async rebuild(): Promise<{ guides: number }> {
      const { keys } = await findDifferences(strapi, table, making);
      await marks.markArticles(keys);
      await marks.markAll();
      await build.run();
      await rememberMaking(strapi, making);
      return { guides: (await catalogue()).entries.length };
    },

    stats: (): GuideStats => ({
      ...stats,
      guides: directory?.catalogue.entries.length ?? 0,
      entries: memory.size,
      bytes: memory.calculatedSize,
    }),

    /** Prepares the table, and finds what was written while the plugin was not there. */
    async start(): Promise<void> {
      await table.ensureIndexes();
      await this.reconcile();
      dueTimer = setInterval(() => {
        markDue().catch((error: Error) => strapi.log.error(`[career-field] ${error.message}`));
      }, DUE_INTERVAL_MS);
      dueTimer.unref();
    },

    /** Ends what runs in the background. */
    async stop(): Promise<void> {
      isStopped = true;
      clearInterval(dueTimer);
      clearTimeout(retryTimer);
      marks.stop();
      await Promise.allSettled([build.running(), buildStale.running(), refreshing]);
      memory.clear();
    },
  };
};

export type Guides = ReturnType<typeof createReadModel>;

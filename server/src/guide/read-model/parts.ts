import { AsyncResource } from 'node:async_hooks';
import { configOf } from '../../config';
import type { Strapi } from '../../plugin';
import { isInTransaction } from '../../strapi-internals/database';
import type { GuideKey } from '../key';
import { createGuideStates } from './cache/guide-states';
import { LocaleCache } from './cache/locale-cache';
import { LogFollower, type LogFollowerContext, type LogSnapshot } from './cache/log-follower';
import { PayloadCache } from './cache/payload-cache';
import { createGuidePayloads, type GuidePayloadsContext } from './guide-payloads';
import { KnownRetiredSlugs } from '../retired/known-retired-slugs';
import { LiveCounts } from '../vacancies/live-counts';
import { findReadingMinutes } from './reading-minutes';
import { BackgroundRebuild } from './rebuild/background-rebuild';
import { BuildState } from './rebuild/build-state';
import { GuideBuilder, type Assemble } from './rebuild/guide-builder';
import { findUnbuilt, type ReadYourWritesContext } from './rebuild/read-your-writes';
import { RebuildSchedule } from './rebuild/rebuild-schedule';
import { Retries } from './rebuild/retries';
import { RunningBuilds } from './rebuild/running-builds';
import { GuideTable } from './store/guide-table';
import { InvalidationLog } from './store/invalidation-log';
import { findStaleGuides } from './store/stale-guides';
import { createTermReader } from './vocabulary';

export interface ReadModelOptions extends Pick<GuidePayloadsContext, 'render' | 'withhold'> {
  /** @param knownMinutes returns the reading times of guides that are already built */
  createAssemble: (knownMinutes: (keys: GuideKey[]) => Promise<Map<string, number>>) => Assemble;
  /** Returns a name of the release and the options that guides are built with; another one rebuilds all of them. */
  buildHash: () => string;
}

/** After how many milliseconds without progress a process rebuilds what another one has written. */
const ADOPT_AFTER_MS = 10_000;

/** Creates the storage: the tables, and what builds and stores guides. */
const createStorage = (strapi: Strapi, { createAssemble, buildHash }: ReadModelOptions) => {
  // Outside the transaction of the caller: others wait for the same work, and it goes on after the caller's commit.
  const detached = new AsyncResource('career-field-guides');
  const log = new InvalidationLog(strapi);
  const table = new GuideTable(strapi);
  const retries = new Retries();
  const buildState = new BuildState(strapi, table, buildHash);
  const assemble = createAssemble((keys) => findReadingMinutes(table, log, keys));
  const builder = new GuideBuilder({ strapi, table, log, retries, assemble });
  const builds = new RunningBuilds(detached, (keys) => builder.build(keys, buildState.current));
  return { strapi, detached, log, table, retries, buildState, builder, builds };
};

type Storage = ReturnType<typeof createStorage>;

/** Creates what this process caches, and what keeps it current. */
const createCaches = (
  { strapi, detached, log, table, buildState }: Storage,
  onRead: LogFollowerContext['onRead']
) => {
  const { maxStaleMs, megabytes } = configOf(strapi).cache;
  const locales = new LocaleCache(createTermReader(strapi), table);
  const vacancies = new LiveCounts(strapi);
  const retired = new KnownRetiredSlugs(strapi);
  const follower = new LogFollower({
    strapi,
    table,
    log,
    locales,
    others: [vacancies, retired],
    detached,
    maxStaleMs,
    onRead,
  });
  const states = createGuideStates(locales, follower, buildState);
  const cache = new PayloadCache(megabytes * 2 ** 20);
  return { locales, follower, states, cache, vacancies, retired };
};

type Caches = ReturnType<typeof createCaches>;

const createSchedule = (
  { strapi, detached, log, table, retries, buildState, builds }: Storage,
  { follower }: Caches
): RebuildSchedule => {
  const schedule: RebuildSchedule = new RebuildSchedule({
    strapi,
    retries,
    detached,
    rebuild: () => rebuild.run(),
    // The next reader reads what was rebuilt.
    onRebuilt: () => follower.expire(),
  });
  const rebuild = new BackgroundRebuild({
    retries,
    builds: buildState,
    readOpen: async () => {
      await follower.numberCommitted();
      return log.open();
    },
    finish: (ids) => log.finish(ids),
    findUnbuilt: (open) => findUnbuilt(table, open),
    findStale: (open) => findStaleGuides(table.table, open),
    findOtherBuilds: (build, after, limit) => table.otherBuilds(build, after, limit),
    build: (keys) => builds.build(keys),
    generation: () => schedule.writes,
    isStopped: () => schedule.isStopped,
    pause: () => schedule.pause(),
  });
  return schedule;
};

/** Creates the parts of the read model and connects them. */
export const createParts = (strapi: Strapi, options: ReadModelOptions) => {
  const storage = createStorage(strapi, options);
  const caches = createCaches(storage, ({ open, changedAt }) => {
    const isIdle = performance.now() - changedAt > ADOPT_AFTER_MS;
    if (isIdle && open.length > 0) schedule.runInBackground();
  });
  const schedule = createSchedule(storage, caches);
  const { table, retries, builds } = storage;
  const { follower, states, cache, vacancies } = caches;
  const readYourWrites: ReadYourWritesContext<LogSnapshot> = {
    readFresh: () => follower.readFresh(),
    invalidate: () => follower.invalidate(),
    table,
    build: (keys) => builds.build(keys),
    isWaiting: (key) => retries.isWaiting(key),
    isInTransaction: () => isInTransaction(strapi),
  };
  const { render, withhold } = options;
  const payloads = createGuidePayloads({ table, cache, states, follower, vacancies, render, withhold });
  return { ...storage, ...caches, schedule, readYourWrites, payloads };
};

export type Parts = ReturnType<typeof createParts>;

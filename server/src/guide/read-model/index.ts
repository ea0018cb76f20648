import { setTimeout as wait } from 'node:timers/promises';
import type { PublicType } from '../../../../content-types';
import type { Strapi } from '../../plugin';
import { isInTransaction } from '../../strapi-internals/database';
import type { GuideKey } from '../key';
import { createDelivery, createIndexReads } from './guide-reads';
import { invalidateOnWrite } from './invalidation/invalidate-on-write';
import { findDifferences } from './invalidation/reconcile';
import { createParts, type Parts, type ReadModelOptions } from './parts';
import { createRetirements } from './retirements';
import { createVacancies } from './vacancies';
import { prepareTables } from './store/prepare-tables';

export type { FoundGuide } from './find-guide';
export type { FeedStart } from './guide-reads';
export type { ListedGuide } from './store/guide-row';

/** How often `rebuild` retries guides whose rebuild has failed. */
const MAX_ATTEMPTS = 8;

/** Rebuilds every guide, or resumes a rebuild that was interrupted. @throws Error if some could not be rebuilt */
const rebuildAll = async ({ schedule, buildState, retries, follower }: Parts): Promise<void> => {
  await buildState.begin();
  for (let attempt = 1; ; attempt += 1) {
    await schedule.run();
    if (!buildState.isRunning) break;
    if (attempt === MAX_ATTEMPTS) {
      throw new Error('Some guides could not be rebuilt; the log says why. Run "rebuild" again to go on.');
    }
    await wait(retries.nextAttempt() ?? 0);
  }
  follower.invalidate();
};

/** Invalidates and rebuilds guides. */
const createUpdates = (parts: Parts) => {
  const { strapi, table, log, follower, schedule, buildState, builds, cache, locales } = parts;

  const invalidation = invalidateOnWrite(strapi, log, () => {
    follower.invalidate();
    schedule.onWrite();
  });

  const invalidateDueGuides = async (): Promise<void> => {
    const keys = await table.due(new Date().toISOString().slice(0, 10));
    if (keys.length > 0) await invalidation.invalidateArticles(keys);
  };

  const reconcile = async (): Promise<void> => {
    await log.add(await findDifferences(strapi, table));
    await invalidateDueGuides();
    follower.invalidate();
  };

  return {
    /** Invalidates published articles that were written bypassing Strapi's hooks, as part of the present write. */
    invalidateArticles: (keys: GuideKey[]): Promise<void> => invalidation.invalidateArticles(keys),

    /** Invalidates the guides that show a document whose relations were written without a lifecycle event. */
    invalidateDocument: (type: PublicType, documentId: string): Promise<void> =>
      invalidation.invalidate(`${type}:${documentId}`),

    /** Invalidates the guides that change on this day without a write: figures in them have become too old. */
    invalidateDueGuides,

    /** Invalidates the guides that are not in line with their articles, however those were written. */
    reconcile,

    /** Waits until no guide is stale, except those whose rebuild fails. */
    async settled(): Promise<void> {
      await schedule.run();
      follower.invalidate();
      if (!isInTransaction(strapi)) await follower.refresh();
    },

    /** Rebuilds every guide, or resumes an interrupted rebuild. @returns how many guides there are */
    async rebuild(): Promise<{ guides: number }> {
      await reconcile();
      await rebuildAll(parts);
      return { guides: await table.count() };
    },

    /** Prepares the tables, and rebuilds what was written while the plugin did not run. */
    async start(): Promise<void> {
      await prepareTables(strapi, table, log);
      await buildState.start();
      await reconcile();
      schedule.runInBackground();
      schedule.checkRegularly(async () => {
        // What changes without a write of this process: the day, or guides of a process of another release.
        await invalidateDueGuides();
        if (await buildState.resume()) schedule.runInBackground();
      });
    },

    /** Rebuilds the guides, in the background, that were built with other options. */
    async followOptions(): Promise<void> {
      await buildState.start();
      follower.invalidate();
      schedule.runInBackground();
    },

    /** Ends what runs in the background. */
    async stop(): Promise<void> {
      invalidation.stop();
      await schedule.stop(() => Promise.all([follower.settled(), builds.settled()]));
      cache.clear();
      locales.clear();
    },
  };
};

/**
 * Creates the finished guides: rebuilt and stored when something that they show is written, and cached when they are
 * read. `docs/read-model.md` says what is stored, when a guide is stale and what happens after a failure.
 *
 * Readers of this process see its writes as soon as the write returns, and those of other processes after
 * `cache.maxStaleMs` at the latest. Lists look names up and do not wait for the rebuild of other guides.
 */
export const createReadModel = (strapi: Strapi, options: ReadModelOptions) => {
  const parts = createParts(strapi, options);
  return {
    ...createIndexReads(parts),
    ...createDelivery(parts),
    ...createUpdates(parts),
    ...createRetirements(parts),
    ...createVacancies(parts),
  };
};

export type Guides = ReturnType<typeof createReadModel>;

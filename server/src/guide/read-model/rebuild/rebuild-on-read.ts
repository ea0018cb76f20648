import type { AsyncResource } from 'node:async_hooks';
import type { Strapi } from '../../../plugin';
import { isInTransaction } from '../../../strapi-internals/database';
import type { GuideIndexEntry } from '../../guide-index';
import type { GuideStates } from '../cache/guide-states';
import type { LocaleCache } from '../cache/locale-cache';
import type { LogFollower } from '../cache/log-follower';
import type { GuideTable } from '../store/guide-table';
import type { Retries } from './retries';
import type { RunningBuilds } from './running-builds';

export interface RebuildOnReadContext {
  strapi: Strapi;
  table: GuideTable;
  locales: LocaleCache;
  follower: LogFollower;
  states: GuideStates;
  retries: Retries;
  builds: RunningBuilds;
  /** The scope outside the transaction of the caller, since others wait for the same rebuild. */
  detached: AsyncResource;
}

/** Rebuilds the stale ones of some guides that a reader has requested. One that cannot be rebuilt now stays as it was. */
const rebuildStale = async (context: RebuildOnReadContext, stale: GuideIndexEntry[]): Promise<void> => {
  const { table, locales, states, retries, builds } = context;
  const readRows = async (entries: GuideIndexEntry[]): Promise<void> =>
    locales.put(await table.ofIds(entries.map(({ id }) => id)));
  // The background rebuild may have rebuilt them.
  await readRows(stale);
  const left = stale.filter((entry) => states.staleReason(entry) !== undefined && !retries.isWaiting(entry));
  if (left.length === 0) return;
  await builds.build(left.map(({ article, locale }) => ({ article, locale }))).catch(() => {});
  await readRows(left);
};

/**
 * Returns the present entries of some guides, whose stale ones are rebuilt first.
 *
 * @returns undefined for a guide that was just withdrawn
 */
export const refreshEntries = async (
  context: RebuildOnReadContext,
  entries: readonly GuideIndexEntry[]
): Promise<(GuideIndexEntry | undefined)[]> => {
  const { strapi, locales, follower, states, detached } = context;
  const stale = entries.filter((entry) => states.staleReason(entry) !== undefined);
  if (stale.length === 0 || isInTransaction(strapi)) return [...entries];
  await detached.runInAsyncScope(() => rebuildStale(context, stale));
  return entries.map((entry) =>
    follower.snapshot?.isWithdrawn(entry) ? undefined : locales.guide(entry.locale, entry.id)?.entry
  );
};

import { setImmediate } from 'node:timers/promises';
import { guideKey, type GuideKey } from '../key';
import { BATCH } from './build';
import type { BuildState } from './build-state';
import { inParts } from './database';
import type { Invalidations, OpenInvalidation } from './invalidations';
import type { Retries } from './retries';
import { articleIn, concerns, isStaleBy, staleBy, URGENCIES, type Urgency } from './staleness';
import type { StoredGuide, Table } from './table';

export interface SweepOptions {
  table: Table;
  invalidations: Invalidations;
  retries: Retries;
  builds: BuildState;
  /** Numbers what was committed. */
  accept: () => Promise<unknown>;
  /** Guides whose own article was written. */
  findUrgent: (open: OpenInvalidation[]) => Promise<GuideKey[]>;
  /** Rebuilds guides; gives the keys of those that are in line with what was committed before. */
  build: (keys: GuideKey[]) => Promise<ReadonlySet<string>>;
  /** Goes up with each write of this process, which comes first. */
  generation: () => number;
  isStopped: () => boolean;
  /** Leaves the process to its readers for a moment. */
  pause: () => Promise<void>;
}

/**
 * Rebuilds in the background what nobody has asked for yet: guides whose article was written, then what shows something
 * that was written, then what another release has built. Only when no guide is left that an invalidation is about, it
 * is done.
 */
export const createSweep = ({
  table,
  invalidations,
  retries,
  builds,
  accept,
  findUrgent,
  build,
  generation,
  isStopped,
  pause,
}: SweepOptions) => {
  const { isWaiting } = retries;

  /** @returns whether something more urgent has come in between */
  const buildAll = async (keys: GuideKey[], done: Set<string>): Promise<boolean> => {
    const started = generation();
    for (const part of inParts(keys, BATCH)) {
      for (const key of await build(part)) done.add(key);
      // Readers first.
      await setImmediate();
      if (generation() !== started || isStopped()) return true;
    }
    return false;
  };

  const byUrgency = (open: OpenInvalidation[], rows: StoredGuide[]): GuideKey[] => {
    const groups: Record<Urgency, GuideKey[]> = { own: [], shown: [], linked: [] };
    for (const row of rows) {
      const urgency = staleBy(open, row);
      if (urgency) groups[urgency].push({ article: row.article, locale: row.language });
    }
    return URGENCIES.flatMap((urgency) => groups[urgency]);
  };

  /** Rebuilds what open invalidations are about. */
  const sweepOpen = async (): Promise<void> => {
    /** Articles without a guide, which are in line with that. */
    let done = new Set<string>();
    let paused = -1;
    for (let seen = -1; !isStopped();) {
      if (seen !== generation()) done = new Set();
      seen = generation();
      await accept();
      const open = await invalidations.open();
      if (open.length === 0) return;
      const urgent = (await findUrgent(open)).filter((key) => !done.has(guideKey(key)));
      if (
        await buildAll(
          urgent.filter((key) => !isWaiting(key)),
          done
        )
      )
        continue;
      if (paused !== seen) {
        paused = seen;
        await pause();
        continue;
      }
      const failed = urgent.filter((key) => !done.has(guideKey(key)));
      const rows = await table.dependents(open);
      const stale = byUrgency(open, rows).filter((key) => !isWaiting(key));
      const progress = new Set<string>();
      // Without any progress, another process stores the same guides; it ends their invalidations, too.
      if (stale.length > 0 && ((await buildAll(stale, progress)) || progress.size > 0)) continue;
      // What is left waits for its next attempt.
      const isLeft = (invalidation: OpenInvalidation): boolean =>
        rows.some((row) => isStaleBy(invalidation, row)) ||
        failed.some(({ article, locale }) => {
          const written = articleIn(invalidation.name);
          return written?.article === article && concerns(written, locale);
        });
      const finished = open.filter((each) => !isLeft(each));
      if (finished.length > 0) await invalidations.finish(finished.map(({ id }) => id));
      if (finished.length < open.length) return;
    }
  };

  let after = 0;
  /** Guides that were rebuilt since the first row was looked at. */
  let rebuilt = 0;

  /** After the last row: ends the rebuild of everything, unless guides are left that another pass can rebuild. */
  const endPass = async (): Promise<void> => {
    const hasProgress = rebuilt > 0;
    after = 0;
    rebuilt = 0;
    // Some wait for their next attempt.
    if (retries.nextAttempt() !== undefined) return;
    // Another process may have stored a row of another build meanwhile.
    const left = hasProgress ? await table.otherBuilds(builds.current(), 0, 1) : [];
    if (left.length === 0) await builds.finish();
  };

  /** @returns whether everything is of the present build, or waits for another attempt */
  const sweepBuilds = async (): Promise<boolean> => {
    const started = generation();
    while (builds.isRunning() && !isStopped()) {
      const rows = await table.otherBuilds(builds.current(), after, BATCH);
      const last = rows.at(-1);
      if (!last) {
        await endPass();
        if (retries.nextAttempt() !== undefined) return true;
        continue;
      }
      const done = await build(rows.map(({ article, language }) => ({ article, locale: language })));
      rebuilt += done.size;
      after = last.id;
      await setImmediate();
      if (generation() !== started) return false;
    }
    return true;
  };

  /**
   * Another process may have rebuilt what has failed here. Nothing but an attempt shows that, and until then this
   * process would go on attempting.
   */
  const attemptDue = async (): Promise<void> => {
    for (const key of retries.due()) if (!isStopped()) await build([key]);
  };

  return async (): Promise<void> => {
    do await sweepOpen();
    while (!isStopped() && !(await sweepBuilds()));
    await attemptDue();
  };
};

import { setImmediate } from 'node:timers/promises';
import { guideKey, type GuideKey } from '../../key';
import {
  articleIn,
  concerns,
  isStaleBy,
  staleBy,
  STALE_REASONS,
  type Dependent,
  type Invalidation,
} from '../staleness';
import type { StoredGuide } from '../store/guide-row';
import type { OpenInvalidation } from '../store/invalidation-log';
import type { BuildState } from './build-state';
import { BATCH_SIZE } from './guide-builder';
import type { Retries } from './retries';

export interface BackgroundRebuildContext {
  retries: Pick<Retries, 'isWaiting' | 'nextAttempt' | 'due'>;
  builds: Pick<BuildState, 'current' | 'isRunning' | 'finish'>;
  /** Numbers what was committed, and returns what is not finished. */
  readOpen: () => Promise<OpenInvalidation[]>;
  finish: (ids: number[]) => Promise<void>;
  /** Returns the guides whose own article was written. */
  findUnbuilt: (open: OpenInvalidation[]) => Promise<GuideKey[]>;
  findStale: (open: OpenInvalidation[]) => Promise<StoredGuide[]>;
  findOtherBuilds: (
    build: string,
    after: number,
    limit: number
  ) => Promise<{ id: number; article: string; language: string }[]>;
  /** Rebuilds guides; returns the keys of those that are in line with what was committed before. */
  build: (keys: GuideKey[]) => Promise<ReadonlySet<string>>;
  /** Incremented by each write of this process, which takes precedence. */
  generation: () => number;
  isStopped: () => boolean;
  /** Yields to readers after a write. */
  pause: () => Promise<void>;
}

/** Returns the stale guides among some rows, the most urgent first. */
export const byUrgency = (open: readonly Invalidation[], rows: readonly Dependent[]): GuideKey[] => {
  const reasons = new Map(rows.map((row) => [row, staleBy(open, row)]));
  return STALE_REASONS.flatMap((reason) =>
    rows
      .filter((row) => reasons.get(row) === reason)
      .map(({ article, language }) => ({ article, locale: language }))
  );
};

/**
 * Returns the invalidations that every guide includes.
 *
 * @param rows the guides that were stale
 * @param unbuilt the guides whose own article was written and that are not built yet
 */
export const findFinished = (
  open: readonly OpenInvalidation[],
  rows: readonly Dependent[],
  unbuilt: readonly GuideKey[]
): OpenInvalidation[] =>
  open.filter((invalidation) => {
    const written = articleIn(invalidation.name);
    const isLeft =
      rows.some((row) => isStaleBy(invalidation, row)) ||
      unbuilt.some(({ article, locale }) => written?.article === article && concerns(written, locale));
    return !isLeft;
  });

/**
 * Rebuilds the stale guides that nobody has requested: first those whose own article was written, then those that show a
 * document that was written, then those of another build. An invalidation is finished when it makes no guide stale.
 */
export class BackgroundRebuild {
  /** The id of the last row that was compared with the build. */
  #lastId = 0;
  /** How many guides were rebuilt since the first row was compared. */
  #rebuilt = 0;

  constructor(private readonly context: BackgroundRebuildContext) {}

  async run(): Promise<void> {
    do await this.#rebuildInvalidated();
    while (!this.context.isStopped() && !(await this.#rebuildOtherBuilds()));
    await this.#retryDue();
  }

  /** @param done gets the keys of the guides that are in line. @returns whether a write has interrupted it */
  async #buildInBatches(keys: GuideKey[], done: Set<string>): Promise<boolean> {
    const { generation, build, isStopped } = this.context;
    const started = generation();
    for (let at = 0; at < keys.length; at += BATCH_SIZE) {
      for (const key of await build(keys.slice(at, at + BATCH_SIZE))) done.add(key);
      // Readers take precedence.
      await setImmediate();
      if (generation() !== started || isStopped()) return true;
    }
    return false;
  }

  /** Rebuilds what open invalidations make stale. */
  async #rebuildInvalidated(): Promise<void> {
    const { generation, retries, readOpen, findUnbuilt, findStale, finish } = this.context;
    const isReady = (key: GuideKey): boolean => !retries.isWaiting(key);
    /** Articles without a guide, which are in line with that. */
    let done = new Set<string>();
    let paused = -1;
    for (let seen = -1; !this.context.isStopped();) {
      if (seen !== generation()) done = new Set();
      seen = generation();
      const open = await readOpen();
      if (open.length === 0) return;
      const unbuilt = (await findUnbuilt(open)).filter((key) => !done.has(guideKey(key)));
      if (await this.#buildInBatches(unbuilt.filter(isReady), done)) continue;
      if (paused !== seen) {
        paused = seen;
        await this.context.pause();
        continue;
      }
      const failed = unbuilt.filter((key) => !done.has(guideKey(key)));
      const rows = await findStale(open);
      const stale = byUrgency(open, rows).filter(isReady);
      const progress = new Set<string>();
      // Without any progress, another process stores the same guides; it finishes their invalidations, too.
      if (stale.length > 0 && ((await this.#buildInBatches(stale, progress)) || progress.size > 0)) continue;
      // The guides that are left wait for their next attempt.
      const finished = findFinished(open, rows, failed);
      if (finished.length > 0) await finish(finished.map(({ id }) => id));
      if (finished.length < open.length) return;
    }
  }

  /** @returns whether every guide is of the present build or waits for its next attempt */
  async #rebuildOtherBuilds(): Promise<boolean> {
    const { builds, retries, generation, findOtherBuilds, build } = this.context;
    const started = generation();
    while (builds.isRunning && !this.context.isStopped()) {
      const rows = await findOtherBuilds(builds.current, this.#lastId, BATCH_SIZE);
      const last = rows.at(-1);
      if (!last) {
        await this.#endPass();
        if (retries.nextAttempt() !== undefined) return true;
        continue;
      }
      const done = await build(rows.map(({ article, language }) => ({ article, locale: language })));
      this.#rebuilt += done.size;
      this.#lastId = last.id;
      await setImmediate();
      if (generation() !== started) return false;
    }
    return true;
  }

  /** Ends the rebuild of everything after the last row, unless guides are left that another pass can rebuild. */
  async #endPass(): Promise<void> {
    const { builds, retries, findOtherBuilds } = this.context;
    const hasProgress = this.#rebuilt > 0;
    this.#lastId = 0;
    this.#rebuilt = 0;
    // Some wait for their next attempt.
    if (retries.nextAttempt() !== undefined) return;
    // Another process may have stored a row of another build meanwhile.
    const left = hasProgress ? await findOtherBuilds(builds.current, 0, 1) : [];
    if (left.length === 0) await builds.finish();
  }

  /**
   * Another process may have rebuilt what has failed here. Only an attempt shows that, and until then this process would
   * go on attempting.
   */
  async #retryDue(): Promise<void> {
    for (const key of this.context.retries.due()) {
      if (!this.context.isStopped()) await this.context.build([key]);
    }
  }
}

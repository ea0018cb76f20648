import type { Strapi } from '../../../plugin';
import type { GuideContentError } from '../../content-error';
import { guideKey, type GuideKey } from '../../key';
import type { AssembledGuide } from '../../types';
import { updateCards } from '../linked-cards';
import { findStamps } from '../published-articles';
import { staleBy } from '../staleness';
import type { StoredGuide } from '../store/guide-row';
import type { GuideTable } from '../store/guide-table';
import type { InvalidationLog, OpenInvalidation } from '../store/invalidation-log';
import { storeGuides } from '../store/store-guides';
import { toFailedGuide, toReadyGuide, toRemovedGuide, type BuiltGuide } from './built-guide';
import { reasonOf, type Retries } from './retries';

export type Assemble = (
  keys: GuideKey[],
  onContentError: (error: GuideContentError) => void
) => Promise<Map<string, AssembledGuide>>;

/** How many guides are built and stored together: enough to share statements, few enough not to block readers. */
export const BATCH_SIZE = 25;

export interface BuilderContext {
  strapi: Strapi;
  table: GuideTable;
  log: InvalidationLog;
  retries: Retries;
  assemble: Assemble;
}

/** Selects the stale guides of a batch, and those of them in which only cards of other articles are stale. */
export const selectStale = (
  keys: GuideKey[],
  rows: ReadonlyMap<string, StoredGuide>,
  open: readonly OpenInvalidation[],
  build: string
): { stale: GuideKey[]; linked: StoredGuide[] } => {
  // A reader or another process may have rebuilt it since it was found stale.
  const stale = keys.filter((key) => {
    const row = rows.get(guideKey(key));
    return row === undefined || row.build !== build || staleBy(open, row) !== undefined;
  });
  const linked = [...rows.values()].filter(
    (row) => row.build === build && row.failure === null && staleBy(open, row) === 'linked'
  );
  return { stale, linked };
};

/**
 * Rebuilds guides. What goes into them is read without a transaction, after the counter; storing them is a short
 * transaction of its own. A write in between gets a number above that counter, so the guide is stale again.
 *
 * A failure never removes a guide. After a failure of the database the last good guide stays, and the rebuild is retried
 * with growing delays, without blocking others. Invalid content is reported and waits until the article is written.
 */
export class GuideBuilder {
  #rebuilds = 0;

  constructor(private readonly context: BuilderContext) {}

  /** How many guides this process has stored; one that another process had already rebuilt does not count. */
  get rebuilds(): number {
    return this.#rebuilds;
  }

  /**
   * Rebuilds guides, except those that wait for their next attempt.
   *
   * @returns the keys of those that are in line with what was committed before the call
   * @throws the error of the database if none of several could be rebuilt
   */
  async build(keys: GuideKey[], build: string): Promise<Set<string>> {
    const ready = keys.filter((key) => !this.context.retries.isWaiting(key));
    return ready.length > 0 ? this.#buildOneByOneAfterFailure(ready, build) : new Set();
  }

  async #buildOneByOneAfterFailure(keys: GuideKey[], build: string): Promise<Set<string>> {
    const { retries } = this.context;
    try {
      const done = await this.#buildBatch(keys, build);
      for (const key of done) retries.succeed(key);
      return done;
    } catch (error) {
      if (keys.length === 1) {
        this.#retryLater(keys[0]!, error);
        return new Set();
      }
      const done = new Set<string>();
      for (const key of keys) {
        for (const each of await this.#buildOneByOneAfterFailure([key], build)) done.add(each);
      }
      // Not a problem of one guide, but of the database.
      if (done.size === 0) throw error;
      return done;
    }
  }

  #retryLater(key: GuideKey, error: unknown): void {
    const { strapi, retries } = this.context;
    retries.fail(key, (delay) =>
      strapi.log.warn(
        `[career-field] The guide of article ${key.article} (${key.locale}) could not be rebuilt. The last one stays and the next attempt follows in ${delay} ms: ${reasonOf(error)}`
      )
    );
  }

  /** @returns the keys that were stored, or that need no change */
  async #buildBatch(keys: GuideKey[], build: string): Promise<Set<string>> {
    const { table, log } = this.context;
    // The counter before everything else: it becomes the basis.
    const basis = await log.counter();
    const open = await log.open();
    const rows = new Map((await table.ofKeys(keys.map(guideKey))).map((row) => [row.key, row]));
    const now = new Date().toISOString();
    const { stale, linked } = selectStale(keys, rows, open, build);
    const updated = linked.length > 0 ? await updateCards(table, linked, open, now) : [];
    const isUpdated = new Set(updated.map(guideKey));
    const others = stale.filter((key) => !isUpdated.has(guideKey(key)));
    const built = [...updated, ...(others.length > 0 ? await this.#assemble(others, rows, now) : [])];
    const done =
      built.length > 0 ? await storeGuides(this.context, built, { basis, build }) : new Set<string>();
    this.#rebuilds += done.size;
    const isBuilt = new Set(built.map(guideKey));
    for (const key of keys) if (!isBuilt.has(guideKey(key))) done.add(guideKey(key));
    return done;
  }

  async #assemble(
    keys: GuideKey[],
    rows: ReadonlyMap<string, StoredGuide>,
    now: string
  ): Promise<BuiltGuide[]> {
    const { strapi, assemble } = this.context;
    // Before the articles themselves: if one is written in between, its old stamp shows that.
    const stamps = await findStamps(strapi, keys);
    const failures = new Map<string, string>();
    const assembled = await assemble(keys, ({ key, message }) => {
      failures.set(guideKey(key), message);
    });
    return keys.flatMap((key): BuiltGuide[] => {
      const name = guideKey(key);
      const stored = rows.get(name);
      const failure = failures.get(name);
      const stamp = stamps.get(name);
      if (failure !== undefined) {
        if (stored?.failure !== failure) {
          strapi.log.error(
            `[career-field] ${failure} The last good guide stays as it is until the article is written again.`
          );
        }
        return [toFailedGuide(key, stored, { failure, stamp })];
      }
      const guide = assembled.get(name);
      const built = guide
        ? toReadyGuide(key, stored, guide, { now, stamp })
        : toRemovedGuide(key, stored, now);
      return built ? [built] : [];
    });
  }
}

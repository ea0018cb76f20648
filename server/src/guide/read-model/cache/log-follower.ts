import type { AsyncResource } from 'node:async_hooks';
import type { Strapi } from '../../../plugin';
import { isInTransaction } from '../../../strapi-internals/database';
import type { GuideKey } from '../../key';
import { findDifferences } from '../invalidation/reconcile';
import { findWithdrawn } from '../published-articles';
import { CoalescedTask } from '../rebuild/coalesced-task';
import type { Snapshot } from '../rebuild/read-your-writes';
import type { GuideTable } from '../store/guide-table';
import { RETAINED, type InvalidationLog, type OpenInvalidation } from '../store/invalidation-log';
import type { LocaleCache } from './locale-cache';
import { withReadTimeout } from './read-timeout';

/** The log as this process last read it; the cached languages include it. */
export interface LogSnapshot extends Snapshot {
  counter: number;
  isWithdrawn: (key: GuideKey) => boolean;
  /** By `performance.now()`: when it was read, and when it last was different. */
  checkedAt: number;
  changedAt: number;
}

/** What else this process knows by the log. */
export interface LogReader {
  /** Reads what was written. @param written the names of the log; undefined if they are not known */
  follow(written: readonly string[] | undefined): Promise<void>;
}

export interface LogFollowerContext {
  strapi: Strapi;
  table: GuideTable;
  log: InvalidationLog;
  locales: LocaleCache;
  others: readonly LogReader[];
  /** The scope outside the transaction of the caller, since others wait for the same read. */
  detached: AsyncResource;
  /** For how long a snapshot may be served without reading the log, in milliseconds. */
  maxStaleMs: number;
  /** Is called after the log was read. */
  onRead: (snapshot: LogSnapshot) => void;
}

/** Follows the log: how a process learns of the writes of all processes, and applies them to its cache. */
export class LogFollower {
  #snapshot: LogSnapshot | undefined;
  /** Incremented by each write of this process, and by each rebuild that a reader has waited for. */
  #generation = 0;
  #readGeneration = -1;
  /** The generation at which the last read began. */
  #startedGeneration = -1;
  readonly #read: CoalescedTask;
  readonly #loading = new Map<string, Promise<void>>();

  constructor(private readonly context: LogFollowerContext) {
    this.#read = new CoalescedTask(context.detached, () => this.#readLog());
  }

  /** The last snapshot, however old it is. */
  get snapshot(): LogSnapshot | undefined {
    return this.#snapshot;
  }

  /** Returns the snapshot without a statement to the database, or undefined if it is too old. */
  peek(): LogSnapshot | undefined {
    const { maxStaleMs } = this.context;
    if (!this.#snapshot || this.#readGeneration !== this.#generation) return undefined;
    const age = performance.now() - this.#snapshot.checkedAt;
    if (age > maxStaleMs) return undefined;
    // Early, so that hardly any reader has to wait for it.
    if (age > maxStaleMs / 2 && !this.#read.running) this.refresh().catch(() => {});
    return this.#snapshot;
  }

  /** Returns a snapshot that includes the last writes of this process. */
  async readFresh(): Promise<LogSnapshot> {
    const found = this.peek();
    if (found) return found;
    // Inside a transaction of the caller the last snapshot must do: on SQLite there is no second connection, and
    // uncommitted rows must not be cached.
    if (!isInTransaction(this.context.strapi) || !this.#snapshot) await this.refresh();
    return this.#snapshot!;
  }

  /** Requires a read that begins from now on: the last one lacks a write of this process. */
  invalidate(): void {
    this.#generation += 1;
  }

  /** Makes the next reader read the log, without waiting for a read that begins from now on. */
  expire(): void {
    if (this.#snapshot) this.#snapshot.checkedAt = Number.NEGATIVE_INFINITY;
  }

  /** Waits for a read that begins after the last write of this process, and for no other one, however many follow. */
  refresh(): Promise<void> {
    const { running } = this.#read;
    return running && this.#startedGeneration === this.#generation ? running : this.#read.run();
  }

  /** Numbers what was committed. @returns the counter */
  numberCommitted(): Promise<number> {
    const { strapi, table, log } = this.context;
    return log.numberCommitted(() => findDifferences(strapi, table));
  }

  /** Loads a language into the cache, once for all that wait for it. */
  loadLocale(locale: string): Promise<void> {
    const { locales, detached } = this.context;
    let load = this.#loading.get(locale);
    if (!load) {
      load = detached
        .runInAsyncScope(() => withReadTimeout(locales.load(locale), () => locales.abandonLoad(locale)))
        .finally(() => this.#loading.delete(locale));
      this.#loading.set(locale, load);
    }
    return load;
  }

  /** Waits for the reads that are under way, whether they fail or not. */
  settled(): Promise<void> {
    return this.#read.settled();
  }

  async #readLog(): Promise<void> {
    const { locales, onRead } = this.context;
    const generation = this.#generation;
    this.#startedGeneration = generation;
    const read = { isAbandoned: false };
    await withReadTimeout(this.#load(read), () => {
      read.isAbandoned = true;
      // Applying the change may hang, too.
      locales.clear();
    });
    this.#readGeneration = generation;
    onRead(this.#snapshot!);
  }

  /** Reads what has changed since the last read, and applies it to the cache. */
  async #load(read: { isAbandoned: boolean }): Promise<void> {
    const { strapi, table, log, locales, others } = this.context;
    const checkedAt = performance.now();
    const counter = await this.numberCommitted();
    if (read.isAbandoned) return;
    const before = this.#snapshot;
    if (before?.counter === counter) {
      before.checkedAt = checkedAt;
      return;
    }
    // The log of so long ago is not complete any more.
    const isGap = before !== undefined && counter - before.counter > RETAINED;
    if (isGap) locales.clear();
    // Before the log is read: a language that is loaded later reads a later state itself.
    const codes = locales.codes();
    const written = before ? await log.since(before.counter) : [];
    const open: OpenInvalidation[] = await log.open();
    const isWithdrawn = await findWithdrawn(strapi, open);
    const rows = before && codes.length > 0 ? await table.changedSince(before.counter, codes) : [];
    if (read.isAbandoned) return;
    const names = written.map(({ name }) => name);
    for (const other of others) await other.follow(before && !isGap ? names : undefined);
    await locales.apply({ rows, written: names, open, isWithdrawn });
    if (read.isAbandoned) return;
    this.#snapshot = { counter, open, isWithdrawn, settled: new Set(), checkedAt, changedAt: checkedAt };
  }
}

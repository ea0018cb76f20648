import type { AsyncResource } from 'node:async_hooks';
import type { Strapi } from '../../../plugin';
import type { GuideKey } from '../../key';
import { findDifferences } from '../invalidation/reconcile';
import { findWithdrawn } from '../published-articles';
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

export interface LogFollowerContext {
  strapi: Strapi;
  table: GuideTable;
  log: InvalidationLog;
  locales: LocaleCache;
  /** The scope outside the transaction of the caller, since others wait for the same read. */
  detached: AsyncResource;
  /** For how long a snapshot may be served without reading the log, in milliseconds. */
  maxStaleMs: number;
  /** Is called after the log was read. */
  onRead: (snapshot: LogSnapshot) => void;
}

/** A read of the log, with the generation that it began at. */
interface Read {
  generation: number;
  done: Promise<void>;
  isAbandoned: boolean;
}

/** Follows the log: how a process learns of the writes of all processes, and applies them to its cache. */
export class LogFollower {
  readonly #context: LogFollowerContext;
  #snapshot: LogSnapshot | undefined;
  /** Incremented by each write of this process, and by each rebuild that a reader has waited for. */
  #generation = 0;
  #readGeneration = -1;
  /** The read that is under way, and the one that has yet to begin. */
  #running: Read | undefined;
  #next: Promise<void> | undefined;
  readonly #loading = new Map<string, Promise<void>>();

  constructor(context: LogFollowerContext) {
    this.#context = context;
  }

  /** The last snapshot, however old it is. */
  get snapshot(): LogSnapshot | undefined {
    return this.#snapshot;
  }

  /** Returns the snapshot without a statement to the database, or undefined if it is too old. */
  peek(): LogSnapshot | undefined {
    const { maxStaleMs } = this.#context;
    if (!this.#snapshot || this.#readGeneration !== this.#generation) return undefined;
    const age = performance.now() - this.#snapshot.checkedAt;
    if (age > maxStaleMs) return undefined;
    // Early, so that hardly any reader has to wait for it.
    if (age > maxStaleMs / 2 && !this.#running) this.refresh().catch(() => {});
    return this.#snapshot;
  }

  /** Returns a snapshot that includes the last writes of this process. */
  async readFresh(): Promise<LogSnapshot> {
    const found = this.peek();
    if (found) return found;
    // Inside a transaction of the caller the last snapshot must do: on SQLite there is no second connection, and
    // uncommitted rows must not be cached.
    if (!this.#context.strapi.db.inTransaction() || !this.#snapshot) await this.refresh();
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
    if (this.#running && this.#running.generation === this.#generation) return this.#running.done;
    this.#next ??= this.#context.detached.runInAsyncScope(() => this.#readNext());
    return this.#next;
  }

  /** Numbers what was committed. @returns the counter */
  numberCommitted(): Promise<number> {
    const { strapi, table, log } = this.#context;
    return log.numberCommitted(() => findDifferences(strapi, table));
  }

  /** Loads a language into the cache, once for all that wait for it. */
  loadLocale(locale: string): Promise<void> {
    const { locales, detached } = this.#context;
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
  async settled(): Promise<void> {
    await Promise.allSettled([this.#running?.done, this.#next]);
  }

  /** Reads after the read that is under way. */
  async #readNext(): Promise<void> {
    await this.#running?.done.catch(() => {});
    const { locales, onRead } = this.#context;
    const own: Read = { generation: this.#generation, done: this.#next!, isAbandoned: false };
    this.#running = own;
    this.#next = undefined;
    try {
      await withReadTimeout(this.#load(own), () => {
        own.isAbandoned = true;
        // Applying the change may hang, too.
        locales.clear();
      });
      this.#readGeneration = own.generation;
    } finally {
      this.#running = undefined;
    }
    onRead(this.#snapshot!);
  }

  /** Reads what has changed since the last read, and applies it to the cache. */
  async #load(read: Read): Promise<void> {
    const { strapi, table, log, locales } = this.#context;
    const checkedAt = performance.now();
    const counter = await this.numberCommitted();
    if (read.isAbandoned) return;
    const before = this.#snapshot;
    if (before?.counter === counter) {
      before.checkedAt = checkedAt;
      return;
    }
    // The log of so long ago is not complete any more.
    if (before && counter - before.counter > RETAINED) locales.clear();
    // Before the log is read: a language that is loaded later reads a later state itself.
    const codes = locales.codes();
    const written = before ? await log.since(before.counter) : [];
    const open: OpenInvalidation[] = await log.open();
    const isWithdrawn = await findWithdrawn(strapi, open);
    const rows = before && codes.length > 0 ? await table.changedSince(before.counter, codes) : [];
    if (read.isAbandoned) return;
    await locales.apply({ rows, written: written.map(({ name }) => name), open, isWithdrawn });
    if (read.isAbandoned) return;
    this.#snapshot = { counter, open, isWithdrawn, settled: new Set(), checkedAt, changedAt: checkedAt };
  }
}

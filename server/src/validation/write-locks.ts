import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { PublicType } from '../../../content-types';
import { inWriteScope } from '../model/write-scope';
import { uidOf, type Strapi } from '../plugin';
import {
  databaseClient,
  inParts,
  isInTransaction,
  type DatabaseClient,
  type Transaction,
} from '../strapi-internals/database';
import { TypeTable } from '../strapi-internals/type-table';
import { writeConflictOf } from '../strapi-internals/write-conflicts';
import { createConflictError } from './errors';
import { findRows, planLocks, type Lock, type LockedRow, type WriteTarget } from './lock-plan';
import { inTurn } from './turns';

/*
 * Two writes of documents that reference each other must not wait for each other. A publish deletes rows and inserts
 * new ones, and each row of a join table takes a lock on the rows of both sides, in an order that Strapi does not define.
 * So a write first locks everything that it needs, in one order: the rows of its documents, and the rows of what
 * they reference, stored or to be stored. That also shows what another process has deleted or replaced, before anything
 * is done with it.
 *
 * SQLite has one writer at a time. There, a statement that writes nothing makes the transaction the writer from the
 * start; one that has read before it writes could not wait for another process.
 */

/** Transactions that the database rolled back because of another one, before the writer gets an error. */
const MAX_REPEATS = 8;

/** Starts because the rows had been replaced before they were locked. Each means that another write was completed. */
const MAX_STARTS = 100;

/** The longest pause before the first repeat; it grows with each. */
const PAUSE_MS = 20;

/** The rows have been replaced since they were looked for. */
class StaleLocks extends Error {}

interface Held {
  /** The documents whose rows the transaction has locked, by type and documentId. */
  keys: Set<string>;
  isOver: boolean;
}

const held = new AsyncLocalStorage<Held>();

const keysOf = ({ type, documentIds }: WriteTarget): string[] =>
  documentIds.map((documentId) => `${type} ${documentId}`);

/** One text for the rows of a type, another one after each change of one of them. */
const stateOf = (rows: LockedRow[]): string =>
  rows
    .map(({ id, updatedAt }) => `${id} ${new Date(updatedAt as string).getTime()}`)
    .sort()
    .join();

export class WriteLocks {
  private readonly client: DatabaseClient;

  constructor(private readonly strapi: Strapi) {
    this.client = databaseClient(strapi);
  }

  /**
   * Runs a write in a transaction that has locked all that the write needs.
   *
   * When the database has rolled the transaction back because of another one, it is started again. In a transaction of
   * the caller, the rows are locked as well, and such an error is the caller's.
   *
   * @param run is called again for each new transaction, with the number of times that it was called before
   * @throws a ConflictError when the other writes do not come to an end
   */
  async run<Result>(target: WriteTarget, run: (before: number) => Promise<Result>): Promise<Result> {
    const keys = keysOf(target);
    if (!isInTransaction(this.strapi)) return this.runWithRepeats(target, keys, run);
    const current = held.getStore();
    const isHeld = current && !current.isOver && keys.every((key) => current.keys.has(key));
    return (await this.strapi.db.transaction(({ trx }) =>
      inTurn(trx, () => (isHeld ? inWriteScope(() => run(0)) : this.runInside(target, () => run(0))))
    )) as Result;
  }

  /** Runs a write in a transaction of its own. */
  private async runWithRepeats<Result>(
    target: WriteTarget,
    keys: string[],
    run: (before: number) => Promise<Result>
  ): Promise<Result> {
    let runs = 0;
    let repeats = 0;
    for (let starts = 1; ; starts += 1) {
      const own: Held = { keys: new Set(keys), isOver: false };
      try {
        return await this.runOnce(target, own, () => {
          runs += 1;
          return run(runs - 1);
        });
      } catch (error) {
        if (error instanceof StaleLocks) {
          if (starts < MAX_STARTS) continue;
        } else {
          const conflict = writeConflictOf(error);
          if (!conflict) throw error;
          if (conflict === 'repeatable' && repeats < MAX_REPEATS) {
            repeats += 1;
            // At random: two conflicting writes would conflict again.
            await wait(Math.random() * PAUSE_MS * repeats);
            continue;
          }
        }
        throw createConflictError(this.strapi, 'conflict.busy', { cause: error });
      } finally {
        own.isOver = true;
      }
    }
  }

  private async runOnce<Result>(target: WriteTarget, own: Held, run: () => Promise<Result>): Promise<Result> {
    const locks = this.client === 'sqlite' ? [] : await planLocks(this.strapi, target);
    return (await this.strapi.db.transaction(async ({ trx }) => {
      if (this.client === 'sqlite') await this.becomeWriter(target.type, trx);
      await this.lockAll(locks, trx);
      return held.run(own, () => inWriteScope(run));
    })) as Result;
  }

  /** Runs a write in a transaction of the caller, which cannot be started again. */
  private async runInside<Result>(target: WriteTarget, run: () => Promise<Result>): Promise<Result> {
    if (this.client !== 'sqlite') {
      for (let starts = 1; ; starts += 1) {
        try {
          await this.strapi.db.transaction(async ({ trx }) =>
            this.lockAll(await planLocks(this.strapi, target), trx)
          );
          break;
        } catch (error) {
          if (!(error instanceof StaleLocks)) throw error;
          // Where a transaction goes on seeing what it first saw, another start would not help either.
          if (starts === 3) throw createConflictError(this.strapi, 'conflict.busy', { cause: error });
        }
      }
    }
    return inWriteScope(run);
  }

  private async lockAll(locks: Lock[], trx: Transaction): Promise<void> {
    for (const each of locks) await this.lock(each, trx);
    await this.verify(locks);
  }

  private async lock({ type, rows, isWritten }: Lock, trx: Transaction): Promise<void> {
    const ids = [...new Set(rows.map(({ id }) => Number(id)))].sort((one, other) => one - other);
    const table = new TypeTable(this.strapi, uidOf(type));
    for (const part of inParts(ids)) {
      const query = table.query().select('id').whereIn('id', part).orderBy('id');
      if (isWritten) await query.forUpdate().transacting(trx);
      // What a foreign key locks: it waits for a deletion, and lets others change the row.
      else if (this.client === 'postgres') await query.forKeyShare().transacting(trx);
      else await query.forShare().transacting(trx);
    }
  }

  /** @throws StaleLocks when a document has other rows now than those that were locked */
  private async verify(locks: Lock[]): Promise<void> {
    for (const { type, rows } of locks.filter(({ isWritten }) => isWritten)) {
      const documents = new Set(rows.map(({ documentId }) => documentId));
      const stored = await findRows(this.strapi, type, { documents, rows: new Set() });
      if (stateOf(stored) !== stateOf(rows)) throw new StaleLocks();
    }
  }

  private async becomeWriter(type: PublicType, trx: Transaction): Promise<void> {
    const table = new TypeTable(this.strapi, uidOf(type));
    await table.query().whereNull('id').update({ id: null }).transacting(trx);
  }
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { populateReferences } from '../model/populate';
import { findSelected } from '../model/shared-relations/store';
import { inWriteScope } from '../model/write-scope';
import { isPublicType, uidOf, type Strapi } from '../plugin';
import { writeConflictOf } from '../strapi-internals/write-conflicts';
import { createConflictError } from './errors';
import { referencesIn } from './relations';
import { MAX_INTEGER } from './schema';

/*
 * Two writes of documents that reference each other must not wait for each other. A publish deletes rows and inserts
 * new ones, and each row of a join table takes a lock on the rows of both sides: in which order, Strapi leaves to
 * chance. So a write locks everything that it needs at its start, in one order: the rows of its documents, and the
 * rows of what they reference, stored or to be stored. That also shows what was deleted or replaced by another process
 * before anything is done with it.
 *
 * SQLite has one writer at a time. There, a statement that writes nothing makes the transaction the writer from the
 * start; one that has read before it writes could not wait for another process.
 */

/** What is about to be written. */
export interface WriteTarget {
  type: PublicType;
  /** Documents that exist already; none for a new one. */
  documentIds: string[];
  /** The attributes that are written, as far as the request has some. */
  data?: unknown;
}

/** Transactions that were undone by the database because of another one, before the writer gets an error. */
const MAX_REPEATS = 8;

/** Starts because the rows had been replaced before they were locked. Each means that another write was completed. */
const MAX_STARTS = 100;

/** The longest pause before the first repeat; it grows with each. */
const PAUSE_MS = 20;

/** What one statement takes on every database. */
const PART = 400;

const parts = <Item>(items: Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / PART) }, (_, index) =>
    items.slice(index * PART, (index + 1) * PART)
  );

interface References {
  documents: Set<string>;
  rows: Set<number>;
}

interface Row {
  id: number;
  document_id: string;
  updated_at: unknown;
}

interface Lock {
  type: PublicType;
  rows: Row[];
  /** Whether the rows may be deleted or changed; otherwise they are only referenced. */
  isWritten: boolean;
}

type Transaction = Parameters<ReturnType<Strapi['db']['getConnection']>['transacting']>[0];

/** The rows have been replaced since they were looked for. */
class StaleLocks extends Error {}

interface Held {
  /** The documents whose rows the transaction has locked, by type and documentId. */
  keys: Set<string>;
  isOver: boolean;
}

const held = new AsyncLocalStorage<Held>();

interface Running {
  trx: Transaction;
  isOver: boolean;
}

/** The write that is under way. */
const running = new AsyncLocalStorage<Running>();

/** The last write of each transaction. */
const queues = new WeakMap<Transaction, Promise<unknown>>();

/**
 * Runs the writes of one transaction one after the other, but those that belong to another write at once. Strapi starts
 * the publishes of a bulk action all together: each then inserts relations to rows that another one has just deleted.
 */
const inTurn = async <Result>(trx: Transaction, run: () => Promise<Result>): Promise<Result> => {
  const present = running.getStore();
  if (present && !present.isOver && present.trx === trx) return run();
  const own: Running = { trx, isOver: false };
  const before = queues.get(trx) ?? Promise.resolve();
  const turn = before
    // Its error is told to whoever has started it.
    .catch(() => {})
    .then(() => running.run(own, run))
    .finally(() => {
      own.isOver = true;
    });
  queues.set(trx, turn);
  return turn;
};

const keyOf = (type: PublicType, documentId: string): string => `${type} ${documentId}`;

const isRowId = (id: string | number): boolean => /^\d+$/.test(String(id));

/** One text for the rows of a type, another one after each change of one of them. */
const stateOf = (rows: Row[]): string =>
  rows
    .map(({ id, updated_at }) => `${id} ${new Date(updated_at as string).getTime()}`)
    .sort()
    .join();

export const createWriteLocks = (strapi: Strapi) => {
  const { client } = strapi.db.dialect;

  const tableOf = (type: PublicType): string => strapi.db.metadata.get(uidOf(type)).tableName;

  /** All rows of some documents, each once; inside the transaction that is open, or without one. */
  const rowsOf = async (
    type: PublicType,
    { documents, rows }: References,
    trx?: Transaction
  ): Promise<Row[]> => {
    const find = async (column: 'document_id' | 'id', values: (string | number)[]): Promise<Row[]> => {
      const found: Row[] = [];
      for (const part of parts(values)) {
        const query = strapi.db
          .getConnection(tableOf(type))
          .select('id', 'document_id', 'updated_at')
          .whereIn(column, part);
        found.push(...((await (trx ? query.transacting(trx) : query)) as Row[]));
      }
      return found;
    };
    // A reference to a row stands for its document, whose other rows are locked with it.
    const named = (await find('id', [...rows])).map(({ document_id }) => document_id);
    return find('document_id', [...new Set([...documents, ...named])]);
  };

  /** What stored documents reference, in all their locales, as drafts and published. */
  const storedReferences = async (
    type: PublicType,
    documentIds: string[],
    add: (type: PublicType, id: string | number) => void
  ): Promise<void> => {
    const populate = populateReferences(strapi, uidOf(type));
    if (documentIds.length === 0 || Object.keys(populate).length === 0) return;
    const rows = (await strapi.db.query(uidOf(type)).findMany({
      where: { documentId: { $in: documentIds } },
      select: ['id'],
      populate,
    })) as object[];
    for (const row of rows) {
      for (const each of referencesIn(strapi, uidOf(type), row)) {
        if (isPublicType(each.type)) add(each.type, each.id);
      }
    }
  };

  const plan = async ({ type, documentIds, data }: WriteTarget, trx?: Transaction): Promise<Lock[]> => {
    const references = new Map<PublicType, References>();
    const add = (target: PublicType, id: string | number): void => {
      const known = references.get(target) ?? { documents: new Set(), rows: new Set() };
      // A larger number is no id; that there is no such row is found when the input is validated.
      if (isRowId(id)) known.rows.add(Math.min(Number(id), MAX_INTEGER));
      else known.documents.add(String(id));
      references.set(target, known);
    };
    for (const documentId of documentIds) add(type, documentId);
    await storedReferences(type, documentIds, add);
    // What was chosen and cannot be shown yet may become visible at the same moment.
    for (const [target, selected] of await findSelected(strapi, type, documentIds, trx)) {
      for (const documentId of selected) add(target, documentId);
    }
    for (const each of referencesIn(strapi, uidOf(type), data)) {
      if (isPublicType(each.type)) add(each.type, each.id);
    }
    const locks: Lock[] = [];
    for (const target of PUBLIC_TYPES) {
      const wanted = references.get(target);
      if (!wanted) continue;
      locks.push({
        type: target,
        rows: await rowsOf(target, wanted, trx),
        // Documents of one type that reference each other are locked in the same way, so that one statement can do it.
        isWritten: target === type,
      });
    }
    return locks;
  };

  const lock = async ({ type, rows, isWritten }: Lock, trx: Transaction): Promise<void> => {
    const ids = [...new Set(rows.map(({ id }) => Number(id)))].sort((one, other) => one - other);
    const table = tableOf(type);
    for (const part of parts(ids)) {
      const query = strapi.db.getConnection(table).select('id').whereIn('id', part).orderBy('id');
      if (isWritten) await query.forUpdate().transacting(trx);
      // What a foreign key locks: it waits for a deletion, and lets others change the row.
      else if (client === 'postgres') await query.forKeyShare().transacting(trx);
      else await query.forShare().transacting(trx);
    }
  };

  /** @throws StaleLocks when a document has other rows now than those that were locked */
  const verify = async (locks: Lock[], trx: Transaction): Promise<void> => {
    for (const { type, rows } of locks.filter(({ isWritten }) => isWritten)) {
      const documents = new Set(rows.map(({ document_id }) => document_id));
      const present = await rowsOf(type, { documents, rows: new Set() }, trx);
      if (stateOf(present) !== stateOf(rows)) throw new StaleLocks();
    }
  };

  const lockAll = async (locks: Lock[], trx: Transaction): Promise<void> => {
    for (const each of locks) await lock(each, trx);
    await verify(locks, trx);
  };

  const becomeWriter = async (type: PublicType, trx: Transaction): Promise<void> => {
    await strapi.db.getConnection(tableOf(type)).whereNull('id').update({ id: null }).transacting(trx);
  };

  /** In a transaction of the caller, which cannot be started again. */
  const runInside = async <Result>(target: WriteTarget, run: () => Promise<Result>): Promise<Result> => {
    if (client !== 'sqlite') {
      for (let starts = 1; ; starts += 1) {
        try {
          await strapi.db.transaction(async ({ trx }) => lockAll(await plan(target, trx), trx));
          break;
        } catch (error) {
          if (!(error instanceof StaleLocks)) throw error;
          // Where a transaction goes on seeing what it first saw, another look would not help either.
          if (starts === 3) throw createConflictError(strapi, 'conflict.busy', { cause: error });
        }
      }
    }
    return inWriteScope(run);
  };

  return {
    /**
     * Runs a write in a transaction that has locked all that the write needs.
     *
     * When the database has undone the transaction because of another one, it is started again. In a transaction of
     * the caller, the rows are locked as well, and such an error is the caller's.
     *
     * @param run is called again for each new transaction, with the number of times that it was called before
     * @throws a ConflictError when the other writes do not come to an end
     */
    async run<Result>(target: WriteTarget, run: (before: number) => Promise<Result>): Promise<Result> {
      const keys = target.documentIds.map((documentId) => keyOf(target.type, documentId));
      if (strapi.db.inTransaction()) {
        const present = held.getStore();
        const isHeld = present && !present.isOver && keys.every((key) => present.keys.has(key));
        return (await strapi.db.transaction(({ trx }) =>
          inTurn(trx, () => (isHeld ? inWriteScope(() => run(0)) : runInside(target, () => run(0))))
        )) as Result;
      }
      let runs = 0;
      let repeats = 0;
      for (let starts = 1; ; starts += 1) {
        const own: Held = { keys: new Set(keys), isOver: false };
        try {
          const locks = client === 'sqlite' ? [] : await plan(target);
          return (await strapi.db.transaction(async ({ trx }) => {
            if (client === 'sqlite') await becomeWriter(target.type, trx);
            await lockAll(locks, trx);
            return held.run(own, () =>
              inWriteScope(() => {
                runs += 1;
                return run(runs - 1);
              })
            );
          })) as Result;
        } catch (error) {
          if (error instanceof StaleLocks) {
            if (starts < MAX_STARTS) continue;
          } else {
            const conflict = writeConflictOf(error);
            if (!conflict) throw error;
            if (conflict === 'repeatable' && repeats < MAX_REPEATS) {
              repeats += 1;
              // At random: two that have met would meet again.
              await wait(Math.random() * PAUSE_MS * repeats);
              continue;
            }
          }
          throw createConflictError(strapi, 'conflict.busy', { cause: error });
        } finally {
          own.isOver = true;
        }
      }
    },
  };
};

export type WriteLocks = ReturnType<typeof createWriteLocks>;

import { newDocumentId } from '../../model/document-ids';
import type { Strapi } from '../../plugin';
import { createTableAccess, inParts, type Transaction } from './database';
import type { Invalidation } from './staleness';

/** An invalidation that not every guide has in it yet. */
export interface OpenInvalidation extends Invalidation {
  id: number;
}

interface StoredInvalidation {
  id: number;
  key: string | null;
  name: string;
  sequence: number | null;
}

const COUNTER = 'counter';

/**
 * So many numbers back invalidations are kept after they are done. A rebuild or a read that began before that cannot know
 * what has happened since.
 */
export const RETAINED = 5000;

/**
 * The log of what was written, and the one counter that numbers it and the changes of guides.
 *
 * Writers only add rows, in their own transactions. A row is numbered when a process sees it committed. Numbers are
 * given inside short transactions that begin by raising the counter: its row is locked until their commit, so numbers
 * become visible in their order, whatever commits late and whatever the clocks say.
 */
export const createInvalidations = (strapi: Strapi) => {
  const { table, transact, read, ensureIndex } = createTableAccess(strapi, 'guide-invalidation');

  /** Raises the counter. Until the transaction ends, every other one that raises it waits. */
  const raise = async (trx: Transaction, by: number): Promise<number> => {
    await table()
      .where({ key: COUNTER })
      .update({ sequence: strapi.db.connection.raw('sequence + ?', [by]) })
      .transacting(trx);
    const [row] = (await table().where({ key: COUNTER }).select('sequence').transacting(trx)) as {
      sequence: number;
    }[];
    if (!row) throw new Error('The counter of guides is missing; the next start of the site makes it again.');
    return row.sequence;
  };

  return {
    transact,
    raise,

    /** Adds to the log what was written, as part of the transaction that writes it. */
    async add(names: string[]): Promise<void> {
      if (names.length === 0) return;
      const rows = names.map((name) => ({ document_id: newDocumentId(strapi), name, done: false }));
      await transact(async (trx) => {
        for (const part of inParts(rows, 100)) await table().insert(part).transacting(trx);
      });
    },

    /**
     * Numbers what was committed since the last time.
     *
     * @returns the counter as it is now, and the names that this call has numbered
     */
    async accept(): Promise<{ counter: number; names: string[] }> {
      const rows = await read<StoredInvalidation[]>(
        table().select('id', 'key', 'sequence').where({ key: COUNTER }).orWhereNull('sequence')
      );
      const counter = rows.find(({ key }) => key === COUNTER)?.sequence ?? 0;
      if (rows.every(({ key }) => key === COUNTER)) return { counter, names: [] };
      return transact(async (trx) => {
        const sequence = await raise(trx, 1);
        const pending = (await table()
          .select('id', 'name')
          .whereNull('sequence')
          .transacting(trx)) as StoredInvalidation[];
        for (const ids of inParts(pending.map(({ id }) => id))) {
          await table().whereIn('id', ids).update({ sequence }).transacting(trx);
        }
        return { counter: sequence, names: pending.map(({ name }) => name) };
      });
    },

    /** The counter, without numbering anything. */
    async counter(): Promise<number> {
      const [row] = await read<{ sequence: number }[]>(table().where({ key: COUNTER }).select('sequence'));
      return row?.sequence ?? 0;
    },

    /** What is not done, in the order of its numbers. */
    open: (): Promise<OpenInvalidation[]> =>
      read(
        table()
          .select('id', 'name', 'sequence')
          .where({ done: false })
          .whereNull('key')
          .whereNotNull('sequence')
          .orderBy('sequence')
      ),

    /** What got a number above another one, whether it is done or not. */
    async since(sequence: number, trx?: Transaction): Promise<Invalidation[]> {
      const query = table().select('name', 'sequence').where('sequence', '>', sequence).whereNull('key');
      return trx ? ((await query.transacting(trx)) as Invalidation[]) : read(query);
    },

    /** Ends invalidations that every guide has in it, and forgets what nobody can need any more. */
    async finish(ids: number[]): Promise<void> {
      await transact(async (trx) => {
        const counter = await raise(trx, 1);
        for (const part of inParts(ids)) {
          await table().whereIn('id', part).update({ done: true }).transacting(trx);
        }
        const old = (await table()
          .select('id')
          .where({ done: true })
          .whereNull('key')
          .where('sequence', '<', counter - RETAINED)
          .transacting(trx)) as { id: number }[];
        for (const part of inParts(old.map(({ id }) => id))) {
          await table().whereIn('id', part).delete().transacting(trx);
        }
      });
    },

    /** Prepares the table. The counter starts at a number that every guide is below. */
    async ensure(start: number): Promise<void> {
      await ensureIndex('key_unique', 'key', 'UNIQUE INDEX');
      await ensureIndex('sequence', 'sequence');
      await transact(async (trx) => {
        await table()
          .insert({
            document_id: newDocumentId(strapi),
            key: COUNTER,
            name: COUNTER,
            sequence: start,
            done: true,
          })
          .onConflict('key')
          .ignore()
          .transacting(trx);
      });
    },
  };
};

export type Invalidations = ReturnType<typeof createInvalidations>;

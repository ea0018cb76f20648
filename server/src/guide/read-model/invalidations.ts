import { newDocumentId } from '../../model/document-ids';
import type { Strapi } from '../../plugin';
import { createTableAccess, inParts, type Transaction } from './database';
import { ANY_ARTICLE, type Invalidation } from './staleness';

/** An invalidation that not every guide includes yet. */
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
 * For so many numbers invalidations stay stored after they are done. A rebuild or a read that began before that cannot
 * find out what was written since.
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

  const add = async (names: string[]): Promise<void> => {
    if (names.length === 0) return;
    const rows = names.map((name) => ({ document_id: newDocumentId(strapi), name, done: false }));
    await transact(async (trx) => {
      for (const part of inParts(rows, 100)) await table().insert(part).transacting(trx);
    });
  };

  let counterId: number | undefined;

  /**
   * Runs a short transaction that gives numbers: it begins by raising the counter. Until it ends, every other one that
   * gives numbers waits, and no writer does.
   *
   * @param run is called with the counter after it was raised
   */
  const numbered = async <Result>(
    by: number,
    run: (trx: Transaction, top: number) => Promise<Result>
  ): Promise<Result> => {
    // Before the transaction, which must not read anything before it has the lock. By its id, because MySQL locks the
    // gap before an entry of another index as well, and all rows that writers insert have their place there.
    counterId ??= (await read<{ id: number }[]>(table().where({ key: COUNTER }).select('id')))[0]?.id;
    const id = counterId;
    return transact(async (trx) => {
      const raised = await table()
        .where({ id: id ?? null })
        .update({ sequence: strapi.db.connection.raw('sequence + ?', [by]) })
        .transacting(trx);
      const [row] = (await table()
        .where({ id: id ?? null })
        .select('sequence')
        .transacting(trx)) as { sequence: number }[];
      if (!raised || !row) {
        counterId = undefined;
        throw new Error('The counter of guides is missing; the next start of the site creates it again.');
      }
      return run(trx, row.sequence);
    });
  };

  return {
    numbered,

    /** Adds to the log what was written, as part of the transaction that writes it. */
    add,

    /**
     * Numbers what was committed since the last time.
     *
     * @param findArticles names the articles where only is known that some were written. It is called before that is
     *   numbered: a process that ends in between leaves it to the next one.
     * @returns the counter as it is now
     */
    async accept(findArticles: () => Promise<string[]>): Promise<number> {
      const rows = await read<StoredInvalidation[]>(
        table().select('id', 'key', 'name', 'sequence').where({ key: COUNTER }).orWhereNull('sequence')
      );
      const committed = rows.filter(({ key }) => key !== COUNTER);
      if (committed.length === 0) return rows[0]?.sequence ?? 0;
      const unnamed = new Set(committed.flatMap(({ id, name }) => (name === ANY_ARTICLE ? [id] : [])));
      if (unnamed.size > 0) await add(await findArticles());
      return numbered(1, async (trx, sequence) => {
        const pending = (await table()
          .select('id', 'name')
          .whereNull('sequence')
          .transacting(trx)) as StoredInvalidation[];
        // One that was committed since then waits for the next time.
        const ready = pending.filter(({ id, name }) => name !== ANY_ARTICLE || unnamed.has(id));
        for (const ids of inParts(ready.map(({ id }) => id))) {
          await table().whereIn('id', ids).update({ sequence }).transacting(trx);
        }
        return sequence;
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

    /** Ends invalidations that every guide includes, and deletes those that no rebuild or read needs any more. */
    async finish(ids: number[]): Promise<void> {
      await numbered(1, async (trx, counter) => {
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

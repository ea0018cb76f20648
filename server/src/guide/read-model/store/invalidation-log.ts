import { uidOf, type Strapi } from '../../../plugin';
import { inParts, type Transaction } from '../../../strapi-internals/database';
import { ensureIndex } from '../../../strapi-internals/indexes';
import { TypeTable } from '../../../strapi-internals/type-table';
import { ANY_ARTICLE, type Invalidation } from '../staleness';

/** An invalidation that some guide may not include yet. */
export interface OpenInvalidation extends Invalidation {
  id: number;
}

interface StoredInvalidation {
  id: number;
  key: string | null;
  name: string;
  sequence: number | null;
}

const INVALIDATIONS = uidOf('guide-invalidation');

const COUNTER = 'counter';

const INSERT_SIZE = 100;

/**
 * For how many numbers finished invalidations stay stored. A rebuild or a read that began before that cannot find out
 * what was written since.
 */
export const RETAINED = 5000;

/**
 * The log of writes, `career_field_guide_invalidations`, and the one counter that numbers them and the changes of
 * guides.
 *
 * Writers only add rows, in their own transactions. A process numbers a row when it sees it committed. Numbers are given
 * in short transactions that begin by raising the counter: its row is locked until their commit, so numbers become
 * visible in their order, however late a writer commits and whatever the clocks say.
 */
export class InvalidationLog {
  readonly #strapi: Strapi;
  readonly #table: TypeTable;
  #counterId: number | undefined;

  constructor(strapi: Strapi) {
    this.#strapi = strapi;
    this.#table = new TypeTable(strapi, INVALIDATIONS);
  }

  /**
   * Adds invalidations as part of the transaction of the write.
   *
   * @param isDone whether no guide has to be rebuilt, and processes only have to learn of it
   */
  async add(names: string[], isDone = false): Promise<void> {
    if (names.length === 0) return;
    const table = this.#table;
    const rows = names.map((name) => table.newRow({ name, done: isDone }));
    await table.transact(async (trx) => {
      for (const chunk of inParts(rows, INSERT_SIZE)) await table.query().insert(chunk).transacting(trx);
    });
  }

  /**
   * Runs a short transaction that gives numbers: it begins by raising the counter. Until it ends, every other one that
   * gives numbers waits, and no writer does.
   *
   * @param run is called with the counter after it was raised
   */
  async withNumbers<Result>(
    count: number,
    run: (trx: Transaction, top: number) => Promise<Result>
  ): Promise<Result> {
    const table = this.#table;
    // Before the transaction, which must not read anything before it has the lock. By its id, because MySQL also locks
    // the gap before an entry of another index, where all rows that writers insert belong.
    const id = (this.#counterId ??= await this.#findCounterId()) ?? null;
    return table.transact(async (trx) => {
      const raised = await table.query().where({ id }).increment('sequence', count).transacting(trx);
      const [row] = (await table.query().where({ id }).select('sequence').transacting(trx)) as {
        sequence: number;
      }[];
      if (!raised || !row) {
        this.#counterId = undefined;
        throw new Error('The counter of guides is missing. Restart the site: bootstrap creates it again.');
      }
      return run(trx, row.sequence);
    });
  }

  /**
   * Numbers the rows that were committed since the last call.
   *
   * @param findArticles returns names for rows that say only that some articles were written. It is called before such a
   *   row is numbered: if the process ends in between, the next one does it again.
   * @returns the present counter
   */
  async numberCommitted(findArticles: () => Promise<string[]>): Promise<number> {
    const table = this.#table;
    const rows = await table.read<StoredInvalidation[]>(
      table.query().select('id', 'key', 'name', 'sequence').where({ key: COUNTER }).orWhereNull('sequence')
    );
    const committed = rows.filter(({ key }) => key !== COUNTER);
    if (committed.length === 0) return rows[0]?.sequence ?? 0;
    const unnamed = new Set(committed.flatMap(({ id, name }) => (name === ANY_ARTICLE ? [id] : [])));
    if (unnamed.size > 0) await this.add(await findArticles());
    return this.withNumbers(1, async (trx, sequence) => {
      const pending = (await table
        .query()
        .select('id', 'name')
        .whereNull('sequence')
        .transacting(trx)) as StoredInvalidation[];
      // An unnamed row that was committed after `findArticles` waits for the next call.
      const ready = pending.filter(({ id, name }) => name !== ANY_ARTICLE || unnamed.has(id));
      for (const ids of inParts(ready.map(({ id }) => id))) {
        await table.query().whereIn('id', ids).update({ sequence }).transacting(trx);
      }
      return sequence;
    });
  }

  /** Returns the counter, without numbering anything. */
  async counter(): Promise<number> {
    const table = this.#table;
    const [row] = await table.read<{ sequence: number }[]>(
      table.query().where({ key: COUNTER }).select('sequence')
    );
    return row?.sequence ?? 0;
  }

  /** Returns the invalidations that are not finished, in the order of their numbers. */
  open(): Promise<OpenInvalidation[]> {
    const table = this.#table;
    return table.read(
      table
        .query()
        .select('id', 'name', 'sequence')
        .where({ done: false })
        .whereNull('key')
        .whereNotNull('sequence')
        .orderBy('sequence')
    );
  }

  /** Returns the invalidations above a number, finished or not. */
  async since(sequence: number, trx?: Transaction): Promise<Invalidation[]> {
    const table = this.#table;
    const query = table.query().select('name', 'sequence').where('sequence', '>', sequence).whereNull('key');
    return trx ? ((await query.transacting(trx)) as Invalidation[]) : table.read(query);
  }

  /** Finishes invalidations that every guide includes, and deletes those that no rebuild or read needs any more. */
  async finish(ids: number[]): Promise<void> {
    const table = this.#table;
    await this.withNumbers(1, async (trx, counter) => {
      for (const chunk of inParts(ids)) {
        await table.query().whereIn('id', chunk).update({ done: true }).transacting(trx);
      }
      const old = (await table
        .query()
        .select('id')
        .where({ done: true })
        .whereNull('key')
        .where('sequence', '<', counter - RETAINED)
        .transacting(trx)) as { id: number }[];
      for (const chunk of inParts(old.map(({ id }) => id))) {
        await table.query().whereIn('id', chunk).delete().transacting(trx);
      }
    });
  }

  /** Prepares the table. @param start a number that every guide is below */
  async prepare(start: number): Promise<void> {
    const table = this.#table;
    await ensureIndex(this.#strapi, INVALIDATIONS, 'key', { suffix: 'key_unique', isUnique: true });
    await ensureIndex(this.#strapi, INVALIDATIONS, 'sequence', { suffix: 'sequence' });
    const counter = { key: COUNTER, name: COUNTER, sequence: start, done: true };
    await table.transact(async (trx) => {
      await table.query().insert(table.newRow(counter)).onConflict('key').ignore().transacting(trx);
    });
  }

  async #findCounterId(): Promise<number | undefined> {
    const table = this.#table;
    return (await table.read<{ id: number }[]>(table.query().where({ key: COUNTER }).select('id')))[0]?.id;
  }
}

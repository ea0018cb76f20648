/**
 * The table of a content type, for what Strapi's query engine has no words for (locks, conflicts, numbers that a statement
 * raises) and for rows that are nobody's business: no lifecycle runs.
 *
 * Relies on: the table and the column of each attribute in `strapi.db.metadata` (see tables.ts), where an attribute of one
 * lower-case word has a column of that name; `strapi.db.getConnection(table)`, a query of Knex in the schema of the site's
 * tables; and `strapi.db.inTransaction()`. Read in Strapi 5.54.0.
 * When it is missing: a call throws before anything is read or written, and names the table or column.
 */
import type { Strapi } from '../plugin';
import { isInTransaction, type Transaction } from './database';
import { newDocumentId } from './document-ids';
import { columnOf, tableOf } from './tables';
import { writeConflictOf } from './write-conflicts';

export type Query = ReturnType<Strapi['db']['getConnection']>;

/** How often a transaction is repeated after a conflict. */
const MAX_REPEATS = 5;

/** May be created before Strapi has connected to the database. */
export class TypeTable {
  constructor(
    private readonly strapi: Strapi,
    private readonly uid: string
  ) {}

  get name(): string {
    return tableOf(this.strapi, this.uid);
  }

  /** Returns a new query on the table. */
  query(): Query {
    return this.strapi.db.getConnection(this.name);
  }

  /** Returns the column of an attribute. */
  column(attribute: string): string {
    return columnOf(this.strapi, this.uid, attribute);
  }

  /** Returns what `select` takes for rows that have the attributes by their names. */
  columns(attributes: readonly string[]): (string | Record<string, string>)[] {
    return attributes.map((name) => {
      const column = this.column(name);
      return column === name ? name : { [name]: column };
    });
  }

  /** Returns the values of attributes as `update` takes them. */
  values(values: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [this.column(name), value]));
  }

  /** Returns a row with a new documentId as `insert` takes it. */
  newRow(values: Record<string, unknown>): Record<string, unknown> {
    return this.values({ documentId: newDocumentId(this.strapi, this.uid), ...values });
  }

  /**
   * Runs statements in the open transaction, or in one of their own. Only their own is repeated after a conflict with
   * another one.
   */
  async transact<Result>(run: (trx: Transaction) => Promise<Result>): Promise<Result> {
    const isOwn = !isInTransaction(this.strapi);
    for (let repeats = 0; ; repeats += 1) {
      try {
        return (await this.strapi.db.transaction(({ trx }) => run(trx))) as Result;
      } catch (error) {
        if (!isOwn || repeats === MAX_REPEATS || writeConflictOf(error) !== 'repeatable') throw error;
      }
    }
  }

  /** Runs a query, in the open transaction if there is one: SQLite has no second connection. Begins none. */
  async read<Result>(query: Query): Promise<Result> {
    if (!isInTransaction(this.strapi)) return (await query) as Result;
    return this.transact(async (trx) => (await query.transacting(trx)) as Result);
  }
}

import { uidOf, type Strapi, type TypeName } from '../../plugin';
import { writeConflictOf } from '../../strapi-internals/write-conflicts';

export type Transaction = Parameters<ReturnType<Strapi['db']['getConnection']>['transacting']>[0];

/** How often a transaction is begun once more. */
const MAX_REPEATS = 5;

/** What one statement takes on every database. */
const PART = 400;

/** Items in parts that one statement takes. */
export const inParts = <Item>(items: readonly Item[], size = PART): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size)
  );

type IndexKind = 'UNIQUE INDEX' | 'INDEX';

/** Statements on the table of one of the plugin's hidden types, without Strapi's query engine. */
export const createTableAccess = (strapi: Strapi, type: TypeName) => {
  const { tableName } = strapi.db.metadata.get(uidOf(type));
  const table = () => strapi.db.getConnection(tableName);

  /**
   * Inside the transaction that is open, or in one of its own: that one is repeated when the database has undone it
   * because of another one, as the sweep and a reader can meet at the same rows.
   */
  const transact = async <Result>(run: (trx: Transaction) => Promise<Result>): Promise<Result> => {
    const isOwn = !strapi.db.inTransaction();
    for (let repeats = 0; ; repeats += 1) {
      try {
        return (await strapi.db.transaction(({ trx }) => run(trx))) as Result;
      } catch (error) {
        if (!isOwn || repeats === MAX_REPEATS || writeConflictOf(error) !== 'repeatable') throw error;
      }
    }
  };

  /** Reads, also inside a transaction of the caller, beside whose connection SQLite has no second one. */
  const read = async <Result>(query: ReturnType<typeof table>): Promise<Result> => {
    if (!strapi.db.inTransaction()) return (await query) as Result;
    return transact(async (trx) => (await query.transacting(trx)) as Result);
  };

  const ensureIndex = async (suffix: string, column: string, kind: IndexKind = 'INDEX'): Promise<void> => {
    const { connection } = strapi.db;
    const schema = strapi.db.getSchemaName();
    const full = schema ? `${schema}.${tableName}` : tableName;
    const name = `${tableName}_${suffix}`;
    if (strapi.db.dialect.client === 'mysql') {
      const [indexes] = await connection.raw('SHOW INDEX FROM ?? WHERE Key_name = ?', [full, name]);
      if (indexes.length === 0) await connection.raw(`CREATE ${kind} ?? ON ?? (??)`, [name, full, column]);
      return;
    }
    await connection.raw(`CREATE ${kind} IF NOT EXISTS ?? ON ?? (??)`, [name, full, column]);
  };

  return { table, tableName, transact, read, ensureIndex };
};

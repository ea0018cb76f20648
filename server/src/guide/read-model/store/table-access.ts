import { uidOf, type Strapi, type TypeName } from '../../../plugin';
import { writeConflictOf } from '../../../strapi-internals/write-conflicts';

export type Transaction = Parameters<ReturnType<Strapi['db']['getConnection']>['transacting']>[0];

/** How often a transaction is repeated after a conflict. */
const MAX_REPEATS = 5;

/** How many values one statement takes on every database. */
const CHUNK_SIZE = 400;

/** Splits items into chunks that one statement takes. */
export const inChunks = <Item>(items: readonly Item[], size = CHUNK_SIZE): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size)
  );

type IndexKind = 'UNIQUE INDEX' | 'INDEX';

/** Gives access to the table of one of the plugin's hidden types, bypassing Strapi's query engine. */
export const createTableAccess = (strapi: Strapi, type: TypeName) => {
  const { tableName } = strapi.db.metadata.get(uidOf(type));
  const table = () => strapi.db.getConnection(tableName);

  /**
   * Runs inside the open transaction, or in one of its own. Only its own is repeated after a conflict: the background
   * rebuild and a reader can write the same rows.
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

  /** Reads, inside an open transaction through its connection: SQLite has no second one. */
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

  return { table, transact, read, ensureIndex };
};

export type TableAccess = ReturnType<typeof createTableAccess>;

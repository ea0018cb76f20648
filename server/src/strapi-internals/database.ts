/**
 * Statements of our own on tables of the site.
 *
 * Relies on: `strapi.db.dialect.client` is `sqlite`, `postgres` or `mysql` (MariaDB included); `strapi.db.getSchemaName()`
 * is the schema of a PostgreSQL site that has one; `strapi.db.getSchemaConnection()` is the schema builder for it; and
 * `strapi.db.inTransaction()` tells whether the calling code runs in `strapi.db.transaction()`. Read in Strapi 5.54.0.
 * When it is missing: a call throws before anything is written.
 * When the client has another name: the same, from `databaseClient`.
 */
import type { Strapi } from '../plugin';

/** The database inside of a transaction, or outside. */
export type Connection = Strapi['db']['connection'];

export type Transaction = Parameters<ReturnType<Strapi['db']['getConnection']>['transacting']>[0];

const CLIENTS = ['sqlite', 'postgres', 'mysql'] as const;

export type DatabaseClient = (typeof CLIENTS)[number];

/** @throws Error for a database that the plugin has no statements for */
export const databaseClient = (strapi: Strapi): DatabaseClient => {
  const client = CLIENTS.find((each) => each === strapi.db.dialect.client);
  if (!client) throw new Error(`The database client "${strapi.db.dialect.client}" is not supported.`);
  return client;
};

/** Whether the statements of the calling code belong to a transaction. */
export const isInTransaction = (strapi: Strapi): boolean => strapi.db.inTransaction();

/** Returns the name of a table as raw SQL takes it: with the schema that the site's tables are in. */
export const qualified = (strapi: Strapi, table: string): string => {
  const schema = strapi.db.getSchemaName();
  return schema ? `${schema}.${table}` : table;
};

/** Returns a query on a table of the site. */
export const table = (strapi: Strapi, connection: Connection, name: string) => {
  const schema = strapi.db.getSchemaName();
  return schema ? connection(name).withSchema(schema) : connection(name);
};

/** Returns Knex's builder of tables in the schema that the site's tables are in. */
export const schemaBuilder = (strapi: Strapi, connection: Connection) =>
  strapi.db.getSchemaConnection(connection);

export const hasTable = (strapi: Strapi, connection: Connection, name: string): Promise<boolean> =>
  schemaBuilder(strapi, connection).hasTable(name);

export const hasColumn = async (
  strapi: Strapi,
  connection: Connection,
  name: string,
  column: string
): Promise<boolean> =>
  (await hasTable(strapi, connection, name)) &&
  (await schemaBuilder(strapi, connection).hasColumn(name, column));

/** Splits items into groups that one statement takes on every database. */
export const inParts = <Item>(items: Iterable<Item>, size = 400): Item[][] => {
  const all = [...items];
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size)
  );
};

/**
 * Runs statements of the open transaction that may fail: on PostgreSQL, a failed statement would otherwise be the end of the
 * whole transaction.
 */
export const inSavepoint = async (strapi: Strapi, run: () => Promise<void>): Promise<void> => {
  if (databaseClient(strapi) !== 'postgres' || !isInTransaction(strapi)) return run();
  await strapi.db.transaction(async ({ trx }) => {
    await trx.raw('SAVEPOINT career_field');
    try {
      await run();
    } catch (error) {
      await trx.raw('ROLLBACK TO SAVEPOINT career_field');
      throw error;
    }
    await trx.raw('RELEASE SAVEPOINT career_field');
  });
};

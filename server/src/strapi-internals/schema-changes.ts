import type { Strapi } from '../plugin';

/*
 * Changes of tables that Strapi looks after. Each can be repeated: one that was made already does nothing, since MySQL
 * and MariaDB commit every such statement by itself, and a start can be ended in the middle.
 *
 * Relies on: the table `strapi_database_schema` holds the schema that Strapi has made last, as JSON with the names of
 * each table's indexes and foreign keys; Strapi's comparison at the start makes those that a table lacks, and leaves
 * alone what that schema does not hold.
 * When that table is missing, a renamed table keeps its indexes under their old names beside those with new ones.
 */

/** The database inside of a transaction, or outside. */
export type Connection = Strapi['db']['connection'];

interface StoredTable {
  name: string;
  indexes: { name: string; columns: string[] }[];
  foreignKeys: { name: string; columns: string[]; referencedTable: string }[];
  columns: { name: string }[];
}

const STORED_SCHEMA = 'strapi_database_schema';

/** The name of a table as raw SQL takes it: with the schema that the site's tables are in. */
export const qualified = (strapi: Strapi, table: string): string => {
  const schema = strapi.db.getSchemaName();
  return schema ? `${schema}.${table}` : table;
};

/** A query on a table of the site. */
export const table = (strapi: Strapi, connection: Connection, name: string) => {
  const schema = strapi.db.getSchemaName();
  return schema ? connection(name).withSchema(schema) : connection(name);
};

export const hasTable = (strapi: Strapi, connection: Connection, name: string): Promise<boolean> =>
  strapi.db.getSchemaConnection(connection).hasTable(name);

export const hasColumn = async (
  strapi: Strapi,
  connection: Connection,
  name: string,
  column: string
): Promise<boolean> =>
  (await hasTable(strapi, connection, name)) &&
  (await strapi.db.getSchemaConnection(connection).hasColumn(name, column));

/** Returns the tables of the schema that Strapi has made last. */
export const storedTables = async (strapi: Strapi, connection: Connection): Promise<StoredTable[]> => {
  if (!(await hasTable(strapi, connection, STORED_SCHEMA))) return [];
  const [row] = (await table(strapi, connection, STORED_SCHEMA)
    .select('schema')
    .orderBy('id', 'desc')
    .limit(1)) as { schema: string | { tables: StoredTable[] } }[];
  if (!row) return [];
  const schema =
    typeof row.schema === 'string' ? (JSON.parse(row.schema) as { tables: StoredTable[] }) : row.schema;
  return schema.tables;
};

/**
 * Changes the schema that Strapi compares the model with in the same way as the tables. Its hash stays, so Strapi
 * compares, and replaces it.
 */
const changeStoredTables = async (
  strapi: Strapi,
  connection: Connection,
  change: (tables: StoredTable[]) => void
): Promise<void> => {
  const tables = await storedTables(strapi, connection);
  const before = JSON.stringify(tables);
  change(tables);
  if (JSON.stringify(tables) === before) return;
  await table(strapi, connection, STORED_SCHEMA).update({ schema: JSON.stringify({ tables }) });
};

/** Renames a column. Where both are there, the values of the old one fill what is empty in the new one. */
export const renameColumn = async (
  strapi: Strapi,
  connection: Connection,
  name: string,
  from: string,
  to: string
): Promise<void> => {
  if (from === to) return;
  if (await hasColumn(strapi, connection, name, from)) {
    if (await hasColumn(strapi, connection, name, to)) {
      await table(strapi, connection, name)
        .whereNull(to)
        .whereNotNull(from)
        .update({ [to]: connection.ref(from) });
      return;
    }
    await connection.raw('ALTER TABLE ?? RENAME COLUMN ?? TO ??', [qualified(strapi, name), from, to]);
  }
  if (!(await hasColumn(strapi, connection, name, to))) return;
  await changeStoredTables(strapi, connection, (tables) => {
    const stored = tables.find((each) => each.name === name);
    for (const column of stored?.columns ?? []) if (column.name === from) column.name = to;
    for (const { columns } of [...(stored?.indexes ?? []), ...(stored?.foreignKeys ?? [])]) {
      for (const [index, column] of columns.entries()) if (column === from) columns[index] = to;
    }
  });
};

const isEmpty = async (strapi: Strapi, connection: Connection, name: string): Promise<boolean> =>
  (await table(strapi, connection, name).select('id').limit(1)).length === 0;

/**
 * Drops the foreign keys that Strapi made for a table on MySQL and MariaDB, each with its index: Strapi's comparison
 * would drop the key under its old name and leave the index.
 */
const dropForeignKeys = async (strapi: Strapi, connection: Connection, name: string): Promise<void> => {
  if (strapi.db.dialect.client !== 'mysql') return;
  const stored = (await storedTables(strapi, connection)).find((each) => each.name === name);
  const namesIn = async (view: string, column: string, ofSchema: string): Promise<Set<string>> => {
    const [rows] = (await connection.raw(
      'SELECT DISTINCT ?? AS name FROM ?? WHERE ?? = DATABASE() AND table_name = ?',
      [column, `information_schema.${view}`, ofSchema, name]
    )) as [{ name: string }[]];
    return new Set(rows.map((row) => row.name));
  };
  const keys = await namesIn('referential_constraints', 'constraint_name', 'constraint_schema');
  const indexes = await namesIn('statistics', 'index_name', 'table_schema');
  for (const { name: key } of stored?.foreignKeys ?? []) {
    if (keys.has(key)) await connection.raw('ALTER TABLE ?? DROP FOREIGN KEY ??', [name, key]);
    if (indexes.has(key)) await connection.raw('ALTER TABLE ?? DROP INDEX ??', [name, key]);
  }
};

/** @throws Error when both tables are there and both hold rows, since one of them would be lost */
const moveTable = async (strapi: Strapi, connection: Connection, from: string, to: string): Promise<void> => {
  if (await hasTable(strapi, connection, to)) {
    if (await isEmpty(strapi, connection, from)) return;
    if (!(await isEmpty(strapi, connection, to))) {
      throw new Error(
        `The table "${from}" is now named "${to}", and both are in the database and hold rows. ` +
          'Nothing was changed. Rename or empty one of them, then start again.'
      );
    }
    await strapi.db.getSchemaConnection(connection).dropTable(to);
  }
  await dropForeignKeys(strapi, connection, from);
  await connection.raw('ALTER TABLE ?? RENAME TO ??', [qualified(strapi, from), to]);
};

/**
 * Renames a table. Strapi's schema comparison then finds it under its new name and gives new names to its indexes.
 *
 * @throws Error when both tables are there and both hold rows, since one of them would be lost
 */
export const renameTable = async (
  strapi: Strapi,
  connection: Connection,
  from: string,
  to: string
): Promise<void> => {
  if (from === to) return;
  if (await hasTable(strapi, connection, from)) await moveTable(strapi, connection, from, to);
  if (!(await hasTable(strapi, connection, to))) return;
  await changeStoredTables(strapi, connection, (tables) => {
    if (tables.some(({ name }) => name === to)) return;
    for (const stored of tables) {
      if (stored.name === from) stored.name = to;
      for (const key of stored.foreignKeys) if (key.referencedTable === from) key.referencedTable = to;
    }
  });
};

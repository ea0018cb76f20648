/**
 * Changes of tables that Strapi manages. Each can be repeated: MySQL and MariaDB commit every such statement by itself,
 * and a start can end in the middle.
 *
 * Relies on: the table `strapi_database_schema` holds the last schema that Strapi created, as JSON with the names of each
 * table's columns, indexes and foreign keys; Strapi's comparison at the start creates those that a table lacks, and
 * leaves alone what that schema does not hold; and `strapi.db.dialect.schemaInspector` with `getTables()` and
 * `getForeignKeys(table)`. Read in Strapi 5.54.0.
 * When that table is missing: a renamed table keeps its indexes under their old names beside those with new ones.
 * When the inspector is missing: a call throws before anything is dropped.
 */
import type { Strapi } from '../plugin';
import {
  databaseClient,
  hasColumn,
  hasTable,
  qualified,
  schemaBuilder,
  table,
  type Connection,
} from './database';

interface StoredTable {
  name: string;
  indexes: { name: string; columns: string[] }[];
  foreignKeys: { name: string; columns: string[]; referencedTable: string }[];
  columns: { name: string }[];
}

const STORED_SCHEMA = 'strapi_database_schema';

/** Returns the tables of the last schema that Strapi created. */
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

/** Applies a change of tables to the schema that Strapi compares the model with. Its hash stays, so Strapi compares. */
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

/** Renames a column. If both exist, the values of the old one fill the empty ones of the new one. */
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
 * Drops the foreign keys that Strapi created for a table on MySQL and MariaDB, each with its index: Strapi's comparison
 * would drop the key under its old name and leave the index.
 */
const dropForeignKeys = async (strapi: Strapi, connection: Connection, name: string): Promise<void> => {
  if (databaseClient(strapi) !== 'mysql') return;
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

/** @throws Error when both tables exist and hold rows, since one of them would be lost */
const moveTable = async (strapi: Strapi, connection: Connection, from: string, to: string): Promise<void> => {
  if (await hasTable(strapi, connection, to)) {
    if (await isEmpty(strapi, connection, from)) return;
    if (!(await isEmpty(strapi, connection, to))) {
      throw new Error(
        `The table "${from}" is now named "${to}", and both exist and hold rows. ` +
          'Nothing was changed. Rename or empty one of them, then start again.'
      );
    }
    await schemaBuilder(strapi, connection).dropTable(to);
  }
  await dropForeignKeys(strapi, connection, from);
  await connection.raw('ALTER TABLE ?? RENAME TO ??', [qualified(strapi, from), to]);
};

/**
 * Renames a table. Strapi's schema comparison then finds it under its new name and gives new names to its indexes.
 *
 * @throws Error when both tables exist and hold rows, since one of them would be lost
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

/** Drops a foreign key, if it exists: a database does not drop a table that one references. */
export const dropForeignKey = async (
  strapi: Strapi,
  connection: Connection,
  { table: name, constraint, columns }: { table: string; constraint: string; columns: string[] }
): Promise<void> => {
  switch (databaseClient(strapi)) {
    case 'sqlite':
      // Cannot drop a constraint of a table, and ignores one whose columns are empty.
      return;
    case 'postgres':
      await connection.raw('ALTER TABLE ?? DROP CONSTRAINT IF EXISTS ??', [
        qualified(strapi, name),
        constraint,
      ]);
      return;
    case 'mysql': {
      const existing = await strapi.db.dialect.schemaInspector.getForeignKeys(name);
      if (!existing.some((key) => key.name === constraint)) return;
      await connection.schema.alterTable(name, (builder) => builder.dropForeign(columns, constraint));
    }
  }
};

/** Drops a table, if it exists. */
export const dropTable = async (strapi: Strapi, connection: Connection, name: string): Promise<void> => {
  await schemaBuilder(strapi, connection).dropTableIfExists(name);
};

/** Returns the names of all tables, in a query outside of any transaction. */
export const existingTables = async (strapi: Strapi): Promise<Set<string>> =>
  new Set(await strapi.db.dialect.schemaInspector.getTables());

/** Lets the next start compare the tables with the model, create what is missing, and drop what no model has. */
export const invalidateStoredSchema = async (strapi: Strapi, connection: Connection): Promise<void> => {
  await table(strapi, connection, STORED_SCHEMA).update({ hash: 'invalidated' });
};

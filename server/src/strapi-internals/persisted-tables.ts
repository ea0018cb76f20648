/**
 * The list of tables that Strapi does not drop when their content type disappears.
 *
 * Relies on: the key `persisted_tables` of the core store (`core_persisted_tables` in the table), whose value is a list
 * of names, or of objects with a `name`. Read in Strapi 5.54.0.
 * When the key is missing, the list is empty. When Strapi no longer reads it, a start with the plugin disabled drops the
 * plugin's tables, as it does for any other plugin.
 */
import type { Strapi } from '../plugin';
import { readStore, writeStore } from './core-store';
import type { Connection } from './database';

/** A name, or a name with the tables that it depends on. */
type PersistedTable = string | { name: string; dependsOn?: { name: string }[] };

const STORE_KEY = { type: 'core', key: 'persisted_tables' } as const;
const ROW_KEY = 'core_persisted_tables';

const nameOf = (table: PersistedTable): string => (typeof table === 'string' ? table : table.name);

const read = async (strapi: Strapi): Promise<PersistedTable[]> =>
  ((await strapi.store.get(STORE_KEY)) ?? []) as PersistedTable[];

/** Returns the names of all tables on the list. */
export const persistedTables = async (strapi: Strapi): Promise<string[]> => (await read(strapi)).map(nameOf);

/** Adds tables to the list. */
export const persistTables = async (strapi: Strapi, tables: readonly string[]): Promise<void> => {
  const stored = await read(strapi);
  const known = new Set(stored.map(nameOf));
  const added = tables.filter((table) => !known.has(table));
  if (added.length === 0) return;
  await strapi.store.set({ ...STORE_KEY, value: [...stored, ...added.map((name) => ({ name }))] });
};

/** Removes tables from the list. */
export const releaseTables = async (strapi: Strapi, tables: readonly string[]): Promise<void> => {
  const stored = await read(strapi);
  const released = new Set(tables);
  const rest = stored.filter((table) => !released.has(nameOf(table)));
  if (rest.length === 0) await strapi.store.delete(STORE_KEY);
  else if (rest.length < stored.length) await strapi.store.set({ ...STORE_KEY, value: rest });
};

const readBeforeSync = async (
  strapi: Strapi,
  connection: Connection
): Promise<PersistedTable[] | undefined> =>
  (await readStore<PersistedTable[]>(strapi, connection, ROW_KEY)).find(({ key }) => key === ROW_KEY)?.value;

/** Adds a table to the list inside of a migration, where Strapi's store cannot be used. */
export const persistTableInMigration = async (
  strapi: Strapi,
  connection: Connection,
  name: string
): Promise<void> => {
  const list = (await readBeforeSync(strapi, connection)) ?? [];
  if (list.some((each) => nameOf(each) === name)) return;
  await writeStore(strapi, connection, ROW_KEY, [...list, { name }]);
};

/** Renames a table on the list inside of a migration. */
export const renamePersistedTable = async (
  strapi: Strapi,
  connection: Connection,
  from: string,
  to: string
): Promise<void> => {
  const list = await readBeforeSync(strapi, connection);
  if (!list) return;
  const value = list.map((each) => {
    if (typeof each === 'string') return each === from ? to : each;
    return each.name === from ? { ...each, name: to } : each;
  });
  await writeStore(strapi, connection, ROW_KEY, value);
};

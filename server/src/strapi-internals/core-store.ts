/**
 * Values in Strapi's core store: by its service, and by its rows before Strapi's services can be used. A migration runs
 * inside of a transaction, and on SQLite a second connection would wait for it forever.
 *
 * Relies on: `strapi.store` with `get`, `set` and `delete` of `{ type, name, key }`; the table `strapi_core_store_settings`
 * with `key` (`<type>_<name>_<key>`), `value` (JSON as text) and `type`. Read in Strapi 5.54.0.
 * When the service is missing, the functions throw. When the table is missing, as in an empty database, reads of rows are
 * empty, and writing rows does nothing.
 */
import { PLUGIN_ID, type Strapi } from '../plugin';
import { hasTable, table, type Connection } from './database';

const TABLE = 'strapi_core_store_settings';

interface StoreRow {
  id: number;
  key: string;
  value: string;
}

/** Returns the parsed values of all keys that start with a prefix. */
export const readStore = async <Value>(
  strapi: Strapi,
  connection: Connection,
  prefix: string
): Promise<{ id: number; key: string; value: Value }[]> => {
  if (!(await hasTable(strapi, connection, TABLE))) return [];
  const rows = (await table(strapi, connection, TABLE)
    .select('id', 'key', 'value')
    .where('key', 'like', `${prefix}%`)) as StoreRow[];
  return rows
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ id, key, value }) => ({ id, key, value: JSON.parse(value) as Value }));
};

/** Replaces the key and value of a row. */
export const updateStore = async (
  strapi: Strapi,
  connection: Connection,
  { id, key, value }: { id: number; key: string; value: unknown }
): Promise<void> => {
  await table(strapi, connection, TABLE)
    .where({ id })
    .update({ key, value: JSON.stringify(value) });
};

/** Writes a value, and adds the key if it does not exist. */
export const writeStore = async (
  strapi: Strapi,
  connection: Connection,
  key: string,
  value: unknown
): Promise<void> => {
  if (!(await hasTable(strapi, connection, TABLE))) return;
  const [row] = (await readStore(strapi, connection, key)).filter((each) => each.key === key);
  if (row) return updateStore(strapi, connection, { ...row, value });
  const type = Array.isArray(value) ? 'array' : typeof value;
  await table(strapi, connection, TABLE).insert({ key, value: JSON.stringify(value), type });
};

/** One value of the plugin, once Strapi has started. */
export interface StoredValue<Value> {
  get(): Promise<Value | undefined>;
  set(value: Value): Promise<void>;
  delete(): Promise<void>;
}

/** @param key never changed once it is released */
export const storedValue = <Value>(strapi: Strapi, key: string): StoredValue<Value> => {
  const at = { type: 'plugin', name: PLUGIN_ID, key };
  return {
    get: async () => ((await strapi.store.get(at)) ?? undefined) as Value | undefined,
    set: async (value) => void (await strapi.store.set({ ...at, value })),
    delete: async () => void (await strapi.store.delete(at)),
  };
};

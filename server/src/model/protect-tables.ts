import { COMPONENT_CATEGORY, components, contentTypes } from '../../../content-types';
import { uidOf, type Strapi, type TypeName } from '../plugin';

/** An entry of Strapi's `persisted_tables`: a name, or a name with the tables that it depends on. */
type PersistedTable = string | { name: string; dependsOn?: { name: string }[] };

const nameOf = (table: PersistedTable): string => (typeof table === 'string' ? table : table.name);

const STORE_KEY = { type: 'core', key: 'persisted_tables' } as const;

/** Every table that holds the plugin's data: of its types, its components, and the join tables between them. */
export const ownTables = (strapi: Strapi): string[] => {
  const models = [
    ...Object.keys(contentTypes).map((name) => uidOf(name as TypeName) as string),
    ...Object.keys(components).map((name) => `${COMPONENT_CATEGORY}.${name}`),
  ];
  const tables = new Set<string>();
  for (const uid of models) {
    const { tableName, attributes } = strapi.db.metadata.get(uid);
    tables.add(tableName);
    for (const attribute of Object.values(attributes)) {
      if ('joinTable' in attribute && attribute.joinTable) tables.add(attribute.joinTable.name);
    }
  }
  // Media links of every type of the site share this table; it is Strapi's to keep.
  tables.delete('files_related_mph');
  return [...tables].sort();
};

/**
 * Keeps the plugin's tables when the plugin is disabled: Strapi drops the tables of a content type that disappears,
 * with everything in them, unless they are on this list. What others put on it stays.
 */
export const protectTables = async (strapi: Strapi): Promise<void> => {
  const stored = ((await strapi.store.get(STORE_KEY)) ?? []) as PersistedTable[];
  const known = new Set(stored.map(nameOf));
  const added = ownTables(strapi).filter((table) => !known.has(table));
  if (added.length === 0) return;
  await strapi.store.set({ ...STORE_KEY, value: [...stored, ...added.map((name) => ({ name }))] });
};

/** The names of all tables on the list, those that others put on it included. */
export const protectedTables = async (strapi: Strapi): Promise<string[]> =>
  (((await strapi.store.get(STORE_KEY)) ?? []) as PersistedTable[]).map(nameOf);

/** Takes tables off the list again, when their data is really to go. What others put on it stays. */
export const releaseTables = async (strapi: Strapi, tables: string[]): Promise<void> => {
  const stored = ((await strapi.store.get(STORE_KEY)) ?? []) as PersistedTable[];
  const released = new Set(tables);
  const kept = stored.filter((table) => !released.has(nameOf(table)));
  if (kept.length === 0) await strapi.store.delete(STORE_KEY);
  else if (kept.length < stored.length) await strapi.store.set({ ...STORE_KEY, value: kept });
};

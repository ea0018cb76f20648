import type { Strapi } from '../../plugin';
import { readStore, writeStore } from '../../strapi-internals/core-store';
import { hasTable, table, type Connection } from '../../strapi-internals/schema-changes';
import type { Owner } from '../../strapi-internals/stored-rows';

/** Holds what releases removed from the model, one row a value. Strapi does not know it, and the plugin never drops it. */
export const REMOVED_VALUES = 'career_field_removed_values';

const PROTECTED = 'core_persisted_tables';

/** One value of what a release removed. */
export interface RemovedValue {
  /** The uid of the content type or component. */
  model: string;
  attribute: string;
  owner: Owner;
  /** The value as JSON. */
  value: unknown;
}

const createTable = async (strapi: Strapi, connection: Connection): Promise<void> => {
  if (await hasTable(strapi, connection, REMOVED_VALUES)) return;
  await strapi.db.getSchemaConnection(connection).createTable(REMOVED_VALUES, (builder) => {
    builder.increments('id');
    builder.string('migration');
    builder.string('model');
    builder.string('attribute');
    builder.string('owner_table');
    builder.string('document_id');
    builder.string('locale');
    builder.boolean('published');
    builder.text('path');
    builder.text('value', 'longtext');
  });
};

/** Puts a table on the list of those that Strapi never drops. */
export const protectTable = async (strapi: Strapi, connection: Connection, name: string): Promise<void> => {
  const [row] = (await readStore<(string | { name: string })[]>(strapi, connection, PROTECTED)).filter(
    ({ key }) => key === PROTECTED
  );
  const list = row?.value ?? [];
  if (list.some((each) => (typeof each === 'string' ? each : each.name) === name)) return;
  await writeStore(strapi, connection, PROTECTED, [...list, { name }]);
};

/** Follows the renaming of a table on that list. */
export const renameProtectedTable = async (
  strapi: Strapi,
  connection: Connection,
  from: string,
  to: string
): Promise<void> => {
  const [row] = (await readStore<(string | { name: string })[]>(strapi, connection, PROTECTED)).filter(
    ({ key }) => key === PROTECTED
  );
  if (!row) return;
  const value = row.value.map((each) => {
    if (typeof each === 'string') return each === from ? to : each;
    return each.name === from ? { ...each, name: to } : each;
  });
  await writeStore(strapi, connection, PROTECTED, value);
};

/** Stores what a change removes. Repeated, it replaces what it stored before. */
export const storeRemovedValues = async (
  strapi: Strapi,
  connection: Connection,
  migration: string,
  values: RemovedValue[]
): Promise<void> => {
  if (values.length === 0) return;
  await createTable(strapi, connection);
  await protectTable(strapi, connection, REMOVED_VALUES);
  const replaced = new Set(values.map(({ model, attribute }) => JSON.stringify({ model, attribute })));
  for (const each of replaced) {
    const { model, attribute } = JSON.parse(each) as { model: string; attribute: string };
    await table(strapi, connection, REMOVED_VALUES).where({ migration, model, attribute }).delete();
  }
  for (let start = 0; start < values.length; start += 50) {
    await table(strapi, connection, REMOVED_VALUES).insert(
      values.slice(start, start + 50).map(({ model, attribute, owner, value }) => ({
        migration,
        model,
        attribute,
        owner_table: owner.table,
        document_id: owner.documentId,
        locale: owner.locale,
        published: owner.isPublished,
        path: owner.path,
        value: JSON.stringify(value),
      }))
    );
  }
};

/** How many values one release removed from one attribute. */
export interface RemovedCount {
  migration: string;
  model: string;
  attribute: string;
  values: number;
}

/** Counts what releases removed from the model. Only reads. */
export const countRemovedValues = async (strapi: Strapi): Promise<RemovedCount[]> => {
  const { connection } = strapi.db;
  if (!(await hasTable(strapi, connection, REMOVED_VALUES))) return [];
  const rows = (await table(strapi, connection, REMOVED_VALUES)
    .select('migration', 'model', 'attribute')
    .count({ values: '*' })
    .groupBy('migration', 'model', 'attribute')
    .orderBy(['migration', 'model', 'attribute'])) as unknown as (Omit<RemovedCount, 'values'> & {
    values: number | string;
  })[];
  return rows.map(({ values, ...rest }) => ({ ...rest, values: Number(values) }));
};

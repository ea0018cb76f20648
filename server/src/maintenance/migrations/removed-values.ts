import type { Strapi } from '../../plugin';
import { hasTable, inParts, schemaBuilder, table, type Connection } from '../../strapi-internals/database';
import { persistTableInMigration } from '../../strapi-internals/persisted-tables';
import type { Owner } from '../../strapi-internals/stored-rows';

/** The table with the values of removed attributes, one row a value. No content type has it, and the plugin never drops it. */
export const REMOVED_VALUES = 'career_field_removed_values';

/** One value that a release removed. */
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
  await schemaBuilder(strapi, connection).createTable(REMOVED_VALUES, (builder) => {
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

/** Stores the values that a change removes. Repeated, it replaces those that it stored before. */
export const storeRemovedValues = async (
  strapi: Strapi,
  connection: Connection,
  migration: string,
  values: RemovedValue[]
): Promise<void> => {
  if (values.length === 0) return;
  await createTable(strapi, connection);
  await persistTableInMigration(strapi, connection, REMOVED_VALUES);
  const replaced = new Set(values.map(({ model, attribute }) => JSON.stringify({ model, attribute })));
  for (const each of replaced) {
    const { model, attribute } = JSON.parse(each) as { model: string; attribute: string };
    await table(strapi, connection, REMOVED_VALUES).where({ migration, model, attribute }).delete();
  }
  for (const part of inParts(values, 50)) {
    await table(strapi, connection, REMOVED_VALUES).insert(
      part.map(({ model, attribute, owner, value }) => ({
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

/** The number of values that one release removed from one attribute. */
export interface RemovedCount {
  migration: string;
  model: string;
  attribute: string;
  values: number;
}

/** Counts the values that releases removed from the model. Only reads. */
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

import { COMPONENT_CATEGORY } from '../../../../content-types';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { writeStore } from '../../strapi-internals/core-store';
import { hasColumn, hasTable, table, type Connection } from '../../strapi-internals/database';
import { persistTableInMigration, renamePersistedTable } from '../../strapi-internals/persisted-tables';
import { renameColumn, renameTable, storedTables } from '../../strapi-internals/schema-changes';
import { renameInLayouts, renameLayout, renamePermissionFields } from '../../strapi-internals/stored-fields';
import {
  holdersOf,
  holdingsOf,
  renameField,
  renameLinkedComponent,
} from '../../strapi-internals/stored-links';
import { readStoredRows, type StoredRows } from '../../strapi-internals/stored-rows';
import { attributeNames, componentsTable, ownerColumn, tableName } from '../../strapi-internals/table-names';
import { hasModel, tableOf } from '../../strapi-internals/tables';
import type { Change, Migration, ModelName } from './changes';
import { historyBefore, type History, type Model } from './history';
import { storeRemovedValues, type RemovedValue } from './removed-values';

const CHUNK = 500;

/** The key in the plugin's store while import records have fingerprints of the model before a migration. */
export const REBASE = 'fingerprints-before';

interface Context {
  strapi: Strapi;
  connection: Connection;
  migration: string;
  history: History;
}

/** A model with the name of its table, which is shortened where `collectionName` is long. */
interface StoredModel extends Model {
  table: string;
}

const modelOf = ({ strapi, history }: Context, name: ModelName): StoredModel => {
  const model = history.modelOf(name);
  return { ...model, table: tableName(strapi, model.collectionName) };
};

/** Updates columns of a table, if it exists. */
const replaceValue = async (
  { strapi, connection }: Context,
  name: string,
  where: Record<string, string>,
  values: Record<string, string | null>
): Promise<void> => {
  if (!(await hasTable(strapi, connection, name))) return;
  await table(strapi, connection, name).where(where).update(values);
};

const renameTables = async ({ strapi, connection }: Context, from: string, to: string): Promise<void> => {
  await renameTable(strapi, connection, from, to);
  await renamePersistedTable(strapi, connection, from, to);
};

/**
 * Follows one path of a permission, such as `hero.alt`, from the content type down.
 *
 * @param visit returns the current name of an attribute of a model
 */
const renamePath = (
  { strapi, history }: Context,
  subject: string,
  path: string,
  visit: (uid: string, attribute: string) => string
): string => {
  const schemas = { ...strapi.contentTypes, ...strapi.components } as unknown as Record<
    string,
    { attributes: Record<string, { component?: string }> }
  >;
  let uid: string | undefined = history.uidNow(subject);
  const names: string[] = [];
  for (const part of path.split('.')) {
    const name: string = uid === undefined ? part : visit(uid, part);
    names.push(name);
    uid =
      uid === undefined ? undefined : schemas[uid]?.attributes[history.attributeNow(uid, name)]?.component;
  }
  return names.join('.');
};

/** Renames what exists of an attribute: a column, a table of links, components or files. */
const renameAttribute = async (
  context: Context,
  { of, from, to }: Extract<Change, { change: 'rename-attribute' }>
): Promise<void> => {
  const { strapi, connection, history } = context;
  const model = modelOf(context, of);
  const before = attributeNames(strapi, model.collectionName, model.name, from);
  const after = attributeNames(strapi, model.collectionName, model.name, to);
  await renameColumn(strapi, connection, model.table, before.column, after.column);
  await renameTables(context, before.linkTable, after.linkTable);
  const links = componentsTable(strapi, model.collectionName);
  await renameField(strapi, connection, { uid: model.uid, links }, from, to);
  await renameInLayouts(strapi, connection, model.uid, from, to);
  const now = history.uidNow(model.uid);
  await renamePermissionFields(strapi, connection, (subject, path) =>
    renamePath(context, subject, path, (uid, attribute) =>
      uid === now && attribute === from ? to : attribute
    )
  );
};

const renameComponent = async (
  context: Context,
  { from, to, tables }: Extract<Change, { change: 'rename-component' }>
): Promise<void> => {
  const { strapi, connection, history } = context;
  const [fromUid, toUid] = [`${COMPONENT_CATEGORY}.${from}`, `${COMPONENT_CATEGORY}.${to}`];
  await renameLinkedComponent(strapi, connection, fromUid, toUid);
  for (const attribute of history.attributesOf(toUid)) {
    const before = attributeNames(strapi, tables.from, from, attribute).linkTable;
    const after = attributeNames(strapi, tables.to, to, attribute).linkTable;
    await renameTables(context, before, after);
    await renameColumn(strapi, connection, after, ownerColumn(strapi, from), ownerColumn(strapi, to));
  }
  await renameTables(context, componentsTable(strapi, tables.from), componentsTable(strapi, tables.to));
  await renameTables(context, tableName(strapi, tables.from), tableName(strapi, tables.to));
  await renameLayout(strapi, connection, fromUid, toUid);
};

const columnOf = ({ strapi }: Context, { collectionName, name: model }: Model, attribute: string): string =>
  attributeNames(strapi, collectionName, model, attribute).column;

/** Reads the values of a column, with the documents that its rows belong to. */
const valuesOf = async (
  { strapi, connection }: Context,
  rows: StoredRows,
  model: StoredModel,
  attribute: string,
  column: string,
  only?: string
): Promise<RemovedValue[]> => {
  const values: RemovedValue[] = [];
  if (!(await hasColumn(strapi, connection, model.table, column))) return values;
  for (let after = 0; ;) {
    const query = table(strapi, connection, model.table)
      .select('id', { value: column })
      .where('id', '>', after);
    if (only === undefined) query.whereNotNull(column);
    else query.where({ [column]: only });
    const found = (await query.orderBy('id').limit(CHUNK)) as { id: number; value: unknown }[];
    if (found.length === 0) return values;
    for (const { id, value } of found) {
      for (const owner of await rows.ownersOf(model.table, id)) {
        values.push({ model: model.uid, attribute, owner, value });
      }
    }
    after = found.at(-1)!.id;
  }
};

const rowsOf = ({ strapi, connection, history }: Context): Promise<StoredRows> =>
  readStoredRows(strapi, connection, (uid) => {
    const metadata = hasModel(strapi, uid) ? tableOf(strapi, uid) : undefined;
    if (!uid.startsWith(`${COMPONENT_CATEGORY}.`)) return metadata;
    try {
      return tableName(strapi, history.modelOf(uid).collectionName);
    } catch {
      // A component that the site itself has in the plugin's category.
      return metadata;
    }
  });

const removeAttribute = async (
  context: Context,
  { of, attribute }: Extract<Change, { change: 'remove-attribute' }>
): Promise<void> => {
  const { strapi, connection, migration } = context;
  const model = modelOf(context, of);
  const rows = await rowsOf(context);
  const names = attributeNames(strapi, model.collectionName, model.name, attribute);
  const values = await valuesOf(context, rows, model, attribute, names.column);
  const addAll = async (found: Map<number, unknown>): Promise<void> => {
    for (const [id, value] of found) {
      for (const owner of await rows.ownersOf(model.table, id)) {
        values.push({ model: model.uid, attribute, owner, value });
      }
    }
  };
  await addAll(await rows.readLinks(names.linkTable));
  await addAll(await rows.readFiles(model.uid, attribute));
  const links = componentsTable(strapi, model.collectionName);
  for (const holder of await holdersOf(strapi, connection, links, attribute)) {
    const value: unknown[] = [];
    for (const { component, row } of await rows.componentsOf(model.table, holder, attribute)) {
      value.push({ component, content: await rows.readComponent(component, row) });
    }
    await addAll(new Map([[holder, value]]));
  }
  await storeRemovedValues(strapi, connection, migration, values);
};

const removeComponent = async (
  context: Context,
  { name, table: collectionName }: Extract<Change, { change: 'remove-component' }>
): Promise<void> => {
  const { strapi, connection, migration } = context;
  const uid = `${COMPONENT_CATEGORY}.${name}`;
  const rows = await rowsOf(context);
  const values: RemovedValue[] = [];
  for (const { row, table, holder, field, order } of await holdingsOf(strapi, connection, uid)) {
    const value = { order, content: await rows.readComponent(uid, row) };
    for (const owner of await rows.ownersOf(table, holder)) {
      values.push({ model: uid, attribute: field, owner, value });
    }
  }
  await storeRemovedValues(strapi, connection, migration, values);
  for (const each of [tableName(strapi, collectionName), componentsTable(strapi, collectionName)]) {
    if (await hasTable(strapi, connection, each)) await persistTableInMigration(strapi, connection, each);
  }
};

/** Protects the tables of a removed content type. */
const removeType = async (
  { strapi, connection }: Context,
  { table: collectionName }: Extract<Change, { change: 'remove-type' }>
): Promise<void> => {
  const name = tableName(strapi, collectionName);
  if (!(await hasTable(strapi, connection, name))) return;
  await persistTableInMigration(strapi, connection, name);
  for (const { name: link, foreignKeys } of await storedTables(strapi, connection)) {
    if (foreignKeys[0]?.referencedTable === name && link.startsWith(name)) {
      await persistTableInMigration(strapi, connection, link);
    }
  }
};

const applyChange = async (context: Context, change: Change): Promise<void> => {
  const { strapi, connection, migration } = context;
  switch (change.change) {
    case 'rename-attribute':
      return renameAttribute(context, change);
    case 'rename-component':
      return renameComponent(context, change);
    case 'rename-value': {
      const model = modelOf(context, change.of);
      const column = columnOf(context, model, change.attribute);
      if (!(await hasColumn(strapi, connection, model.table, column))) return;
      return replaceValue(context, model.table, { [column]: change.from }, { [column]: change.to });
    }
    case 'remove-value': {
      const model = modelOf(context, change.of);
      const column = columnOf(context, model, change.attribute);
      const rows = await rowsOf(context);
      const values = await valuesOf(context, rows, model, change.attribute, column, change.value);
      await storeRemovedValues(strapi, connection, migration, values);
      if (values.length === 0) return;
      return replaceValue(context, model.table, { [column]: change.value }, { [column]: null });
    }
    case 'remove-attribute':
      return removeAttribute(context, change);
    case 'remove-component':
      return removeComponent(context, change);
    case 'remove-type':
      return removeType(context, change);
  }
};

/**
 * Applies the changes of one migration to the database. Each can be repeated.
 *
 * @param all every migration, since a site may skip releases
 */
export const applyMigration = async (
  strapi: Strapi,
  connection: Connection,
  migration: Migration,
  all: Migration[]
): Promise<void> => {
  const later = all.slice(all.indexOf(migration) + 1).flatMap(({ changes }) => changes);
  for (const [index, change] of migration.changes.entries()) {
    // The change that removes a component or type names its table.
    const first = change.change.startsWith('remove-') ? index : index + 1;
    const history = historyBefore([...migration.changes.slice(first), ...later]);
    await applyChange({ strapi, connection, migration: migration.name, history }, change);
  }
  await writeStore(strapi, connection, `plugin_${PLUGIN_ID}_${REBASE}`, migration.name);
};

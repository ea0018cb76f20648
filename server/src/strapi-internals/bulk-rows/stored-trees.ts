/*
 * Relies on the tables that Strapi derives from content types and components, as `strapi.db.metadata` describes them, on the
 * fixed columns of component links (`component_type`, `field`, `order`) and on `document_id`. Read in Strapi 5.54.0. When
 * one of them is missing, the query throws before anything is written for good.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Strapi } from '../../plugin';
import type { Connection } from './insert';
import { createModels, type Models } from './models';

type Values = Record<string, unknown>;

/** A row without ids and times, so that the rows of two documents can be compared. */
export interface ComparableRow {
  table: string;
  values: Values;
}

/** Rows by their paths, such as `article:one de draft.areas[0]`. */
export type RowTrees = Map<string, ComparableRow>;

/** Documents of one content type, by their documentIds, with the names that they get in paths. */
export interface Roots {
  uid: string;
  names: Map<string, string>;
}

/** A difference between two sets of rows; without a column, one of them lacks the row. */
export interface RowDifference {
  path: string;
  table: string;
  column: string | undefined;
}

interface NamedRow {
  id: number;
  path: string;
}

interface Reading {
  strapi: Strapi;
  trx: Connection;
  models: Models;
  /** The paths of root rows, by table and id. */
  paths: Map<string, string>;
  trees: RowTrees;
}

type DatabaseAttribute = ReturnType<Strapi['db']['metadata']['get']>['attributes'][string];

const TIME_TYPES = new Set(['datetime', 'timestamp']);
const JSON_TYPES = new Set(['json', 'blocks']);

const IDS = new Set(['id', 'document_id']);

const without = (row: Values, ...columns: (string | undefined)[]): Values =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));

/** Whether a value is set, for numbers and times that differ from one write to the next. */
const presence = (value: unknown): string | null => (value === null || value === undefined ? null : 'set');

/** SQLite returns JSON as text. */
const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

const comparableValues = ({ strapi }: Reading, uid: string, row: Values): Values => {
  const types = new Map(
    Object.values(strapi.db.metadata.get(uid).attributes).flatMap((attribute) =>
      'columnName' in attribute && attribute.columnName ? [[attribute.columnName, attribute.type]] : []
    )
  );
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !IDS.has(column))
      .map(([column, value]) => {
        const type = types.get(column) ?? '';
        if (TIME_TYPES.has(type)) return [column, presence(value)];
        return [column, JSON_TYPES.has(type) ? parsed(value) : value];
      })
  );
};

const groupBy = <Item>(items: Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

const pathsOf = (rows: NamedRow[]): Map<number, string> => new Map(rows.map(({ id, path }) => [id, path]));

/** Adds the rows of components, with their links; their order is part of the path. */
const addComponents = async (reading: Reading, uid: string, rows: NamedRow[]): Promise<void> => {
  const { trx, models, trees } = reading;
  const paths = pathsOf(rows);
  const tables = new Map(models.of(uid).parts.map(({ link }) => [link.table, link.columns]));
  for (const [table, [entity, component]] of tables) {
    const links: Values[] = await trx(table)
      .select()
      .whereIn(entity!, [...paths.keys()])
      .orderBy(['order', 'id']);
    const found: { uid: string; row: NamedRow }[] = [];
    for (const [key, own] of groupBy(links, (link) => `${paths.get(Number(link[entity!]))}.${link.field}`)) {
      for (const [index, link] of own.entries()) {
        const path = `${key}[${index}]`;
        // An update numbers a single component, which a new document does not.
        const values = without(link, 'id', entity, component, 'order');
        trees.set(`${path} link`, { table, values });
        found.push({ uid: String(link.component_type), row: { id: Number(link[component!]), path } });
      }
    }
    for (const [type, own] of groupBy(found, (each) => each.uid)) {
      await addRows(
        reading,
        type,
        own.map(({ row }) => row)
      );
    }
  }
};

/** Adds the links to files. */
const addFiles = async ({ trx, models, trees }: Reading, uid: string, rows: NamedRow[]): Promise<void> => {
  const paths = pathsOf(rows);
  const { table, columns } = models.files;
  const [, id, type] = columns;
  const links: Values[] = await trx(table)
    .select()
    .where(type!, uid)
    .whereIn(id!, [...paths.keys()])
    .orderBy(['order', 'id']);
  for (const [key, own] of groupBy(links, (link) => `${paths.get(Number(link[id!]))}.${link.field}`)) {
    for (const [index, link] of own.entries()) {
      const values = { ...without(link, 'id', id), order: presence(link.order) };
      trees.set(`${key}[${index}] file`, { table, values });
    }
  }
};

/** Adds the links of one relation. A target among the roots is named by its path, any other by its id. */
const addRelation = async (
  { strapi, trx, paths: roots, trees }: Reading,
  { name, attribute, rows }: { name: string; attribute: DatabaseAttribute; rows: NamedRow[] }
): Promise<void> => {
  if (!('target' in attribute) || !('joinTable' in attribute) || !attribute.joinTable) return;
  const { joinTable } = attribute;
  if (!('inverseJoinColumn' in joinTable) || !joinTable.inverseJoinColumn) return;
  const paths = pathsOf(rows);
  const source = joinTable.joinColumn.name;
  const target = joinTable.inverseJoinColumn.name;
  const numbers = [joinTable.orderColumnName, joinTable.inverseOrderColumnName].filter(
    (column) => column !== undefined
  );
  const targetTable = strapi.db.metadata.get(attribute.target).tableName;
  const links: Values[] = await trx(joinTable.name)
    .select()
    .whereIn(source, [...paths.keys()]);
  const named = links.map((link): Values => ({
    ...link,
    [target]: roots.get(`${targetTable} ${link[target]}`) ?? link[target],
  }));
  const order = joinTable.orderColumnName;
  const sorted = named.toSorted((one, other) =>
    order
      ? Number(one[order]) - Number(other[order])
      : String(one[target]).localeCompare(String(other[target]))
  );
  for (const [key, own] of groupBy(sorted, (link) => `${paths.get(Number(link[source]))}.${name}`)) {
    for (const [index, link] of own.entries()) {
      const numbered = Object.fromEntries(numbers.map((column) => [column, presence(link[column])]));
      const values = { ...without(link, 'id', source), ...numbered };
      trees.set(`${key}[${index}] relation`, { table: joinTable.name, values });
    }
  }
};

/** Adds rows of a content type or component, and everything that belongs to them. */
const addRows = async (reading: Reading, uid: string, rows: NamedRow[]): Promise<void> => {
  const { strapi, trx, models, trees } = reading;
  const { attributes, tableName } = strapi.db.metadata.get(uid);
  const paths = pathsOf(rows);
  const stored: Values[] = await trx(tableName)
    .select()
    .whereIn('id', [...paths.keys()]);
  for (const row of stored) {
    const values = comparableValues(reading, uid, row);
    trees.set(paths.get(Number(row.id))!, { table: tableName, values });
  }
  await addComponents(reading, uid, rows);
  await addFiles(reading, uid, rows);
  const parts = new Set(models.of(uid).parts.map(({ name }) => name));
  for (const [name, attribute] of Object.entries(attributes)) {
    if (!parts.has(name)) await addRelation(reading, { name, attribute, rows });
  }
};

/**
 * Reads all rows of documents: their versions, components, and links to files and to other documents.
 *
 * @param trx an open transaction
 */
export const readTrees = async (strapi: Strapi, trx: Connection, roots: Roots[]): Promise<RowTrees> => {
  const reading: Reading = {
    strapi,
    trx,
    models: createModels(strapi),
    paths: new Map(),
    trees: new Map(),
  };
  const versions: { uid: string; rows: NamedRow[] }[] = [];
  for (const { uid, names } of roots) {
    const table = strapi.db.metadata.get(uid).tableName;
    const found: Values[] = await trx(table)
      .select('id', 'document_id', 'locale', 'published_at')
      .whereIn('document_id', [...names.keys()]);
    const rows = found.map((row): NamedRow => {
      const state = row.published_at === null ? 'draft' : 'published';
      return { id: Number(row.id), path: `${names.get(String(row.document_id))} ${row.locale} ${state}` };
    });
    for (const { id, path } of rows) reading.paths.set(`${table} ${id}`, path);
    versions.push({ uid, rows });
  }
  for (const { uid, rows } of versions) await addRows(reading, uid, rows);
  return reading.trees;
};

/** Returns how two sets of rows differ, in the order of their paths. */
export const compareTrees = (one: RowTrees, other: RowTrees): RowDifference[] =>
  [...new Set([...one.keys(), ...other.keys()])].toSorted().flatMap((path): RowDifference[] => {
    const [left, right] = [one.get(path), other.get(path)];
    if (!left || !right) return [{ path, table: (left ?? right)!.table, column: undefined }];
    const columns = new Set([...Object.keys(left.values), ...Object.keys(right.values)]);
    return [...columns]
      .filter((column) => !isDeepStrictEqual(left.values[column], right.values[column]))
      .map((column) => ({ path, table: left.table, column }));
  });

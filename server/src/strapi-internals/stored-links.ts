/**
 * The links of rows to their components and files.
 *
 * Relies on: a table between rows and their components has `entity_id` (the row), `cmp_id`, `component_type` (the uid of the
 * component), `field` and `order`, and its first foreign key references the rows; the table `files_related_mph` has
 * `related_type` (a uid) and `field`. Read in Strapi 5.54.0.
 * When a table is missing, nothing is found or changed there. When a column is missing, the statement throws, and the
 * transaction that it belongs to is rolled back.
 */
import type { Strapi } from '../plugin';
import { hasTable, inParts, table, type Connection } from './database';
import { storedTables } from './schema-changes';

const FILE_LINKS = 'files_related_mph';

/** The row of a component. */
export interface ComponentRow {
  /** The uid of the component. */
  component: string;
  /** The id of its row. */
  row: number;
}

/** What holds the row of a component. */
interface Holding {
  row: number;
  /** The table of what holds it, and the id there. */
  table: string;
  holder: number;
  field: string;
  order: number | null;
}

const update = async (
  strapi: Strapi,
  connection: Connection,
  name: string,
  where: Record<string, string>,
  values: Record<string, string>
): Promise<void> => {
  if (await hasTable(strapi, connection, name)) {
    await table(strapi, connection, name).where(where).update(values);
  }
};

/**
 * Returns the components of rows.
 *
 * @param links the table between the rows and their components
 * @param uids only these components
 * @param holders only those of these rows
 */
export const componentsIn = async (
  strapi: Strapi,
  connection: Connection,
  links: string,
  uids: Iterable<string>,
  holders?: Iterable<number>
): Promise<ComponentRow[]> => {
  const query = () =>
    table(strapi, connection, links)
      .select<ComponentRow[]>({ component: 'component_type', row: 'cmp_id' })
      .whereIn('component_type', [...uids]);
  if (!holders) return query();
  const found: ComponentRow[] = [];
  for (const part of inParts(holders)) found.push(...(await query().whereIn('entity_id', part)));
  return found;
};

/**
 * Returns a query for those of some rows that hold components in at least so many of some fields.
 *
 * @param links the table between the rows and their components
 */
export const withFields = (
  strapi: Strapi,
  links: string,
  { rows, fields, atLeast }: { rows: number[]; fields: readonly string[]; atLeast: number }
) =>
  strapi.db
    .getConnection(links)
    .select({ row: 'entity_id' })
    .whereIn('entity_id', rows)
    .whereIn('field', [...fields])
    .groupBy('entity_id')
    .havingRaw('COUNT(DISTINCT ??) >= ?', ['field', atLeast]);

/** Returns the ids of the rows that hold components in a field. */
export const holdersOf = async (
  strapi: Strapi,
  connection: Connection,
  links: string,
  field: string
): Promise<number[]> => {
  if (!(await hasTable(strapi, connection, links))) return [];
  const rows = (await table(strapi, connection, links).distinct({ id: 'entity_id' }).where({ field })) as {
    id: number;
  }[];
  return rows.map(({ id }) => id);
};

/** Returns the rows of a component with what holds them. */
export const holdingsOf = async (strapi: Strapi, connection: Connection, uid: string): Promise<Holding[]> => {
  const found: Holding[] = [];
  for (const { name, columns, foreignKeys } of await storedTables(strapi, connection)) {
    const holders = foreignKeys[0]?.referencedTable;
    if (!holders || !columns.some((column) => column.name === 'component_type')) continue;
    if (!(await hasTable(strapi, connection, name))) continue;
    const rows = (await table(strapi, connection, name)
      .select({ row: 'cmp_id', holder: 'entity_id', field: 'field', order: 'order' })
      .where({ component_type: uid })
      .orderBy('id')) as Omit<Holding, 'table'>[];
    found.push(...rows.map((row) => ({ ...row, table: holders })));
  }
  return found;
};

/**
 * Renames a field that holds components or files.
 *
 * @param uid of the model that has the field
 * @param links the table between its rows and their components
 */
export const renameField = async (
  strapi: Strapi,
  connection: Connection,
  { uid, links }: { uid: string; links: string },
  from: string,
  to: string
): Promise<void> => {
  await update(strapi, connection, links, { field: from }, { field: to });
  await update(strapi, connection, FILE_LINKS, { related_type: uid, field: from }, { field: to });
};

/** Renames a component in all links to it and to files in it. */
export const renameLinkedComponent = async (
  strapi: Strapi,
  connection: Connection,
  from: string,
  to: string
): Promise<void> => {
  for (const { name, columns } of await storedTables(strapi, connection)) {
    for (const column of ['component_type', 'related_type']) {
      if (!columns.some((each) => each.name === column)) continue;
      await update(strapi, connection, name, { [column]: from }, { [column]: to });
    }
  }
};

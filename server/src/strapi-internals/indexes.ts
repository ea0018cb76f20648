/**
 * Indexes on the tables of content types that Strapi's schema language has no words for: over several attributes, or for
 * the drafts only.
 *
 * Relies on: the names of tables and columns (see type-table.ts); a row is a draft where its `publishedAt` is NULL; and
 * Strapi's comparison of the tables with the model leaves alone the indexes and columns that it did not create. Read in
 * Strapi 5.54.0.
 * When a name is missing: the call throws before anything is changed, and the start ends with its message.
 * When Strapi drops such an index at a start: the next call creates it again.
 */
import type { Strapi } from '../plugin';
import { databaseClient, qualified, type Connection } from './database';
import { TypeTable } from './type-table';

/** The rows that an index is about; where there are no drafts, all. */
export type Versions = 'draft' | 'published' | 'all';

export interface UniqueIndex {
  /** The end of its name, after that of the table. */
  suffix: string;
  /** The attributes that no two rows have in common. */
  attributes: readonly [string, ...string[]];
  versions: Versions;
}

const hasMysqlIndex = async (connection: Connection, table: string, name: string): Promise<boolean> => {
  const [indexes] = (await connection.raw('SHOW INDEX FROM ?? WHERE Key_name = ?', [table, name])) as [
    unknown[],
  ];
  return indexes.length > 0;
};

/** Creates an index over one attribute, if it does not exist. */
export const ensureIndex = async (
  strapi: Strapi,
  uid: string,
  attribute: string,
  { suffix, isUnique }: { suffix: string; isUnique?: boolean }
): Promise<void> => {
  const { connection } = strapi.db;
  const table = new TypeTable(strapi, uid);
  const name = `${table.name}_${suffix}`;
  const on = qualified(strapi, table.name);
  const create = isUnique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX';
  const bindings = [name, on, table.column(attribute)];
  if (databaseClient(strapi) !== 'mysql') {
    await connection.raw(`${create} IF NOT EXISTS ?? ON ?? (??)`, bindings);
  } else if (!(await hasMysqlIndex(connection, on, name))) {
    await connection.raw(`${create} ?? ON ?? (??)`, bindings);
  }
};

/** The names of a unique index in the database. */
interface Names {
  index: string;
  table: string;
  columns: [string, ...string[]];
  publishedAt: string;
}

const placeholders = (columns: readonly string[]): string => columns.map(() => '??').join(', ');

/** The condition for the rows of an index, with a placeholder for the column; undefined for all. */
const CONDITIONS = { draft: '?? IS NULL', published: '?? IS NOT NULL', all: undefined } as const;

const createPartial = async (
  connection: Connection,
  { index, table, columns, publishedAt }: Names,
  versions: Versions
): Promise<void> => {
  const condition = CONDITIONS[versions];
  await connection.raw(
    `CREATE UNIQUE INDEX IF NOT EXISTS ?? ON ?? (${placeholders(columns)})${condition ? ` WHERE ${condition}` : ''}`,
    [index, table, ...columns, ...(condition ? [publishedAt] : [])]
  );
};

/**
 * Creates an index over a generated column that is the first attribute where the condition holds and NULL elsewhere: MySQL
 * and MariaDB have no partial indexes, and a unique index accepts repeated NULLs.
 */
const createOverGeneratedColumn = async (
  connection: Connection,
  { index, table, columns, publishedAt }: Names,
  versions: Versions
): Promise<void> => {
  if (await hasMysqlIndex(connection, table, index)) return;
  const condition = CONDITIONS[versions];
  const [first, ...others] = columns;
  const generated = condition ? `${versions}_${first}` : first;
  if (condition && !(await connection.schema.hasColumn(table, generated))) {
    await connection.raw(
      `ALTER TABLE ?? ADD COLUMN ?? VARCHAR(255) GENERATED ALWAYS AS (IF(${condition}, ??, NULL)) VIRTUAL`,
      [table, generated, publishedAt, first]
    );
  }
  await connection.raw(`CREATE UNIQUE INDEX ?? ON ?? (${placeholders(columns)})`, [
    index,
    table,
    generated,
    ...others,
  ]);
};

/**
 * Creates a unique index, if it does not exist and the rows allow it.
 *
 * @returns values that several rows have in common, by attributes; with any, no index was created
 */
export const ensureUniqueIndex = async (
  strapi: Strapi,
  uid: string,
  { suffix, attributes, versions }: UniqueIndex
): Promise<Record<string, unknown>[]> => {
  const { connection } = strapi.db;
  const table = new TypeTable(strapi, uid);
  const publishedAt = table.column('publishedAt');
  const columns = attributes.map((attribute) => table.column(attribute)) as Names['columns'];
  const repeated = table
    .query()
    .select(table.columns(attributes))
    .whereNotNull(columns[0])
    .groupBy(columns)
    .havingRaw('COUNT(*) > 1')
    .limit(20);
  if (versions === 'draft') repeated.whereNull(publishedAt);
  if (versions === 'published') repeated.whereNotNull(publishedAt);
  const found = (await repeated) as Record<string, unknown>[];
  if (found.length > 0) return found;
  const create = databaseClient(strapi) === 'mysql' ? createOverGeneratedColumn : createPartial;
  const names = {
    index: `${table.name}_${suffix}`,
    table: qualified(strapi, table.name),
    columns,
    publishedAt,
  };
  await create(connection, names, versions);
  return [];
};

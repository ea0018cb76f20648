import type { Core } from '@strapi/strapi';

/**
 * The rows of the plugin's tables, with every id replaced by a name of the row, so that two ways of writing the same
 * documents can be compared row by row.
 */

type TableRow = Record<string, unknown>;

export type TableDump = Record<string, string[]>;

interface Link {
  table: string;
  /** Columns with ids, and the tables that they reference. */
  columns: Record<string, string>;
}

interface DumpOptions {
  /**
   * Whether the order numbers of components are compared, or only their sequence. When Strapi creates a document, it
   * numbers from 1 and leaves a single component without a number; when it updates one, it starts with any number.
   */
  exactPlaces: boolean;
}

const PREFIXES = ['plugin::career-field.', 'career-field.'];

/** The types of the plugin that hold no documents. */
const NOTES = [
  'seed-record',
  'editorial-state',
  'published-guide',
  'guide-invalidation',
  'shared-relation',
  'retired-slug',
  'scheduled-publication',
  'vacancy-count',
  'history-entry',
  'import-run',
  'checked-link',
  'link-use',
].map((name) => `plugin::career-field.${name}`);

/** The table of the relations that all locales share. */
const SELECTIONS = 'career_field_shared_relations';

const uidsOf = (strapi: Core.Strapi): string[] =>
  [...strapi.db.metadata.keys()].filter(
    (uid) => PREFIXES.some((prefix) => uid.startsWith(prefix)) && !NOTES.includes(uid)
  );

/** The rows between parents and components, renumbered within each parent and attribute. */
const renumber = (rows: TableRow[]): TableRow[] => {
  const counts = new Map<string, number>();
  return rows
    .toSorted((one, other) => Number(one.order) - Number(other.order))
    .map((row) => {
      const place = `${row.entity_id} ${row.field}`;
      counts.set(place, (counts.get(place) ?? 0) + 1);
      return { ...row, order: counts.get(place) };
    });
};

/** The join tables of components and of relations. */
const linksOf = (strapi: Core.Strapi): { components: Map<string, string>; relations: Link[] } => {
  // Found by the table of the parents, since Strapi shortens long names.
  const components = new Map<string, string>();
  const relations: Link[] = [];
  for (const uid of uidsOf(strapi)) {
    for (const attribute of Object.values(strapi.db.metadata.get(uid).attributes)) {
      if (!('joinTable' in attribute) || !attribute.joinTable) continue;
      const { joinTable } = attribute;
      if (joinTable.name.endsWith('_cmps'))
        components.set(joinTable.name, strapi.db.metadata.get(uid).tableName);
      else if ('inverseJoinColumn' in joinTable && 'target' in attribute) {
        relations.push({
          table: joinTable.name,
          columns: {
            [joinTable.joinColumn.name]: strapi.db.metadata.get(uid).tableName,
            [joinTable.inverseJoinColumn.name]: strapi.db.metadata.get(attribute.target).tableName,
          },
        });
      }
    }
  }
  return { components, relations };
};

/** The tables that documents of the plugin are written to. */
export const documentTables = (strapi: Core.Strapi): string[] => {
  const { components, relations } = linksOf(strapi);
  return [
    'files_related_mph',
    SELECTIONS,
    ...relations.map(({ table }) => table),
    ...components.keys(),
    ...uidsOf(strapi).map((uid) => strapi.db.metadata.get(uid).tableName),
  ];
};

const without = (row: TableRow, ...columns: string[]): TableRow =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)));

/** Returns the number of rows of each other table. */
export const countElsewhere = async (strapi: Core.Strapi): Promise<Record<string, number>> => {
  const own = new Set(documentTables(strapi));
  const counts: Record<string, number> = {};
  for (const { tableName } of strapi.db.metadata.values()) {
    if (own.has(tableName)) continue;
    const [row] = await strapi.db.connection(tableName).count({ count: '*' });
    counts[tableName] = Number(row!.count);
  }
  return counts;
};

const isTime = (column: string): boolean =>
  ['created_at', 'updated_at', 'published_at', 'first_publication'].includes(column);

export const dumpTables = async (
  strapi: Core.Strapi,
  { exactPlaces }: DumpOptions = { exactPlaces: false }
): Promise<TableDump> => {
  const { components, relations } = linksOf(strapi);
  const tables = new Map<string, TableRow[]>();
  for (const table of documentTables(strapi)) tables.set(table, await strapi.db.connection(table));
  const tableOf = (uid: unknown): string => strapi.db.metadata.get(String(uid)).tableName;

  const names = new Map<string, string>();
  const nameOf = (table: string, id: unknown): string => names.get(`${table} ${id}`) ?? `unknown in ${table}`;
  const documents = new Map<unknown, string>();
  for (const uid of uidsOf(strapi).filter((own) => own.startsWith('plugin::'))) {
    const rows = tables.get(tableOf(uid))!;
    for (const { document_id: id, slug, locale } of rows) {
      if (locale === 'de') documents.set(id, `${uid} ${slug}`);
    }
    for (const { id, document_id: document, locale, published_at: published } of rows) {
      const state = published === null ? 'draft' : 'published';
      names.set(`${tableOf(uid)} ${id}`, `${documents.get(document)} ${locale} ${state}`);
    }
  }
  // Components get their names from their parents, which may be components, too.
  const pending = [...components].flatMap(([table, parent]) => {
    const rows = tables.get(table)!;
    return (exactPlaces ? rows : renumber(rows)).map((row) => ({ row, parent }));
  });
  for (let before = -1; before !== names.size;) {
    before = names.size;
    for (const { row, parent } of pending) {
      const name = names.get(`${parent} ${row.entity_id}`);
      if (!name) continue;
      names.set(`${tableOf(row.component_type)} ${row.cmp_id}`, `${name}.${row.field}[${row.order}]`);
    }
  }

  const dump: TableDump = {};
  const add = (table: string, row: TableRow): void => {
    (dump[table] ??= []).push(JSON.stringify(row));
  };
  for (const uid of uidsOf(strapi)) {
    for (const { id, ...row } of tables.get(tableOf(uid))!) {
      for (const column of Object.keys(row)) {
        if (isTime(column) && row[column] !== null) row[column] = 'a time';
      }
      if ('document_id' in row) row.document_id = documents.get(row.document_id);
      add(tableOf(uid), { id: nameOf(tableOf(uid), id), ...row });
    }
  }
  for (const { row, parent } of pending) {
    add(`${parent}_cmps`, {
      entity: nameOf(parent, row.entity_id),
      component: nameOf(tableOf(row.component_type), row.cmp_id),
      ...without(row, 'id', 'entity_id', 'cmp_id'),
    });
  }
  for (const { table, columns } of relations) {
    for (const row of tables.get(table)!) {
      const named = Object.entries(columns).map(([column, target]) => [column, nameOf(target, row[column])]);
      add(table, { ...without(row, 'id'), ...Object.fromEntries(named) });
    }
  }
  for (const row of tables.get('files_related_mph')!) {
    add('files_related_mph', {
      related: nameOf(tableOf(row.related_type), row.related_id),
      ...without(row, 'id', 'related_id'),
    });
  }
  for (const { source, target, relation, published, position } of tables.get(SELECTIONS)!) {
    // On MySQL this row exists only to be locked.
    if (relation === 'lock') continue;
    add(SELECTIONS, {
      source: documents.get(source),
      target: documents.get(target),
      relation,
      published: Boolean(published),
      position,
    });
  }
  for (const rows of Object.values(dump)) rows.sort();
  return dump;
};

/** Returns the columns that are empty in every row, which the sample documents do not cover. */
export const emptyColumns = (dump: TableDump): string[] =>
  Object.entries(dump)
    .flatMap(([table, lines]) => {
      const rows = lines.map((line) => JSON.parse(line) as TableRow);
      return Object.keys(rows[0] ?? {})
        .filter((column) => rows.every((row) => row[column] === null))
        .map((column) => `${table}.${column}`);
    })
    .sort();

/** Empties the tables that documents of the plugin are written to. */
export const emptyTables = async (strapi: Core.Strapi): Promise<void> => {
  for (const table of documentTables(strapi)) await strapi.db.connection(table).delete();
};

import type { Core } from '@strapi/strapi';

export type TableRow = Record<string, unknown>;

/** All rows of a database, by table. */
export type Dump = Record<string, TableRow[]>;

/** Rows that the Media Library writes at some time after the bootstrap. */
const OF_STARTS = ['plugin_upload_metrics', 'plugin_upload_media_library_default_notice'];

/** Reads all rows of the site's database. */
export const dumpDatabase = async (strapi: Core.Strapi): Promise<Dump> => {
  const dump: Dump = {};
  for (const table of (await strapi.db.dialect.schemaInspector.getTables()).sort()) {
    const rows: TableRow[] = await strapi.db.connection(table).select('*');
    // As text, because drivers return dates as objects; sorted.
    dump[table] = rows
      .filter(({ key }) => !OF_STARTS.includes(String(key)))
      .map((row) => JSON.stringify(row))
      .sort()
      .map((row) => JSON.parse(row) as TableRow);
  }
  return dump;
};

/** Returns the dump without some tables. */
export const without = (dump: Dump, tables: string[]): Dump =>
  Object.fromEntries(Object.entries(dump).filter(([table]) => !tables.includes(table)));

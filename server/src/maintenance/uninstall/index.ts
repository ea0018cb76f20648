import { PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import { uidOf, type Strapi } from '../../plugin';
import { databaseClient, inParts, table as queryOn, type Connection } from '../../strapi-internals/database';
import { withLock } from '../../strapi-internals/database-lock';
import { existingTables } from '../../strapi-internals/schema-changes';
import { columnOf, fileLinks, tableOf } from '../../strapi-internals/tables';
import { dropTables, UninstallError } from './drop-tables';
import { planUninstall, referencesOfSite, type Plan, type Reference } from './plan';
import { removeRows } from './remove-rows';

export { UninstallError };
export type { Reference } from './plan';

export interface UninstallReport {
  /** The number of documents of each type that has any, before anything is deleted. */
  documents: Partial<Record<PublicType, number>>;
  /** The tables that were or would be dropped. */
  tables: string[];
  /** Tables with rows of the plugin, or that the plugin uses, which are the site's. */
  kept: { table: string; why: string }[];
  /**
   * Attributes of the site's own types and components, or of other plugins', that reference something of the plugin.
   * Strapi does not start without the plugin until their files are changed, so nothing is deleted before.
   */
  references: Reference[];
  dropped: boolean;
}

export interface UninstallOptions {
  /** Whether to delete anything; otherwise the report says what would be deleted. */
  dropData: boolean;
}

const FILE = 'plugin::upload.file';

const countDocuments = async (
  strapi: Strapi,
  connection: Connection
): Promise<UninstallReport['documents']> => {
  const documents: UninstallReport['documents'] = {};
  for (const type of PUBLIC_TYPES) {
    const uid = uidOf(type);
    const rows = queryOn(strapi, connection, tableOf(strapi, uid));
    const [row] = (await rows.countDistinct({ count: columnOf(strapi, uid, 'documentId') })) as {
      count: number | string;
    }[];
    if (Number(row?.count) > 0) documents[type] = Number(row?.count);
  }
  return documents;
};

/** Counts the files of the Media Library that deleted documents use. */
const countFiles = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<number> => {
  const { name, source, target, type } = fileLinks(strapi);
  const links = () => queryOn(strapi, connection, name).distinct<{ file: number }[]>({ file: source });
  const found = await links().whereIn(type, plan.deleted);
  for (const [component, ids] of plan.rows) {
    for (const part of inParts(ids)) {
      found.push(...(await links().where(type, component).whereIn(target, part)));
    }
  }
  return new Set(found.map(({ file }) => file)).size;
};

const keptBy = (strapi: Strapi, plan: Plan, files: number): UninstallReport['kept'] => {
  const kept = plan.shared.flatMap(({ component, usedBy, tables, hasFile }) => {
    const file = `src/components/${component.replace('.', '/')}.json`;
    const why =
      `The component ${component} is used by this site's own ${usedBy.join(', ')}; their rows stay. ` +
      (hasFile
        ? `It is the site's own component (${file}).`
        : `To go on using it without the plugin, make it the site's own: ${file}.`);
    return tables.map((table) => ({ table, why }));
  });
  if (files === 0) return kept;
  const why = `The plugin's documents use ${files} ${files === 1 ? 'file' : 'files'} of the Media Library, which is the site's.`;
  return [...kept, { table: tableOf(strapi, FILE), why }];
};

/** @throws UninstallError naming every attribute and its file when the site would not start without the plugin */
const checkReferences = (strapi: Strapi): void => {
  const references = referencesOfSite(strapi);
  if (references.length === 0) return;
  const lines = references.map(
    ({ uid, attribute, target, file }) => `  ${uid}: ${attribute} references ${target} (${file})`
  );
  throw new UninstallError(
    [
      'Nothing was deleted: the site would not start without the plugin, because these attributes reference it:',
      ...lines,
      'Remove them from their files, start the site once, and run the command again. To keep what is stored in a',
      `component, give the site a file of its own for it: src/components/career-field/<name>.json.`,
    ].join('\n')
  );
};

/**
 * Deletes the plugin's data from the site's database: its tables, and every row elsewhere about it. The site's own data
 * stays. Without `dropData`, only reports what would be deleted.
 *
 * It can be repeated, and completes an interrupted run. Where the database can roll back the dropping of a table, which
 * MySQL and MariaDB cannot, it deletes everything or nothing.
 *
 * With `dropData`, the plugin does not work afterwards in this process: destroy `strapi` at once, and run no other
 * process of the site meanwhile. It waits for a running import. The next start creates empty tables if the plugin is
 * still enabled.
 *
 * @throws UninstallError with nothing changed when a type or component outside of the plugin references it; also when
 * something unknown to Strapi keeps a table from being dropped
 */
export const uninstall = async (strapi: Strapi, { dropData }: UninstallOptions): Promise<UninstallReport> => {
  if (dropData) checkReferences(strapi);
  // Before the transaction: the query takes a connection of its own, and SQLite has only one.
  const existing = await existingTables(strapi);
  const remove = async (connection: Connection): Promise<{ plan: Plan; report: UninstallReport }> => {
    const plan = await planUninstall(strapi, connection);
    const report: UninstallReport = {
      documents: await countDocuments(strapi, connection),
      tables: plan.tables.filter((table) => existing.has(table)).sort(),
      kept: keptBy(strapi, plan, await countFiles(strapi, connection, plan)),
      references: plan.references,
      dropped: dropData,
    };
    if (dropData) await removeRows(strapi, connection, plan);
    return { plan, report };
  };

  if (!dropData) return (await remove(strapi.db.connection)).report;

  const removeAndDrop = async (): Promise<UninstallReport> => {
    // MySQL commits at every table that it drops, so the rows that a later run needs are written before.
    const canUndoDrops = databaseClient(strapi) !== 'mysql';
    const { plan, report } = await strapi.db.transaction(async ({ trx }) => {
      const removed = await remove(trx);
      if (canUndoDrops) await dropTables(strapi, trx, removed.plan);
      return removed;
    });
    if (!canUndoDrops) await dropTables(strapi, strapi.db.connection, plan);
    return report;
  };
  // An import that does not find its tables would end half-way.
  return withLock(strapi, removeAndDrop, () =>
    strapi.log.info('[career-field] Waiting until a running import has ended.')
  );
};

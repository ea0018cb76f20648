import { PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import { uidOf, type Strapi } from '../../plugin';
import { withLock } from '../../strapi-internals/database-lock';
import { dropTables, UninstallError } from './drop-tables';
import { planUninstall, referencesOfSite, type Plan, type Reference } from './plan';
import { removeRows } from './remove-rows';
import { from, inPieces, type Connection } from './tables';

export { UninstallError };
export type { Reference } from './plan';

export interface UninstallReport {
  /** How many documents there are, or were, of each type that has any. */
  documents: Partial<Record<PublicType, number>>;
  /** What was or would be dropped. */
  tables: string[];
  /** What stays although the plugin has or had to do with it. */
  kept: { table: string; why: string }[];
  /**
   * Attributes of the site's own types and components, or of other plugins', that reference something of the plugin.
   * Strapi does not start without the plugin until their files are changed, so nothing is deleted before.
   */
  references: Reference[];
  dropped: boolean;
}

export interface UninstallOptions {
  /** Whether to remove anything; otherwise the report says what would be. */
  dropData: boolean;
}

const FILE = 'plugin::upload.file';

const countDocuments = async (
  strapi: Strapi,
  connection: Connection
): Promise<UninstallReport['documents']> => {
  const documents: UninstallReport['documents'] = {};
  for (const type of PUBLIC_TYPES) {
    const { tableName } = strapi.db.metadata.get(uidOf(type));
    const [row] = (await from(strapi, connection, tableName).countDistinct('document_id as count')) as {
      count: number | string;
    }[];
    if (Number(row?.count) > 0) documents[type] = Number(row?.count);
  }
  return documents;
};

/** How many files of the Media Library are used by what goes. */
const countFiles = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<number> => {
  const { related } = strapi.db.metadata.get(FILE).attributes;
  const joinTable = related && 'joinTable' in related ? related.joinTable : undefined;
  if (!joinTable || !('morphColumn' in joinTable)) return 0;
  const { name, joinColumn, morphColumn } = joinTable;
  const links = () => from(strapi, connection, name).distinct<{ file: number }[]>({ file: joinColumn.name });
  const found = await links().whereIn(morphColumn.typeColumn.name, plan.goes);
  for (const [component, ids] of plan.rows) {
    for (const piece of inPieces(ids)) {
      const inComponent = links().where(morphColumn.typeColumn.name, component);
      found.push(...(await inComponent.whereIn(morphColumn.idColumn.name, piece)));
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
  return [...kept, { table: strapi.db.metadata.get(FILE).tableName, why }];
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
 * Removes the plugin's data from the site's database for good: its tables, and every row elsewhere that is about it.
 * What belongs to the site stays as it was. Without `dropData`, only says what that would be.
 *
 * It can be repeated, and finishes what a run that was broken off has begun. Where the database can undo the dropping
 * of a table, which MySQL and MariaDB cannot, all is done or nothing.
 *
 * With `dropData`, nothing of the plugin works afterwards in this process: destroy `strapi` right away, and let no
 * other process of the site run meanwhile; it waits for a seeding run that is under way. The next start makes empty tables if the plugin is still enabled.
 *
 * @throws UninstallError with nothing changed when a type or component outside of the plugin references it; also when
 * something that Strapi does not know keeps a table from being dropped
 */
export const uninstall = async (strapi: Strapi, { dropData }: UninstallOptions): Promise<UninstallReport> => {
  if (dropData) checkReferences(strapi);
  // Asked before the transaction: the question goes over a connection of its own, and SQLite has only one.
  const existing = new Set(await strapi.db.dialect.schemaInspector.getTables());
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
    // MySQL commits by itself at every table that it drops; what a later run needs to know has to be written before.
    const canUndoDrops = strapi.db.dialect.client !== 'mysql';
    const { plan, report } = await strapi.db.transaction(async ({ trx }) => {
      const removed = await remove(trx);
      if (canUndoDrops) await dropTables(strapi, trx, removed.plan);
      return removed;
    });
    if (!canUndoDrops) await dropTables(strapi, strapi.db.connection, plan);
    return report;
  };
  // A seeding run that finds its tables gone would stop half-way.
  return withLock(strapi, removeAndDrop, () =>
    strapi.log.info('[career-field] Waiting until a run that brings guides in has ended.')
  );
};

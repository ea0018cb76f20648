import { releaseTables } from '../../model/protect-tables';
import { COMPONENT_CATEGORY } from '../../../../content-types';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { hasOwnFile, type Plan } from './plan';
import { from, inPieces, type Connection } from './tables';

const OWN_PREFIX = `plugin::${PLUGIN_ID}.`;

const isAboutPlugin = (value: unknown): boolean => typeof value === 'string' && value.startsWith(OWN_PREFIX);

/** What Strapi and its plugins keep about a content type or an action of it, by the attribute that names it. */
const MENTIONS: readonly [model: string, attribute: string][] = [
  ['admin::permission', 'subject'],
  ['admin::permission', 'action'],
  ['admin::api-token-permission', 'action'],
  ['plugin::users-permissions.permission', 'action'],
  ['plugin::content-manager.history-version', 'contentType'],
  ['plugin::content-releases.release-action', 'contentType'],
  ['plugin::i18n.ai-localization-job', 'contentType'],
];

const WORKFLOW = 'plugin::review-workflows.workflow';

/** A place that can point at a row of any model, by the name of the model and the row's id. */
export interface MorphPlace {
  table: string;
  type: string;
  id: string;
  /** Whether these are columns of a row with other content, which stays. */
  isPartOfRow: boolean;
}

/** Every such place, dynamic zones and the links of media included. */
export const morphPlaces = (strapi: Strapi): MorphPlace[] => {
  const places = new Map<string, MorphPlace>();
  for (const { tableName, attributes } of strapi.db.metadata.values()) {
    for (const attribute of Object.values(attributes)) {
      const joinTable = 'joinTable' in attribute ? attribute.joinTable : undefined;
      const own = 'morphColumn' in attribute ? attribute.morphColumn : undefined;
      const column = joinTable && 'morphColumn' in joinTable ? joinTable.morphColumn : own;
      if (!column) continue;
      const table = joinTable?.name ?? tableName;
      const type = column.typeColumn.name;
      places.set(`${table}.${type}`, { table, type, id: column.idColumn.name, isPartOfRow: !joinTable });
    }
  }
  return [...places.values()];
};

const deleteMentions = async (strapi: Strapi): Promise<void> => {
  for (const [model, attribute] of MENTIONS) {
    if (!strapi.db.metadata.has(model)) continue;
    const query = strapi.db.query(model as Parameters<typeof strapi.db.query>[0]);
    const rows = (await query.findMany({ select: ['id', attribute] })) as { id: number }[];
    const ids = rows.filter((row) => isAboutPlugin(row[attribute as keyof typeof row])).map(({ id }) => id);
    for (const piece of inPieces(ids)) await query.deleteMany({ where: { id: { $in: piece } } });
  }
};

const leaveWorkflows = async (strapi: Strapi): Promise<void> => {
  if (!strapi.db.metadata.has(WORKFLOW)) return;
  const workflows = (await strapi.db.query(WORKFLOW).findMany({ select: ['id', 'contentTypes'] })) as {
    id: number;
    contentTypes: string[] | null;
  }[];
  for (const { id, contentTypes } of workflows) {
    if (!contentTypes?.some(isAboutPlugin)) continue;
    const others = contentTypes.filter((uid) => !isAboutPlugin(uid));
    await strapi.db.query(WORKFLOW).update({ where: { id }, data: { contentTypes: others } });
  }
};

const deleteStored = async (strapi: Strapi, { shared }: Plan): Promise<void> => {
  const layouts = 'plugin_content_manager_configuration_';
  const kept = new Set(shared.map(({ component }) => component));
  const isGone = (key: string): boolean => {
    if (key.startsWith(`plugin_${PLUGIN_ID}_`)) return true;
    if (key.startsWith(`${layouts}content_types::${OWN_PREFIX}`)) return true;
    if (!key.startsWith(`${layouts}components::${COMPONENT_CATEGORY}.`)) return false;
    const component = key.slice(`${layouts}components::`.length);
    // A site may have components of its own in this category.
    return !kept.has(component) && !hasOwnFile(strapi, component);
  };
  const store = strapi.db.query('strapi::core-store');
  const entries = (await store.findMany({ select: ['id', 'key'] })) as { id: number; key: string }[];
  const ids = entries.filter(({ key }) => isGone(key)).map(({ id }) => id);
  for (const piece of inPieces(ids)) await store.deleteMany({ where: { id: { $in: piece } } });
};

/** Takes out what points at rows that go: links of media, and relations of the site that can point at anything. */
const unlink = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<void> => {
  const dropped = new Set(plan.tables);
  for (const { table, type, id, isPartOfRow } of morphPlaces(strapi)) {
    if (dropped.has(table)) continue;
    const remove = (uids: string[], ids?: number[]) => {
      const rows = from(strapi, connection, table).whereIn(type, uids);
      if (ids) rows.whereIn(id, ids);
      return isPartOfRow ? rows.update({ [type]: null, [id]: null }) : rows.del();
    };
    await remove(plan.goes);
    for (const [component, ids] of plan.rows) {
      for (const piece of inPieces(ids)) await remove([component], piece);
    }
  }
};

const deleteComponentRows = async (strapi: Strapi, connection: Connection, { rows }: Plan): Promise<void> => {
  for (const [component, ids] of rows) {
    const { tableName } = strapi.db.metadata.get(component);
    for (const piece of inPieces(ids)) await from(strapi, connection, tableName).whereIn('id', piece).del();
  }
};

/** Columns of tables that stay which refer to a table that goes; Strapi makes them for `useJoinTable: false`. */
export const referringColumns = (strapi: Strapi, { tables }: Plan) => {
  const dropped = new Set(tables);
  return strapi.db.schema.schema.tables
    .filter(({ name }) => !dropped.has(name))
    .flatMap(({ name, foreignKeys }) =>
      foreignKeys
        .filter(({ referencedTable }) => dropped.has(referencedTable))
        .map(({ name: constraint, columns }) => ({ table: name, constraint, columns }))
    );
};

/**
 * Removes what is about the plugin from the tables that stay, and tells Strapi that its picture of the tables is no
 * longer right: the next start compares the database with the model again, makes what is missing, and drops what no
 * model has any more. So a run that ends after this is finished by Strapi itself where the plugin is off, and by the
 * next run where it is on.
 *
 * @param connection the transaction that this runs in
 */
export const removeRows = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<void> => {
  await deleteMentions(strapi);
  await leaveWorkflows(strapi);
  await unlink(strapi, connection, plan);
  await deleteComponentRows(strapi, connection, plan);
  for (const { table, columns } of referringColumns(strapi, plan)) {
    const nothing = Object.fromEntries(columns.map((column) => [column, null]));
    await from(strapi, connection, table).update(nothing);
  }
  await deleteStored(strapi, plan);
  // Without a file, the site's own rows would go with the component at a start without the plugin.
  const owned = plan.shared.filter(({ hasFile }) => hasFile).flatMap(({ tables }) => tables);
  const known = plan.tables.filter((table) => !plan.former.includes(table));
  await releaseTables(strapi, [...known, ...owned]);
  await from(strapi, connection, 'strapi_database_schema').update({ hash: 'career-field uninstalled' });
};

import { COMPONENT_CATEGORY } from '../../../../content-types';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { hasOwnFile } from '../../strapi-internals/component-registry';
import { inParts, table as queryOn, type Connection } from '../../strapi-internals/database';
import { releaseTables } from '../../strapi-internals/persisted-tables';
import {
  deleteReferences,
  deleteStoredValues,
  leaveWorkflows,
} from '../../strapi-internals/rows-about-types';
import { invalidateStoredSchema } from '../../strapi-internals/schema-changes';
import { foreignKeysTo, morphReferences, tableOf } from '../../strapi-internals/tables';
import type { Plan } from './plan';

const OWN_PREFIX = `plugin::${PLUGIN_ID}.`;

/** Whether the layout of a component is deleted: a site may have components of its own in the plugin's category. */
const isDeletedComponent =
  (strapi: Strapi, { shared }: Plan) =>
  (uid: string): boolean =>
    uid.startsWith(`${COMPONENT_CATEGORY}.`) &&
    !shared.some(({ component }) => component === uid) &&
    !hasOwnFile(strapi, uid);

/** Deletes the links of files, and the site's relations to any type, that reference deleted rows. */
const unlink = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<void> => {
  const dropped = new Set(plan.tables);
  for (const { table, type, id, isPartOfRow } of morphReferences(strapi)) {
    if (dropped.has(table)) continue;
    const remove = (uids: string[], ids?: number[]) => {
      const rows = queryOn(strapi, connection, table).whereIn(type, uids);
      if (ids) rows.whereIn(id, ids);
      return isPartOfRow ? rows.update({ [type]: null, [id]: null }) : rows.del();
    };
    await remove(plan.deleted);
    for (const [component, ids] of plan.rows) {
      for (const part of inParts(ids)) await remove([component], part);
    }
  }
};

const deleteComponentRows = async (strapi: Strapi, connection: Connection, { rows }: Plan): Promise<void> => {
  for (const [component, ids] of rows) {
    const table = tableOf(strapi, component);
    for (const part of inParts(ids)) await queryOn(strapi, connection, table).whereIn('id', part).del();
  }
};

/** Empties the columns that reference a dropped table; Strapi creates them for `useJoinTable: false`. */
const emptyForeignKeys = async (strapi: Strapi, connection: Connection, { tables }: Plan): Promise<void> => {
  for (const { table, columns } of foreignKeysTo(strapi, new Set(tables))) {
    const empty = Object.fromEntries(columns.map((column) => [column, null]));
    await queryOn(strapi, connection, table).update(empty);
  }
};

/**
 * Removes the rows about the plugin from the tables that stay, and lets the next start compare the tables with the model.
 * So a run that ends after this is completed by Strapi itself where the plugin is disabled, and by the next run where it
 * is enabled.
 *
 * @param connection the transaction that this runs in
 */
export const removeRows = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<void> => {
  await deleteReferences(strapi, OWN_PREFIX);
  await leaveWorkflows(strapi, OWN_PREFIX);
  await unlink(strapi, connection, plan);
  await deleteComponentRows(strapi, connection, plan);
  await emptyForeignKeys(strapi, connection, plan);
  await deleteStoredValues(strapi, PLUGIN_ID, isDeletedComponent(strapi, plan));
  // Without a file, a start without the plugin would drop the component with the site's own rows.
  const owned = plan.shared.filter(({ hasFile }) => hasFile).flatMap(({ tables }) => tables);
  const known = plan.tables.filter((table) => !plan.former.includes(table));
  await releaseTables(strapi, [...known, ...owned]);
  await invalidateStoredSchema(strapi, connection);
};

/**
 * Rows in which Strapi and its plugins name content types and actions of a plugin.
 *
 * Relies on: the models and attributes below; the core store's keys `plugin_<plugin>_…` and
 * `plugin_content_manager_configuration_<content_types|components>::<uid>`. Read in Strapi 5.54.0.
 * When a model or key is missing, as in a site without that plugin, it is left out. A row of a model that is not listed
 * stays; Strapi ignores a permission for an action that no plugin has.
 */
import type { Strapi } from '../plugin';
import { inParts } from './database';
import { hasModel } from './tables';

type Uid = Parameters<Strapi['db']['query']>[0];

const REFERENCES: readonly [model: string, attribute: string][] = [
  ['admin::permission', 'subject'],
  ['admin::permission', 'action'],
  ['admin::api-token-permission', 'action'],
  ['plugin::users-permissions.permission', 'action'],
  ['plugin::content-manager.history-version', 'contentType'],
  ['plugin::content-releases.release-action', 'contentType'],
  ['plugin::i18n.ai-localization-job', 'contentType'],
];

const WORKFLOW = 'plugin::review-workflows.workflow';
const LAYOUTS = 'plugin_content_manager_configuration_';

/** Deletes the rows that name a type or action with a prefix, such as `plugin::my-plugin.`. */
export const deleteReferences = async (strapi: Strapi, prefix: string): Promise<void> => {
  for (const [model, attribute] of REFERENCES) {
    if (!hasModel(strapi, model)) continue;
    const query = strapi.db.query(model as Uid);
    const rows = (await query.findMany({ select: ['id', attribute] })) as Record<string, unknown>[];
    const ids = rows.filter((row) => String(row[attribute]).startsWith(prefix)).map(({ id }) => id);
    for (const part of inParts(ids)) await query.deleteMany({ where: { id: { $in: part } } });
  }
};

/** Removes types with a prefix from review workflows. */
export const leaveWorkflows = async (strapi: Strapi, prefix: string): Promise<void> => {
  if (!hasModel(strapi, WORKFLOW)) return;
  const query = strapi.db.query(WORKFLOW as Uid);
  const workflows = (await query.findMany({ select: ['id', 'contentTypes'] })) as {
    id: number;
    contentTypes: string[] | null;
  }[];
  for (const { id, contentTypes } of workflows) {
    const others = (contentTypes ?? []).filter((uid) => !uid.startsWith(prefix));
    if (others.length === (contentTypes ?? []).length) continue;
    await query.update({ where: { id }, data: { contentTypes: others } });
  }
};

/**
 * Deletes a plugin's own values from the core store, and the layouts of its types and components.
 *
 * @param isDeletedComponent whether the layout of a component is deleted
 */
export const deleteStoredValues = async (
  strapi: Strapi,
  pluginId: string,
  isDeletedComponent: (uid: string) => boolean
): Promise<void> => {
  const isDeleted = (key: string): boolean => {
    const layout = `${LAYOUTS}components::`;
    if (key.startsWith(layout)) return isDeletedComponent(key.slice(layout.length));
    return (
      key.startsWith(`plugin_${pluginId}_`) || key.startsWith(`${LAYOUTS}content_types::plugin::${pluginId}.`)
    );
  };
  const store = strapi.db.query('strapi::core-store');
  const entries = (await store.findMany({ select: ['id', 'key'] })) as { id: number; key: string }[];
  const ids = entries.filter(({ key }) => isDeleted(key)).map(({ id }) => id);
  for (const part of inParts(ids)) await store.deleteMany({ where: { id: { $in: part } } });
};

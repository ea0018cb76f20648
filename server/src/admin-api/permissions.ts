import { PLUGIN_ID, type Strapi } from '../plugin';

/** Reading the hits and misses of the caches. */
export const STATS_ACTION = `plugin::${PLUGIN_ID}.delivery-stats.read`;

/** Seeing the page of settings. */
export const SETTINGS_READ_ACTION = `plugin::${PLUGIN_ID}.settings.read`;

/** Changing them. */
export const SETTINGS_UPDATE_ACTION = `plugin::${PLUGIN_ID}.settings.update`;

/** Recording reviews, and choosing who is responsible. */
export const REVIEW_ACTION = `plugin::${PLUGIN_ID}.review`;

/** Merging one skill, study path, category or employer into another one. */
export const MERGE_ACTION = `plugin::${PLUGIN_ID}.merge`;

/** The table of all guides in all languages. */
export const OVERVIEW_ACTION = `plugin::${PLUGIN_ID}.overview`;

/** Importing files, which writes documents of all types in all languages. */
export const IMPORT_ACTION = `plugin::${PLUGIN_ID}.import`;

/** Downloading documents of all types, drafts included. */
export const EXPORT_ACTION = `plugin::${PLUGIN_ID}.export`;

/** What an editor of guides needs of these, beside the permissions of the content types. */
export const EDITOR_ACTIONS: string[] = [REVIEW_ACTION, OVERVIEW_ACTION, IMPORT_ACTION, EXPORT_ACTION];

/** The permissions of administrators beside those of the content types. */
const ACTIONS = [
  { displayName: 'Review guides', uid: 'review' },
  { displayName: 'See all guides in all languages', uid: 'overview' },
  { displayName: 'Import files', uid: 'import' },
  { displayName: 'Export files', uid: 'export' },
  { displayName: 'Merge skills, study paths, categories and employers', uid: 'merge' },
  { displayName: 'See the statistics of the delivery', uid: 'delivery-stats.read' },
  { displayName: 'See the settings', uid: 'settings.read', subCategory: 'settings' },
  { displayName: 'Change the settings', uid: 'settings.update', subCategory: 'settings' },
].map((action) => ({ ...action, section: 'plugins', pluginName: PLUGIN_ID }));

interface AdminPermissions {
  actionProvider: { registerMany(actions: object[]): Promise<void> };
}

export const registerAdminActions = async (strapi: Strapi): Promise<void> => {
  const permissions = strapi.service('admin::permission') as unknown as AdminPermissions;
  await permissions.actionProvider.registerMany(ACTIONS);
};

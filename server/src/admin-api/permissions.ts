import { PLUGIN_ID, type Strapi } from '../plugin';

/** Reading the hits and misses of the caches. */
export const STATS_ACTION = `plugin::${PLUGIN_ID}.delivery-stats.read`;

/** The permissions of administrators beside those of the content types. */
const ACTIONS = [
  { section: 'plugins', displayName: 'See the statistics of the delivery', uid: 'delivery-stats.read' },
].map((action) => ({ ...action, pluginName: PLUGIN_ID }));

interface AdminPermissions {
  actionProvider: { registerMany(actions: object[]): Promise<void> };
}

export const registerAdminActions = async (strapi: Strapi): Promise<void> => {
  const permissions = strapi.service('admin::permission') as unknown as AdminPermissions;
  await permissions.actionProvider.registerMany(ACTIONS);
};

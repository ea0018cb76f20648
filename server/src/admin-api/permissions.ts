import { PLUGIN_ID, type Strapi } from '../plugin';

/** Seeing how guides are served: how many from memory, how many anew. */
export const STATS_ACTION = `plugin::${PLUGIN_ID}.delivery-stats.read`;

/** What an administrator's role may be allowed, beside the content types. Each admin route names one of these. */
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

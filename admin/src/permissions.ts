import { PLUGIN_ID } from './plugin';

const of = (action: string) => [{ action: `plugin::${PLUGIN_ID}.${action}`, subject: null }];

/** What the pages of the plugin take, as `server/src/admin-api/permissions.ts` registers it. */
export const PERMISSIONS = {
  readOverview: of('overview'),
  review: of('review'),
  import: of('import'),
  export: of('export'),
  publishArticles: [
    { action: 'plugin::content-manager.explorer.publish', subject: `plugin::${PLUGIN_ID}.article` },
  ],
  readSettings: of('settings.read'),
  updateSettings: of('settings.update'),
  merge: of('merge'),
  readStats: of('delivery-stats.read'),
  readRoles: [{ action: 'admin::roles.read', subject: null }],
  updateRoles: [{ action: 'admin::roles.update', subject: null }],
};

import { PUBLIC_TYPES } from '../../../content-types';
import type { CareerFieldConfig } from '../config';
import { PLUGIN_ID, uidOf, type Strapi } from '../plugin';
import { GUIDE_ACTIONS } from './guides';

/** The permissions that publicRead grants to the public role. */
const READ_ACTIONS = [
  ...PUBLIC_TYPES.flatMap((type) => [`${uidOf(type)}.find`, `${uidOf(type)}.findOne`]),
  ...GUIDE_ACTIONS,
];

const ROLE = 'plugin::users-permissions.role';
const PERMISSION = 'plugin::users-permissions.permission';

/** The permissions that the plugin has granted: only those are revoked, never those of an administrator. */
const STORE_KEY = { type: 'plugin', name: PLUGIN_ID, key: 'public-read-grants' } as const;

const publicRole = async (strapi: Strapi): Promise<{ id: number } | null> =>
  strapi.db.query(ROLE).findOne({ where: { type: 'public' }, select: ['id'] });

const grant = async (strapi: Strapi, role: { id: number }): Promise<void> => {
  const present = (await strapi.db
    .query(PERMISSION)
    .findMany({ where: { role: role.id, action: { $in: READ_ACTIONS } }, select: ['action'] })) as {
    action: string;
  }[];
  const has = new Set(present.map(({ action }) => action));
  const added = READ_ACTIONS.filter((action) => !has.has(action));
  if (added.length === 0) return;
  for (const action of added) await strapi.db.query(PERMISSION).create({ data: { action, role: role.id } });
  const earlier = ((await strapi.store.get(STORE_KEY)) ?? []) as string[];
  await strapi.store.set({ ...STORE_KEY, value: [...new Set([...earlier, ...added])] });
  strapi.log.info(
    '[career-field] Granted the public role the permissions to read published content (publicRead: true).'
  );
};

const revoke = async (strapi: Strapi, role: { id: number }): Promise<void> => {
  const granted = ((await strapi.store.get(STORE_KEY)) ?? []) as string[];
  if (granted.length === 0) return;
  await strapi.db.query(PERMISSION).deleteMany({ where: { role: role.id, action: { $in: granted } } });
  await strapi.store.delete(STORE_KEY);
  strapi.log.info('[career-field] Revoked the permissions that publicRead had granted.');
};

/**
 * Grants the public role reading when the option `publicRead` is on, and revokes that when it no longer is. Permissions
 * that an administrator has granted stay.
 */
export const applyPublicRead = async (strapi: Strapi): Promise<void> => {
  const isEnabled = strapi.plugin(PLUGIN_ID).config<CareerFieldConfig['publicRead']>('publicRead');
  if (!strapi.plugin('users-permissions')) {
    if (isEnabled) {
      strapi.log.warn(
        '[career-field] publicRead has no effect: @strapi/plugin-users-permissions, which has the public role, is not installed.'
      );
    }
    return;
  }
  const role = await publicRole(strapi);
  if (role) {
    await (isEnabled ? grant(strapi, role) : revoke(strapi, role));
    return;
  }
  if (!isEnabled) return;
  // On the first bootstrap, users-permissions may create the role after this plugin's bootstrap, and then its own
  // permissions (login, registration) only where none exists yet. The first of those is the signal.
  const unsubscribe = strapi.db.lifecycles.subscribe({
    models: [PERMISSION],
    async afterCreate() {
      unsubscribe();
      const created = await publicRole(strapi);
      if (created) await grant(strapi, created);
    },
  });
};

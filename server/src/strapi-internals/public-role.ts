/**
 * What the public role may do.
 *
 * Relies on: the models `plugin::users-permissions.role`, of which one has the `type` "public", and
 * `plugin::users-permissions.permission` with `action` and `role`; at the very first start the plugin users-permissions
 * creates the role, and then permissions of its own only where there are none. Read in Strapi 5.54.0.
 * When a model is missing, as on a site without that plugin: there is no public role, and nothing is granted or revoked.
 */
import type { Strapi } from '../plugin';
import { hasModel } from './tables';

const ROLE = 'plugin::users-permissions.role';
const PERMISSION = 'plugin::users-permissions.permission';

/** Whether the site has roles of readers. */
export const hasRoles = (strapi: Strapi): boolean => hasModel(strapi, ROLE) && hasModel(strapi, PERMISSION);

/** The models that decide what the public role may do, as far as the site has them. */
export const permissionModels = (strapi: Strapi): string[] => (hasRoles(strapi) ? [PERMISSION, ROLE] : []);

const findRole = async (strapi: Strapi): Promise<{ id: number } | null> =>
  hasRoles(strapi)
    ? ((await strapi.db.query(ROLE).findOne({ where: { type: 'public' }, select: ['id'] })) as {
        id: number;
      } | null)
    : null;

/** Whether the site has its public role already. */
export const hasPublicRole = async (strapi: Strapi): Promise<boolean> => (await findRole(strapi)) !== null;

/** Grants the public role some actions. @returns those that it was not allowed before */
export const grantPublicRole = async (strapi: Strapi, actions: readonly string[]): Promise<string[]> => {
  const role = await findRole(strapi);
  if (!role) return [];
  const permissions = strapi.db.query(PERMISSION);
  const present = (await permissions.findMany({
    where: { role: role.id, action: { $in: [...actions] } },
    select: ['action'],
  })) as { action: string }[];
  const known = new Set(present.map(({ action }) => action));
  const added = actions.filter((action) => !known.has(action));
  for (const action of added) await permissions.create({ data: { action, role: role.id } });
  return added;
};

/** Revokes actions of the public role. */
export const revokePublicRole = async (strapi: Strapi, actions: readonly string[]): Promise<void> => {
  const role = await findRole(strapi);
  if (role) {
    await strapi.db.query(PERMISSION).deleteMany({ where: { role: role.id, action: { $in: [...actions] } } });
  }
};

/** Calls back once users-permissions has created the first permission of a new site. */
export const oncePermissionsExist = (strapi: Strapi, callBack: () => Promise<void>): void => {
  const unsubscribe = strapi.db.lifecycles.subscribe({
    models: [PERMISSION],
    async afterCreate() {
      unsubscribe();
      await callBack();
    },
  });
};

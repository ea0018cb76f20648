import type { Core } from '@strapi/strapi';

/** Grants actions to the public role, as an administrator would in the panel. */
export const allowPublic = async (strapi: Core.Strapi, actions: string[]): Promise<void> => {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
  for (const action of actions) {
    await strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: role.id } });
  }
};

/** Creates an API token and returns the `Authorization` header. */
export const createToken = async (
  strapi: Core.Strapi,
  type: 'read-only' | 'full-access' | 'custom',
  permissions?: string[]
): Promise<string> => {
  const token = await strapi.service('admin::api-token').create({
    // The longest name that its column holds.
    name: `${type} ${(permissions ?? []).join()}`.slice(0, 255),
    description: '',
    type,
    lifespan: null,
    ...(permissions ? { permissions } : {}),
  });
  return `Bearer ${token.accessKey}`;
};

import type { Core } from '@strapi/strapi';

/** Lets everybody do something, as an administrator would in the panel. */
export const allowPublic = async (strapi: Core.Strapi, actions: string[]): Promise<void> => {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'public' } });
  for (const action of actions) {
    await strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: role.id } });
  }
};

/** Makes an API token and gives what goes into the `Authorization` header. */
export const createToken = async (
  strapi: Core.Strapi,
  type: 'read-only' | 'full-access' | 'custom',
  permissions?: string[]
): Promise<string> => {
  const token = await strapi.service('admin::api-token').create({
    // As long as its column.
    name: `${type} ${(permissions ?? []).join()}`.slice(0, 255),
    description: '',
    type,
    lifespan: null,
    ...(permissions ? { permissions } : {}),
  });
  return `Bearer ${token.accessKey}`;
};

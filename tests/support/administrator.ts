import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { uid, type RunningSite } from './site';

/** Creates a super admin, and returns the `Authorization` header for requests of the admin panel. */
export const signInAsAdministrator = async ({ strapi, request }: RunningSite): Promise<string> => {
  // An address of its own: Strapi lets an address log in five times within five minutes, in all sites of a process.
  const credentials = { email: `admin-${randomUUID()}@example.com`, password: 'Password1234' };
  const role = (await strapi.service('admin::role').getSuperAdmin()) as { id: number };
  await strapi
    .service('admin::user')
    .create({ ...credentials, firstname: 'Ada', isActive: true, registrationToken: null, roles: [role.id] });
  const response = await request.post('/admin/login').send(credentials);
  expect(response.status).toBe(200);
  return `Bearer ${(response.body as { data: { token: string } }).data.token}`;
};

interface RolePermission {
  action: 'read' | 'create' | 'update' | 'publish';
  type: string;
  locales: string[];
  /** All of them if left out. */
  fields?: string[];
}

/** Makes a role of administrators, and gives its id. */
export const createRole = async (
  strapi: Core.Strapi,
  name: string,
  permissions: RolePermission[]
): Promise<number> => {
  const role = (await strapi.service('admin::role').create({ name, description: name })) as { id: number };
  const fieldsOf = (type: string): string[] =>
    (
      strapi.service('admin::content-type') as {
        getNestedFields: (model: object, options: object) => string[];
      }
    ).getNestedFields(strapi.contentType(uid(type)), { components: strapi.components, nestingLevel: 15 });
  await strapi.service('admin::role').assignPermissions(
    role.id,
    permissions.map(({ action, type, locales, fields = fieldsOf(type) }) => ({
      action: `plugin::content-manager.explorer.${action}`,
      subject: uid(type),
      properties: { fields, locales },
      conditions: [],
    }))
  );
  return role.id;
};

/** Makes an administrator with some roles, and gives what goes into the `Authorization` header. */
export const signIn = async (
  { strapi, request }: RunningSite,
  email: string,
  roles: number[]
): Promise<{ id: number; authorization: string }> => {
  const credentials = { email, password: 'Password1234' };
  const { id } = (await strapi
    .service('admin::user')
    .create({ ...credentials, firstname: 'Eva', isActive: true, registrationToken: null, roles })) as {
    id: number;
  };
  const { body } = await request.post('/admin/login').send(credentials);
  return { id, authorization: `Bearer ${(body as { data: { token: string } }).data.token}` };
};

/** Makes an administrator with a role of these permissions alone, and gives the `Authorization` header. */
export const signInWith = async (
  running: RunningSite,
  name: string,
  permissions: object[]
): Promise<string> => {
  const roles = running.strapi.service('admin::role');
  const role = (await roles.create({ name, description: name })) as { id: number };
  await roles.assignPermissions(role.id, permissions);
  return (await signIn(running, `${name}@example.com`, [role.id])).authorization;
};

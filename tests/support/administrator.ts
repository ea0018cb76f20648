import type { RunningSite } from './site';

/** Makes an administrator with every right, and gives what goes into the `Authorization` header of the panel's requests. */
export const signInAsAdministrator = async ({ strapi, request }: RunningSite): Promise<string> => {
  const credentials = { email: 'admin@example.com', password: 'Password1234' };
  const role = (await strapi.service('admin::role').getSuperAdmin()) as { id: number };
  await strapi
    .service('admin::user')
    .create({ ...credentials, firstname: 'Ada', isActive: true, registrationToken: null, roles: [role.id] });
  const response = await request.post('/admin/login').send(credentials);
  expect(response.status).toBe(200);
  return `Bearer ${(response.body as { data: { token: string } }).data.token}`;
};

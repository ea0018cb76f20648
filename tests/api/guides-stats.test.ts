import { createGuideSite, type GuideSite } from '../support/guide-site';

const ACTION = 'plugin::career-field.delivery-stats.read';

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;

beforeAll(async () => {
  site = await createGuideSite();
  guides = await site.start({ fastLane: true, cache: { maxStaleMs: 60_000 } });
  await guides.publish('backend');
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const PASSWORD = 'Secret-123';

/** Makes an administrator with a role of his own and gives what goes into the `Authorization` header. */
const logIn = async (name: string, actions: string[]): Promise<string> => {
  const { strapi, request } = guides;
  const role = await strapi.service('admin::role').create({ name, description: name });
  await strapi.service('admin::role').assignPermissions(
    role.id,
    actions.map((action) => ({ action }))
  );
  const email = `${name}@example.com`;
  await strapi.service('admin::user').create({
    email,
    firstname: name,
    lastname: name,
    password: PASSWORD,
    isActive: true,
    roles: [role.id],
  });
  const { body } = await request.post('/admin/login').send({ email, password: PASSWORD });
  return `Bearer ${body.data.token}`;
};

const stats = async (token?: string) => {
  const request = guides.request.get('/career-field/delivery-stats');
  return token ? request.set('Authorization', token) : request;
};

it('needs its permission', async () => {
  expect((await stats()).status).toBe(401);
  expect((await stats(await logIn('reader', ['plugin::upload.read']))).status).toBe(403);
  expect((await stats(await logIn('owner', [ACTION]))).status).toBe(200);
});

it('has a permission in the admin panel', () => {
  const { actionProvider } = guides.strapi.service('admin::permission');
  expect(actionProvider.get(ACTION)).toMatchObject({ section: 'plugins', pluginName: 'career-field' });
});

it('counts hits and misses of the response cache and hits of the fast lane', async () => {
  const token = await logIn('counter', [ACTION]);
  const counted = async () => (await stats(token)).body.data;
  const before = await counted();
  expect(before.guides.guides).toBe(1);

  await guides.get('/guides/backend?format=html', { Cookie: 'a=b' });
  const built = await counted();
  expect(built.responses.misses - before.responses.misses).toBe(1);
  await guides.get('/guides/backend?format=html', { Cookie: 'a=b' });
  const found = await counted();
  expect([
    found.responses.hits - built.responses.hits,
    found.responses.misses - built.responses.misses,
  ]).toEqual([1, 0]);

  for (let turn = 0; turn < 3; turn += 1) await guides.get('/guides/backend');
  const warm = await counted();
  await guides.get('/guides/backend');
  const fast = await counted();
  expect(fast.fastLane.hits - warm.fastLane.hits).toBe(1);
  expect(fast.responses).toEqual(warm.responses);
});

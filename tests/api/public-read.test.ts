import { allowPublic } from '../support/permissions';
import { createSite, type RunningSite, type Site } from '../support/site';

let site: Site;
let running: RunningSite | undefined;

/** A function, because Node caches the file of a site, and Strapi calls the function on every start. */
const PLUGINS = `module.exports = () => ({
  'career-field': { enabled: true, config: JSON.parse(process.env.CAREER_FIELD_CONFIG) },
  graphql: { enabled: false },
  'users-permissions': { config: { jwtSecret: 'secret' } },
});`;

beforeAll(async () => {
  site = await createSite({ files: { 'config/plugins.js': PLUGINS }, emptyDatabase: true });
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
});

afterAll(async () => {
  await site?.remove();
});

const PATHS = ['articles', 'categories', 'skills', 'study-paths', 'employers'];

const startWith = async (config: object): Promise<RunningSite> => {
  running = await site.start({ CAREER_FIELD_CONFIG: JSON.stringify(config) });
  return running;
};

const statuses = async ({ request }: RunningSite): Promise<number[]> =>
  Promise.all(PATHS.map(async (path) => (await request.get(`/api/career-field/${path}`)).status));

it('is closed until the site opens it, then open for every type, and closed again', async () => {
  expect(await statuses(await startWith({}))).toEqual(PATHS.map(() => 403));
  await running?.stop();
  expect(await statuses(await startWith({ publicRead: true }))).toEqual(PATHS.map(() => 200));
  await running?.stop();
  expect(await statuses(await startWith({ publicRead: false }))).toEqual(PATHS.map(() => 403));
});

it("leaves a new site the permissions that users-permissions gives it, besides the plugin's own", async () => {
  const isNew = await createSite({ files: { 'config/plugins.js': PLUGINS }, emptyDatabase: true });
  const started = await isNew.start({ CAREER_FIELD_CONFIG: JSON.stringify({ publicRead: true }) });
  const permissions = (await started.strapi.db
    .query('plugin::users-permissions.permission')
    .findMany({ where: { role: { type: 'public' } } })) as { action: string }[];
  await started.stop();
  await isNew.remove();
  const actions = permissions.map(({ action }) => action);
  expect(actions).toContain('plugin::career-field.article.find');
  // Without these two nobody can log in or register.
  expect(actions).toContain('plugin::users-permissions.auth.callback');
  expect(actions).toContain('plugin::users-permissions.auth.register');
});

it('never revokes what an administrator has granted', async () => {
  const { strapi } = await startWith({});
  await allowPublic(strapi, ['plugin::career-field.article.find']);
  await running?.stop();
  await startWith({ publicRead: true });
  await running?.stop();
  expect(await statuses(await startWith({}))).toEqual([200, 403, 403, 403, 403]);
});

it('opens nothing to write, and no drafts', async () => {
  const { request } = await startWith({ publicRead: true });
  expect((await request.post('/api/career-field/articles').send({ data: { title: 'T' } })).status).toBe(403);
  expect((await request.get('/api/career-field/articles?status=draft')).status).toBe(403);
});

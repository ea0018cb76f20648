import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getJson, postJson, startSite, type SiteProcess } from '../support/child-process';
import { createSite, type Site } from '../support/site';

/** The schema of GraphQL takes half of a start. */
const WITHOUT_GRAPHQL = { GRAPHQL_ENABLED: 'false' };

let site: Site | undefined;
let running: SiteProcess | undefined;

afterEach(async () => {
  await running?.stop();
  await site?.remove();
  running = undefined;
  site = undefined;
});

const isAnswering = (origin: string): Promise<boolean> =>
  fetch(`${origin}/_health`).then(
    () => true,
    () => false
  );

it('starts as a process of its own with its guides and a login, and ends on a signal', async () => {
  site = await createSite({ seeded: true });
  running = await startSite(site.folder);
  await running.ready();
  const { origin } = running;

  const rest = await getJson(`${origin}/api/career-field/articles?locale=de&filters[slug]=backend`);
  expect(rest).toMatchObject({ status: 200, body: { data: [{ slug: 'backend', locale: 'de' }] } });

  const query = '{ careerFieldArticles(locale: "en") { slug } }';
  const graphql = await postJson(`${origin}/graphql`, { query });
  expect(graphql.body).toMatchObject({
    data: { careerFieldArticles: expect.arrayContaining([{ slug: 'backend' }]) },
  });

  const kept = path.join(site.folder, '.tmp', 'first-administrator.json');
  const { email, password } = JSON.parse(readFileSync(kept, 'utf8')) as { email: string; password: string };
  expect(running.output()).toContain(`First administrator: ${email}, password ${password}`);
  const login = await postJson<{ token: string }>(`${origin}/admin/login`, { email, password });
  const me = await fetch(`${origin}/admin/users/me`, {
    headers: { authorization: `Bearer ${login.body.data.token}` },
  });
  expect(await me.json()).toMatchObject({ data: { email, roles: [{ code: 'strapi-super-admin' }] } });

  expect(await running.stop()).toBe(0);
  expect(running.output()).toContain('Strapi has been shut down');
  expect(await isAnswering(origin)).toBe(false);
});

it('takes the first password from the environment, but not one that Strapi would refuse', async () => {
  // Without the guides, which are not asked for here.
  const index = `const { ensureFirstAdministrator } = require('./first-administrator');
    module.exports = { bootstrap: ({ strapi }) => ensureFirstAdministrator(strapi) };`;
  site = await createSite({ files: { 'src/index.js': index } });
  running = await startSite(site.folder, { ADMIN_PASSWORD: 'password', ...WITHOUT_GRAPHQL });
  expect(await running.exitCode).toBe(1);
  expect(running.output()).toContain(
    'ADMIN_PASSWORD must have 8 to 72 characters, among them a small letter, a capital letter and a digit.'
  );
  expect(existsSync(path.join(site.folder, '.tmp', 'first-administrator.json'))).toBe(false);

  running = await startSite(site.folder, { ADMIN_PASSWORD: 'Password-1', ...WITHOUT_GRAPHQL });
  await running.ready();
  const login = await postJson(`${running.origin}/admin/login`, {
    email: 'admin@example.com',
    password: 'Password-1',
  });
  expect(login.status).toBe(200);
});

it('does not start with wrong options, and says which, why, and what is allowed', async () => {
  const config = "{ publicRead: 'yes', seed: 'always', publikRead: true }";
  const plugins = `module.exports = { 'career-field': { enabled: true, config: ${config} } };\n`;
  site = await createSite({ files: { 'config/plugins.js': plugins } });
  running = await startSite(site.folder);
  expect(await running.exitCode).toBe(1);
  const output = running.output();
  expect(output).toContain('Error regarding career-field config: ');
  expect(output).toContain('"publicRead" is "yes", but must be true or false.');
  expect(output).toContain(`"seed" is "always", but must be 'never' or 'if-empty'.`);
  expect(output).toContain('"publikRead" is not an option of this plugin. Did you mean "publicRead"?');
});

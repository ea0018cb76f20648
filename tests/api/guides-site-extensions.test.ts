import { createToken } from '../support/permissions';
import { createGuideSite, type GuideSite } from '../support/guide-site';

/** A request for a guide passes everything that a site has added to the plugin's routes by extension. */

/** A site that has added something of its own wherever Strapi lets it, and counts the requests that pass. */
const FILES = {
  'src/policies/not-refused.js': `module.exports = (context, config, { strapi }) => {
    strapi.passed.policy = (strapi.passed.policy ?? 0) + 1;
    return !context.request.header['x-refused'];
  };`,
  'src/extensions/career-field/strapi-server.js': `
    const passed = {};
    const pass = (name) => { passed[name] = (passed[name] ?? 0) + 1; };
    module.exports = (plugin) => {
      const { register } = plugin;
      const { guides } = plugin.routes;
      plugin.routes.guides = (given) => {
        const router = guides(given);
        for (const route of router.routes) {
          route.config.middlewares = [
            (context, next) => {
              pass('middleware');
              if (!context.get('x-closed')) return next();
              context.status = 503;
              context.body = 'closed';
            },
            ...route.config.middlewares,
          ];
          route.config.policies = ['global::not-refused'];
        }
        router.routes.unshift({
          method: 'GET',
          path: '/guides/:slug',
          handler: (context, next) => {
            pass('route');
            if (context.params.slug !== 'special') return next();
            context.body = 'special';
          },
          config: { auth: false },
        });
        return router;
      };
      plugin.register = (given) => {
        const { strapi } = given;
        strapi.passed = passed;
        strapi.server.api('content-api').use((context, next) => {
          pass('api');
          return next();
        });
        strapi.server.router.use((context, next) => {
          pass('router');
          context.set('X-Matched', String(context.matched.length));
          return next();
        });
        strapi.get('auth').register('content-api', {
          name: 'key',
          async authenticate(context) {
            pass('strategy');
            const key = context.get('x-key');
            if (key === 'wrong') return { error: 'wrong key' };
            return key === 'right' ? { authenticated: true, credentials: { id: 1 } } : { authenticated: false };
          },
        });
        return register(given);
      };
      return plugin;
    };`,
};

const ADDRESS = '/api/career-field/guides/backend';

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;

const passed = (): Record<string, number> => ({
  ...(guides.strapi as unknown as { passed: Record<string, number> }).passed,
});

/** How often a request passes what the site has added. */
const passing = async (request: () => PromiseLike<unknown>): Promise<Record<string, number>> => {
  const before = passed();
  await request();
  return Object.fromEntries(
    Object.entries(passed()).map(([name, count]) => [name, count - (before[name] ?? 0)])
  );
};

beforeAll(async () => {
  site = await createGuideSite({ files: FILES });
  guides = await site.start();
  await guides.publish('backend');
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const ONCE = { api: 1, router: 1, route: 1, middleware: 1, policy: 1, strategy: 1 };

/** The strategy of the site reads this header. */
const KEY = { 'X-Key': 'unknown' };

it.each([
  ['GET', () => guides.get('/guides/backend', KEY), ONCE],
  ['HEAD', () => guides.head('/guides/backend', KEY), ONCE],
  ['without the header of the strategy', () => guides.get('/guides/backend'), { ...ONCE, strategy: 0 }],
  ['another address', () => guides.get('/guides/backend/markdown', KEY), { ...ONCE, route: 0 }],
])('passes everything of the site with each request: %s', async (_, request, expected) => {
  await request();
  for (let turn = 0; turn < 3; turn += 1) expect(await passing(request)).toEqual(expected);
});

it('is refused by a middleware, a policy or a strategy of the site, however often it was let in before', async () => {
  const status = async (headers: Record<string, string>): Promise<number> =>
    (await guides.get('/guides/backend', headers)).status;
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await status({})).toBe(200);
    expect(await status({ 'X-Closed': 'yes' })).toBe(503);
    expect(await status({ 'X-Refused': 'yes' })).toBe(403);
    expect(await status({ 'X-Key': 'wrong' })).toBe(401);
  }
});

it('is private for a reader whom a strategy of the site has authenticated', async () => {
  await guides.get('/guides/backend');
  const { status, headers } = await guides.get('/guides/backend', { 'X-Key': 'right' });
  expect([status, headers['cache-control']]).toEqual([200, 'private, no-cache']);
  expect((await guides.get('/guides/backend')).headers['cache-control']).toContain('public');
});

it('leads to a route of the site with the same path', async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    expect((await guides.get('/guides/special')).text).toBe('special');
    expect((await guides.get('/guides/backend')).body.data.slug).toBe('backend');
  }
});

it('gets the responses of Strapi for other methods and paths', async () => {
  await guides.get('/guides/backend');
  const { request } = guides;
  expect((await request.post(ADDRESS).send({})).status).toBe(405);
  const options = await request.options(ADDRESS);
  expect([options.status, options.headers.allow]).toEqual([200, 'HEAD, GET']);
  for (const same of [`${ADDRESS}/`, ADDRESS.replace('guides', 'Guides')]) {
    expect((await request.get(same)).status).toBe(200);
  }
  expect((await guides.get('/guides/nothing')).status).toBe(404);
  expect((await guides.get('/guides/backend/nothing')).status).toBe(404);
});

it('delivers guides to a token', async () => {
  const token = await createToken(guides.strapi, 'read-only');
  for (let turn = 0; turn < 2; turn += 1) {
    const { status, body } = await guides.get('/guides/backend', { Authorization: token });
    expect([status, body.data.slug]).toEqual([200, 'backend']);
  }
});

import { allowPublic } from '../support/permissions';
import { createGuideSite, type GuideSite } from '../support/guide-site';

/**
 * Once a response is cached, the next request for it does not pass Strapi's router, unless the site has added anything
 * between the plugin and the controller. Each site here has one thing of its own, named by an environment variable.
 */
const POLICY = `module.exports = (context, config, { strapi }) => Boolean(strapi.passed.push('policy'));`;

const EXTENSION = `
  const passed = [];
  const pass = (context, next) => {
    passed.push(context.path);
    return next();
  };
  const additions = {
    policy: (router) => {
      for (const route of router.routes) route.config.policies = ['global::pass'];
    },
    middleware: (router) => {
      for (const route of router.routes) route.config.middlewares.push(pass);
    },
    route: (router) => {
      router.routes.unshift({ method: 'GET', path: '/guides/:slug', handler: pass, config: { auth: false } });
    },
  };
  module.exports = (plugin) => {
    const addition = process.env.ADDITION;
    const { register, bootstrap } = plugin;
    const { guides } = plugin.routes;
    plugin.routes.guides = (given) => {
      const router = guides(given);
      additions[addition]?.(router);
      return router;
    };
    if (addition === 'controller') {
      const { guide } = plugin.controllers;
      plugin.controllers.guide = (given) => {
        const actions = guide(given);
        return { ...actions, findOne: (context) => (passed.push('controller'), actions.findOne(context)) };
      };
    }
    plugin.register = (given) => {
      const { server } = given.strapi;
      given.strapi.passed = passed;
      if (addition === 'api') server.api('content-api').use(pass);
      if (addition === 'router') server.router.use(pass);
      return register(given);
    };
    plugin.bootstrap = async (given) => {
      await bootstrap(given);
      if (addition === 'application') given.strapi.server.use(pass);
    };
    return plugin;
  };`;

interface Router {
  match(...given: unknown[]): unknown;
  get(path: string, handler: () => void): void;
}

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;

beforeAll(async () => {
  site = await createGuideSite({
    files: { 'src/extensions/career-field/strapi-server.js': EXTENSION, 'src/policies/pass.js': POLICY },
  });
  guides = await site.start();
  await guides.publish('backend');
  await guides.stop();
});

afterAll(() => site?.remove());

const settled = (): Promise<void> => guides.strapi.plugin('career-field').service('guides').settled();

const startWith = async (addition: string): Promise<void> => {
  guides = await site.start({}, { ADDITION: addition });
  // While guides are being rebuilt, no response is known to be current.
  await settled();
};

const routerOf = ({ strapi }: GuideSite): Router => strapi.server.router as unknown as Router;

/** How many requests pass the router while a function runs. */
const countRouted = async (run: () => Promise<unknown>): Promise<number> => {
  const router = routerOf(guides);
  const { match } = router;
  let count = 0;
  router.match = (...given) => {
    count += 1;
    return match.apply(router, given);
  };
  await run();
  router.match = match;
  return count;
};

const PATHS = ['/guides/backend', '/guides', '/guides/backend/markdown', '/guides?pageSize=5&locale=en'];

describe('a site that adds nothing', () => {
  beforeAll(() => startWith('nothing'));
  afterAll(() => guides.stop());

  it.each(PATHS)('gets the same response to %s with and without the router', async (path) => {
    const first = await guides.get(path);
    // Until now, what a request passes was not known.
    await guides.get(path);
    let second = first;
    expect(await countRouted(async () => (second = await guides.get(path)))).toBe(0);
    const comparable = ({ status, headers, text }: typeof first) => ({
      status,
      text,
      headers: { ...headers, date: '', 'x-response-time': '', 'last-modified': '' },
    });
    expect(comparable(second)).toEqual(comparable(first));
    expect(first.status).toBe(200);
  });

  it('responds to HEAD and to a matching validator without the router', async () => {
    const { headers } = await guides.get('/guides/backend');
    await guides.get('/guides/backend');
    expect(
      await countRouted(async () => {
        expect((await guides.head('/guides/backend')).headers.etag).toBe(headers.etag);
        const same = await guides.get('/guides/backend', { 'If-None-Match': headers.etag! });
        expect(same.status).toBe(304);
      })
    ).toBe(0);
  });

  it('passes the router with a token, a cookie or another method', async () => {
    await guides.get('/guides/backend');
    for (const [name, value] of Object.entries({ Authorization: 'Bearer nothing', Cookie: 'session=1' })) {
      expect(await countRouted(() => guides.get('/guides/backend', { [name]: value }))).toBe(1);
    }
    expect((await guides.get('/guides/backend', { Authorization: 'Bearer nothing' })).status).toBe(401);
    expect((await guides.request.post('/api/career-field/guides/backend').send({})).status).toBe(405);
  });

  it('passes the router again when a guide has changed, and gets the new one', async () => {
    await guides.get('/guides?pageSize=3');
    await guides.publish('frontend');
    await settled();
    expect((await guides.get('/guides?pageSize=3')).body.data).toHaveLength(2);
  });

  it('is refused as soon as the public role loses the permission', async () => {
    for (let turn = 0; turn < 3; turn += 1) await guides.get('/guides/backend');
    const action = 'plugin::career-field.guide.findOne';
    await guides.strapi.db
      .query('plugin::users-permissions.permission')
      .deleteMany({ where: { action, role: { type: 'public' } } });
    expect((await guides.get('/guides/backend')).status).toBe(403);
    await allowPublic(guides.strapi, [action]);
    expect((await guides.get('/guides/backend')).status).toBe(200);
  });

  it('passes the router again once a route was added', async () => {
    for (let turn = 0; turn < 3; turn += 1) await guides.get('/guides/backend');
    routerOf(guides).get('/added', () => {});
    expect(await countRouted(() => guides.get('/guides/backend'))).toBe(1);
  });
});

describe.each(['policy', 'middleware', 'route', 'controller', 'api', 'router', 'application'])(
  'a site that adds a %s',
  (addition) => {
    beforeAll(() => startWith(addition));
    afterAll(() => guides.stop());

    it('has it run for every request', async () => {
      const { passed } = guides.strapi as unknown as { passed: string[] };
      for (let turn = 0; turn < 4; turn += 1) {
        const before = passed.length;
        expect((await guides.get('/guides/backend')).status).toBe(200);
        expect(passed).toHaveLength(before + 1);
      }
    });
  }
);

describe('a Strapi whose router does not say which layers a request has passed', () => {
  beforeAll(() => startWith('nothing'));
  afterAll(() => guides.stop());

  it('passes its router with every request', async () => {
    const router = routerOf(guides);
    const { match } = router;
    router.match = (...given) => ({ ...(match.apply(router, given) as object), path: undefined });
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await guides.get('/guides?pageSize=7')).status).toBe(200);
    }
    router.match = match;
    expect(await countRouted(() => guides.get('/guides?pageSize=7'))).toBe(1);
  });
});

import { createRequire } from 'node:module';
import path from 'node:path';
import {
  AnonymousAuthentication,
  supportsStrategyObjects,
  type AuthContext,
  type AuthService,
} from './anonymous-authentication';

const require = createRequire(__filename);
const core = path.dirname(
  createRequire(require.resolve('@strapi/strapi/package.json')).resolve('@strapi/core/package.json')
);

interface RegisteredStrategy {
  name: string;
  authenticate(context: AuthContext): Promise<object>;
  verify?(auth: object, config: object): Promise<void>;
}

/** Strapi's own authentication. */
const createService = require(
  path.join(core, 'dist', 'services', 'auth', 'index.js')
) as () => AuthService & {
  register(type: string, strategy: RegisteredStrategy): void;
};

const ABILITY = { can: () => true };

/** As users-permissions decides about requests without a token. */
const publicRole = (calls: string[], verified: object[] = []): RegisteredStrategy => ({
  name: 'public',
  async authenticate({ request }) {
    const { authorization } = (request as { header: Record<string, string> }).header;
    calls.push(authorization ?? 'anonymous');
    return authorization
      ? { error: 'Invalid token' }
      : { authenticated: true, credentials: null, ability: ABILITY };
  },
  verify: async (auth, config) => void verified.push(auth, config),
});

const SCOPE = ['guide.find'];

const createContext = (headers: Record<string, string> = {}, strategies?: object[]) => {
  const refused: unknown[] = [];
  const context = {
    request: { header: headers, headers },
    headers,
    ip: '192.0.2.1',
    get: (name: string) => headers[name.toLowerCase()] ?? '',
    state: {
      route: {
        path: '/guides',
        info: { type: 'content-api' },
        config: { auth: { scope: SCOPE, strategies } },
      },
      auth: undefined as object | undefined,
    },
    unauthorized: (error: unknown) => void refused.push(error),
  };
  return { context, refused };
};

const createRoute = (service: AuthService, maxStaleMs = 60_000) => {
  const authentication = new AnonymousAuthentication(service, maxStaleMs);
  /** Authenticates and authorizes a request, as Strapi does before a handler. */
  const request = async (headers: Record<string, string> = {}) => {
    const { context, refused } = createContext(headers, [authentication.strategy]);
    let isLetThrough = false;
    await service.authenticate(context, async () => {
      isLetThrough = true;
      await service.verify(context.state.auth, context.state.route.config.auth);
    });
    return { isLetThrough, refused, state: context.state };
  };
  return { authentication, request };
};

it('asks the strategies once for all anonymous requests, and each time for others', async () => {
  const calls: string[] = [];
  const service = createService();
  service.register('content-api', publicRole(calls));
  const { request } = createRoute(service);
  for (let turn = 0; turn < 3; turn += 1) expect((await request()).isLetThrough).toBe(true);
  expect(calls).toEqual(['anonymous']);
  for (let turn = 0; turn < 2; turn += 1) {
    const { isLetThrough, refused } = await request({ authorization: 'Bearer x' });
    expect([isLetThrough, refused]).toEqual([false, ['Invalid token']]);
  }
  expect(calls).toEqual(['anonymous', 'Bearer x', 'Bearer x']);
});

it("leaves Strapi's own strategy in the state, and has it verify the scope", async () => {
  const verified: object[] = [];
  const service = createService();
  const strategy = publicRole([], verified);
  service.register('content-api', strategy);
  const { request } = createRoute(service);
  for (let turn = 0; turn < 2; turn += 1) {
    const { state } = await request();
    expect(state.auth).toEqual({ strategy, credentials: null, ability: ABILITY });
    expect(state.route.config.auth.scope).toBe(SCOPE);
  }
  expect(verified).toEqual(
    Array(2)
      .fill([expect.anything(), { scope: SCOPE }])
      .flat()
  );
});

it.each<[string, (context: Record<string, never> & AuthContext) => unknown]>([
  ['the IP address', ({ ip }) => ip],
  ['the path of the request', ({ request }) => (request as { url?: string }).url],
  ['all headers', ({ headers }) => Object.keys(headers)],
  ['the state of an earlier middleware', ({ state }) => state.tenant],
])('caches nothing where a strategy reads %s', async (_, read) => {
  const calls: string[] = [];
  const service = createService();
  service.register('content-api', {
    name: 'site',
    async authenticate(context) {
      read(context as never);
      return { authenticated: false };
    },
  });
  service.register('content-api', publicRole(calls));
  const { request } = createRoute(service);
  for (let turn = 0; turn < 2; turn += 1) await request();
  expect(calls).toHaveLength(2);
});

it('asks again about requests with a header that a strategy reads', async () => {
  const service = createService();
  const keys: string[] = [];
  service.register('content-api', {
    name: 'site',
    async authenticate(context) {
      keys.push(context.get('X-Key'));
      return context.get('X-Key') === 'right'
        ? { authenticated: true, credentials: { id: 1 } }
        : { authenticated: false };
    },
  });
  service.register('content-api', publicRole([]));
  const { request } = createRoute(service);
  await request();
  await request({ 'x-other': '1' });
  const { state } = await request({ 'x-key': 'right' });
  expect(state.auth).toMatchObject({ credentials: { id: 1 } });
  await request();
  expect(keys).toEqual(['', 'right']);
});

it.each([
  ['after an invalidation', 60_000],
  ['after its time', -1],
])('asks again %s', async (_, maxStaleMs) => {
  const calls: string[] = [];
  const service = createService();
  service.register('content-api', publicRole(calls));
  const { authentication, request } = createRoute(service, maxStaleMs);
  await request();
  authentication.invalidate();
  await request();
  expect(calls).toHaveLength(2);
});

it('caches no decision that was being made during an invalidation', async () => {
  const calls: string[] = [];
  const service = createService();
  const strategy = publicRole(calls);
  const started: { authentication?: AnonymousAuthentication } = {};
  service.register('content-api', {
    ...strategy,
    authenticate: (context) => {
      if (calls.length === 0) started.authentication!.invalidate();
      return strategy.authenticate(context);
    },
  });
  const route = createRoute(service);
  started.authentication = route.authentication;
  await route.request();
  await route.request();
  expect(calls).toHaveLength(2);
});

it('is not used with a Strapi that ignores strategy objects', () => {
  expect(supportsStrategyObjects(createService())).toBe(true);
  const older: AuthService = { authenticate: async () => {}, verify: async () => {} };
  expect(supportsStrategyObjects(older)).toBe(false);
  const failing: AuthService = { authenticate: () => Promise.reject(new Error('x')), verify: async () => {} };
  expect(supportsStrategyObjects(failing)).toBe(false);
});

import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { allowPublic, createToken } from '../support/permissions';
import { databaseClient } from '../support/databases';
import { createGuideSite, type GuideSite } from '../support/guide-site';

/**
 * What the public role may do is cached for the routes of guides. Each is compared with a route of the site's own that
 * needs the same permission and is authenticated by Strapi alone.
 */

const ROLE = 'plugin::users-permissions.role';
const PERMISSION = 'plugin::users-permissions.permission';

const ACTIONS = {
  '/guides': 'plugin::career-field.guide.find',
  '/guides/backend': 'plugin::career-field.guide.findOne',
  '/guides/backend/markdown': 'plugin::career-field.guide.findOne',
  '/guides/changes': 'plugin::career-field.guide-changes.find',
  '/sitemap': 'plugin::career-field.sitemap.find',
} as const;

type Path = keyof typeof ACTIONS;

const PATHS = Object.keys(ACTIONS) as Path[];

const twinPath = (path: Path): string => `/api/twins${path.replaceAll('/', '-')}`;

/** A strategy that a site registers before that of users-permissions, where a test asks for it. */
const STRATEGY = `module.exports = (plugin) => {
  const { register } = plugin;
  plugin.register = (given) => {
    const { strapi } = given;
    const kind = process.env.KEY_STRATEGY;
    if (kind) {
      strapi.get('auth').register('content-api', {
        name: 'key',
        async authenticate(context) {
          strapi.keyCalls = (strapi.keyCalls ?? 0) + 1;
          if (kind === 'ip') return { authenticated: context.ip === '192.0.2.1', credentials: { id: 1 } };
          const key = context.get('x-key');
          if (key === 'wrong') return { error: 'wrong key' };
          return key === 'right' ? { authenticated: true, credentials: { id: 1 } } : { authenticated: false };
        },
      });
    }
    return register(given);
  };
  return plugin;
};`;

const TWINS = {
  'src/extensions/career-field/strapi-server.js': STRATEGY,
  'src/api/twin/routes/twin.js': `module.exports = {
    type: 'content-api',
    routes: ${JSON.stringify(PATHS.map((path) => [twinPath(path).slice('/api'.length), ACTIONS[path]]))}.map(
      ([path, action]) => ({
        method: 'GET', path, handler: (context) => { context.body = {}; }, config: { auth: { scope: [action] } },
      })
    ),
  };`,
};

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;

const options = (maxStaleMs: number): object => ({
  publicRead: false,
  site: { url: 'https://portal.example' },
  cache: { maxStaleMs },
});

beforeAll(async () => {
  site = await createGuideSite({ files: TWINS });
  // So long that nothing is read again because of its age.
  guides = await site.start(options(60_000));
  await guides.publish('backend');
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const publicRole = (): Promise<{ id: number }> =>
  guides.strapi.db.query(ROLE).findOne({ where: { type: 'public' } });

const revoke = async (actions: readonly string[]): Promise<void> => {
  const { id } = await publicRole();
  await guides.strapi.db.query(PERMISSION).deleteMany({ where: { role: id, action: { $in: [...actions] } } });
};

/** The part of a response that depends on permissions. */
const decision = async (path: string, headers: Record<string, string>) => {
  const { status, body } = await guides.request.get(path).set(headers);
  return { status, error: status === 200 ? undefined : body };
};

const expectAsStrapi = async (headers: Record<string, string>): Promise<number[]> => {
  const statuses: number[] = [];
  // Twice: the first request may fill the cache.
  for (const path of [...PATHS, ...PATHS]) {
    const ours = await decision(`/api/career-field${path}`, headers);
    expect({ path, ...ours }).toEqual({ path, ...(await decision(twinPath(path), headers)) });
    statuses.push(ours.status);
  }
  return [...new Set(statuses)];
};

const createUser = async (strapi: Core.Strapi, name: string, actions: string[]): Promise<string> => {
  const role = await strapi.db.query(ROLE).create({ data: { name, type: name, description: name } });
  for (const action of actions) {
    await strapi.db.query(PERMISSION).create({ data: { action, role: role.id } });
  }
  const user = await strapi
    .plugin('users-permissions')
    .service('user')
    .add({
      username: name,
      email: `${name}@example.com`,
      password: 'Secret-1',
      role: role.id,
      confirmed: true,
    });
  return `Bearer ${await strapi.plugin('users-permissions').service('jwt').issue({ id: user.id })}`;
};

const EVERYTHING = [...new Set(Object.values(ACTIONS))];

describe.each([
  ['nothing', []],
  ['something else', ['plugin::career-field.article.find']],
  ['one of them', ['plugin::career-field.guide.findOne']],
  ['all of them', EVERYTHING],
])('where the public role may do %s', (_, granted) => {
  beforeAll(async () => {
    await revoke([...EVERYTHING, 'plugin::career-field.article.find']);
    await allowPublic(guides.strapi, granted);
  });

  it('anonymous requests are let in as by Strapi', async () => {
    const statuses = await expectAsStrapi({});
    expect(statuses.includes(200)).toBe(granted.some((action) => EVERYTHING.includes(action as never)));
  });

  it.each<['read-only' | 'full-access' | 'custom', string[] | undefined, number[]]>([
    ['read-only', undefined, [200]],
    ['full-access', undefined, [200]],
    ['custom', EVERYTHING, [200]],
    ['custom', ['plugin::career-field.guide.find'], [200, 403]],
    ['custom', ['plugin::career-field.article.find'], [403]],
  ])('a %s token with %j is let in as by Strapi', async (type, permissions, expected) => {
    const token = await createToken(guides.strapi, type, permissions);
    expect((await expectAsStrapi({ Authorization: token })).sort()).toEqual(expected);
  });

  it.each([
    'Bearer wrong',
    'Bearer',
    'Bearer ',
    'Basic dXNlcjpwYXNzd29yZA==',
    'bearer a b',
    'Bearer eyJhbGciOiJub25lIn0.eyJpZCI6MX0.',
  ])('a request with the header %j is let in as by Strapi', async (header) => {
    await expectAsStrapi({ Authorization: header });
  });

  it('users are let in as by Strapi', async () => {
    const name = `user-${randomUUID()}`;
    const reader = await createUser(guides.strapi, `${name}-reader`, EVERYTHING);
    expect(await expectAsStrapi({ Authorization: reader })).toEqual([200]);
    const other = await createUser(guides.strapi, `${name}-other`, ['plugin::career-field.article.find']);
    expect(await expectAsStrapi({ Authorization: other })).toEqual([403]);
    // What users may do is not cached for anonymous requests.
    await expectAsStrapi({});
  });

  it('a cookie changes nothing', async () => {
    await expectAsStrapi({ Cookie: 'jwt=something; koa.sess=other' });
  });
});

describe('the cached decision', () => {
  beforeEach(async () => {
    await revoke(EVERYTHING);
    await allowPublic(guides.strapi, EVERYTHING);
    expect(await expectAsStrapi({})).toEqual([200]);
  });

  const status = async (): Promise<number> => (await guides.get('/guides/backend')).status;

  const strapiRole = () => guides.strapi.plugin('users-permissions').service('role');

  it('needs no SQL statement, besides those that read the changes of guides', async () => {
    const statements: string[] = [];
    const record = ({ sql }: { sql: string }): void => {
      if (!/from [`"]career_field_published_guides[`"] where/.test(sql)) statements.push(sql);
    };
    for (const path of PATHS) await guides.get(path);
    guides.strapi.db.connection.on('query', record);
    for (const path of PATHS) expect((await guides.get(path)).status).toBe(200);
    guides.strapi.db.connection.removeListener('query', record);
    expect(statements).toEqual([]);
  });

  it('is invalidated as soon as a permission is revoked or granted', async () => {
    await revoke(EVERYTHING);
    expect(await status()).toBe(403);
    await allowPublic(guides.strapi, EVERYTHING);
    expect(await status()).toBe(200);
    const { id } = await publicRole();
    const row = await guides.strapi.db
      .query(PERMISSION)
      .findOne({ where: { role: id, action: 'plugin::career-field.guide.findOne' } });
    await guides.strapi.db.query(PERMISSION).delete({ where: { id: row.id } });
    expect(await status()).toBe(403);
  });

  it('is invalidated when an administrator changes the role in the panel', async () => {
    const { id } = await publicRole();
    const role = await strapiRole().findOne(id);
    const { permissions } = role;
    permissions['plugin::career-field'].controllers.guide.findOne.enabled = false;
    await strapiRole().updateRole(id, { name: 'Public', description: '', permissions });
    expect(await status()).toBe(403);
    expect((await guides.get('/guides')).status).toBe(200);
  });

  it('is invalidated when the public role is another one', async () => {
    const { id } = await publicRole();
    await guides.strapi.db.query(ROLE).update({ where: { id }, data: { type: 'no-longer-public' } });
    expect(await status()).toBe(401);
    await guides.strapi.db.query(ROLE).update({ where: { id }, data: { type: 'public' } });
    expect(await status()).toBe(200);
  });

  it('is the previous one until a transaction is committed, and not longer', async () => {
    // Another reader is not part of the transaction. On SQLite it waits for the only connection.
    const reader = new AsyncResource('reader');
    let during: Promise<number> | undefined;
    await guides.strapi.db.transaction(async () => {
      await revoke(EVERYTHING);
      during = reader.runInAsyncScope(status);
      if (databaseClient !== 'sqlite') expect(await during).toBe(200);
    });
    await during;
    expect(await status()).toBe(403);
  });

  it('survives a transaction that is rolled back', async () => {
    await guides.strapi.db
      .transaction(async () => {
        await revoke(EVERYTHING);
        throw new Error('changed my mind');
      })
      .catch(() => {});
    expect(await status()).toBe(200);
  });
});

it('sees within cache.maxStaleMs what another process has revoked', async () => {
  await guides.stop();
  guides = await site.start(options(200));
  await revoke(EVERYTHING);
  await allowPublic(guides.strapi, EVERYTHING);
  expect((await guides.get('/guides/backend')).status).toBe(200);
  const { tableName } = guides.strapi.db.metadata.get(PERMISSION);
  await guides.strapi.db
    .connection(tableName)
    .where('action', 'like', 'plugin::career-field.guide%')
    .delete();
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect((await guides.get('/guides/backend')).status).toBe(403);
});

it('leaves the strategy of users-permissions as it is', async () => {
  const authenticated = async (pluginName: string | undefined): Promise<unknown> => {
    const context = {
      request: { header: {} },
      headers: {},
      state: { route: { info: { type: 'content-api', pluginName }, config: {} }, auth: undefined as unknown },
      get: () => '',
      unauthorized: () => {},
    };
    await guides.strapi.get('auth').authenticate(context as never, async () => {});
    return (context.state.auth as { strategy: { authenticate: unknown } }).strategy.authenticate;
  };
  await allowPublic(guides.strapi, EVERYTHING);
  const before = await authenticated(undefined);
  await guides.get('/guides/backend');
  await guides.get('/guides/backend');
  expect(await authenticated('career-field')).toBe(before);
});

describe('a strategy of the site', () => {
  /** How often the strategy was called for a guide that is requested three times. */
  const calls = async (headers: Record<string, string>): Promise<{ statuses: number[]; calls: number }> => {
    const counted = guides.strapi as unknown as { keyCalls: number };
    counted.keyCalls = 0;
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1)
      statuses.push((await guides.get('/guides/backend', headers)).status);
    return { statuses, calls: counted.keyCalls };
  };

  it('decides about each request that has its header, and once about those without', async () => {
    await guides.stop();
    guides = await site.start(options(60_000), { KEY_STRATEGY: 'header' });
    await revoke(EVERYTHING);
    await allowPublic(guides.strapi, EVERYTHING);
    expect(await calls({})).toEqual({ statuses: [200, 200, 200], calls: 1 });
    expect(await calls({ 'X-Key': 'wrong' })).toEqual({ statuses: [401, 401, 401], calls: 3 });
    const { headers } = await guides.get('/guides/backend', { 'X-Key': 'right' });
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(await calls({})).toEqual({ statuses: [200, 200, 200], calls: 0 });
    expect((await guides.get('/guides/backend')).headers['cache-control']).toContain('public');
  });

  it('decides about each request where it reads more than headers', async () => {
    await guides.stop();
    guides = await site.start(options(60_000), { KEY_STRATEGY: 'ip' });
    expect(await calls({})).toEqual({ statuses: [200, 200, 200], calls: 3 });
  });
});

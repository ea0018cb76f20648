import type { Response } from 'supertest';
import { databaseClient } from '../support/databases';
import { createToken } from '../support/permissions';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy';

/** Everything is asked of the database again with each request, so that nothing is there by chance. */
const PLUGINS = `module.exports = () => ({
  'career-field': { enabled: true, config: { publicRead: true, cache: { maxStaleMs: 0 } } },
  graphql: { enabled: false },
  'users-permissions': { config: { jwtSecret: 'secret' } },
});`;

const PORTS = { postgres: 5432, mysql: 3306 };

let site: Site;
let running: RunningSite;
let proxy: TcpProxy | undefined;
let token: string;

beforeAll(async () => {
  site = await createSite({ seeded: true, files: { 'config/plugins.js': PLUGINS } });
  if (databaseClient !== 'sqlite') {
    proxy = await createTcpProxy({
      host: process.env.DATABASE_HOST ?? '127.0.0.1',
      port: Number(process.env.DATABASE_PORT ?? PORTS[databaseClient]),
    });
  }
  running = await site.start(proxy ? { DATABASE_HOST: '127.0.0.1', DATABASE_PORT: String(proxy.port) } : {});
  token = await createToken(running.strapi, 'full-access');
});

afterAll(async () => {
  await proxy?.heal();
  await running?.stop();
  await proxy?.close();
  await site?.remove();
});

const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  // Far more than a response may take, far less than the pool waits.
  running.request.get(`/api/career-field${path}`).set(headers).timeout(15_000);

interface Client {
  acquireConnection(): Promise<unknown>;
  releaseConnection(connection: unknown): Promise<void>;
  pool: { max: number };
}

const client = (): Client => running.strapi.db.connection.client as unknown as Client;

interface Failure {
  begin(): Promise<void>;
  end(): Promise<void>;
}

const taken: unknown[] = [];

const SERVER: [string, Failure][] = [
  ['refuses connections', { begin: async () => proxy!.refuse(), end: async () => proxy!.heal() }],
  ['drops connections', { begin: async () => proxy!.drop(), end: async () => proxy!.heal() }],
  ['hangs', { begin: async () => proxy!.hang(), end: async () => proxy!.heal() }],
  [
    'has no connection left in the pool',
    {
      begin: async () => {
        while (taken.length < client().pool.max) taken.push(await client().acquireConnection());
      },
      end: async () => {
        for (const connection of taken.splice(0)) await client().releaseConnection(connection);
      },
    },
  ],
];

let acquire: Client['acquireConnection'] | undefined;

const EMBEDDED: [string, Failure][] = [
  [
    'cannot be opened',
    {
      begin: async () => {
        acquire = client().acquireConnection;
        client().acquireConnection = () =>
          Promise.reject(
            Object.assign(new Error('unable to open database file'), { code: 'SQLITE_CANTOPEN' })
          );
      },
      end: async () => {
        client().acquireConnection = acquire!;
      },
    },
  ],
];

/** Asks until the default path responds again. */
const untilRecovered = async (): Promise<Response> => {
  for (;;) {
    const response = await get('/guides/nowhere?locale=de');
    if (response.status !== 503) return response;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const CACHED = [
  '/guides/backend?locale=de',
  '/guides/backend/markdown?locale=de',
  '/guides?locale=de',
  '/guides/changes',
];

const HEADERS = ['etag', 'cache-control', 'surrogate-key', 'content-type', 'content-language', 'vary'];

const shown = ({ status, headers, text }: Response) => ({
  status,
  text,
  headers: Object.fromEntries(HEADERS.map((name) => [name, headers[name]])),
});

describe.each(databaseClient === 'sqlite' ? EMBEDDED : SERVER)('while the database %s', (_what, failure) => {
  it('anonymous readers get cached guides, everybody else 503, and all is well again without a restart', async () => {
    const before = [];
    for (const path of CACHED) before.push(shown(await get(path)));
    expect(before.map(({ status }) => status)).toEqual(CACHED.map(() => 200));
    const { documentId } = await running.strapi.documents(uid('article')).create({
      locale: 'de',
      status: 'published',
      data: {
        title: 'Withdrawn',
        slug: 'withdrawn',
        lead: 'Lead',
        category: (await running.strapi.documents(uid('category')).findFirst({ locale: 'de' }))!.documentId,
      },
    } as never);
    expect((await get('/guides/withdrawn?locale=de')).status).toBe(200);
    await running.strapi.documents(uid('article')).delete({ documentId, locale: '*' });
    for (const [index, path] of CACHED.entries()) before[index] = shown(await get(path));

    await failure.begin();
    try {
      for (const round of [1, 2]) {
        for (const [index, path] of CACHED.entries()) {
          expect([round, path, shown(await get(path))]).toEqual([round, path, before[index]]);
        }
        const others = [
          await get('/guides/backend?locale=de', { authorization: token }),
          await get('/guides/nowhere?locale=de'),
          await get('/guides/withdrawn?locale=de'),
        ];
        for (const { status, headers, body } of others) {
          expect([status, Number(headers['retry-after']) > 0, body.error?.name]).toEqual([
            503,
            true,
            'ServiceUnavailableError',
          ]);
        }
      }
      const { etag } = before[0]!.headers;
      expect((await get('/guides/backend?locale=de', { 'if-none-match': etag! })).status).toBe(304);
    } finally {
      await failure.end();
    }
    expect((await untilRecovered()).status).toBe(404);
    expect((await get('/guides/backend?locale=de', { authorization: token })).status).toBe(200);
  });
});

it('what the public may no longer read is not served while the database is absent', async () => {
  const [, failure] = (databaseClient === 'sqlite' ? EMBEDDED : SERVER)[0]!;
  expect((await get('/guides/backend?locale=en')).status).toBe(200);
  const permissions = running.strapi.db.query('plugin::users-permissions.permission');
  const [permission] = await permissions.findMany({
    where: { action: 'plugin::career-field.guide.findOne' },
    populate: ['role'],
  });
  await permissions.delete({ where: { id: permission.id } });
  await failure.begin();
  try {
    expect((await get('/guides/backend?locale=en')).status).toBe(503);
  } finally {
    await failure.end();
  }
  expect([401, 403]).toContain((await untilRecovered()).status);
});

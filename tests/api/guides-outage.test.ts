import type { Response } from 'supertest';
import { databaseClient } from '../support/databases';
import { holdStatement } from '../support/failing-statements';
import { createToken } from '../support/permissions';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy';

/** Every request reads the database, so that nothing is cached by chance. */
const PLUGINS = `module.exports = () => ({
  'career-field': { enabled: true, config: { publicRead: true, cache: { maxStaleMs: 0 }, site: { url: 'https://portal.example' } } },
  graphql: { enabled: true, config: { maxLimit: 100, depthLimit: 10 } },
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

const GUIDE = `query ($slug: String!, $locale: String) {
  careerFieldGuide(slug: $slug, locale: $locale) { title toc { anchor label } related { title } }
}`;
const LIST =
  '{ careerFieldGuides(locale: "de") { nodes { card { title } } facets { categories { name count } } } }';

const ask = async (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
  running.request.post('/graphql').set(headers).send({ query, variables }).timeout(15_000);

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

/** Sends requests until the default path responds again. */
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

/** GraphQL queries whose responses are stored: a guide, a list, and a guide by a URL. */
const QUERIES = [
  () => ask(GUIDE, { slug: 'backend', locale: 'de' }),
  () => ask(LIST),
  () =>
    running.request
      .get('/graphql')
      .query({ query: '{ careerFieldGuide(slug: "backend", locale: "en") { title } }' })
      .set('x-apollo-operation-name', 'a')
      .timeout(15_000),
];

const HEADERS = ['etag', 'cache-control', 'surrogate-key', 'content-type', 'content-language', 'vary'];

const shown = ({ status, headers, text }: Response) => ({
  status,
  text,
  headers: Object.fromEntries(HEADERS.map((name) => [name, headers[name]])),
});

describe.each(databaseClient === 'sqlite' ? EMBEDDED : SERVER)('while the database %s', (_what, failure) => {
  it('anonymous readers get cached guides, other readers 503, and the default path recovers without a restart', async () => {
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

describe.each(databaseClient === 'sqlite' ? EMBEDDED : SERVER)('while the database %s', (_what, failure) => {
  it('GraphQL sends the last good response to queries for guides, or 503, and recovers', async () => {
    const before = [];
    for (const request of QUERIES) before.push(shown(await request()));
    for (const { status, text } of before) {
      expect(status).toBe(200);
      expect(text).not.toContain('"errors"');
    }
    expect(before[0]!.text).toContain('Backend');
    // A response without a guide is not stored.
    expect((await ask(GUIDE, { slug: 'nowhere', locale: 'de' })).body).toEqual({
      data: { careerFieldGuide: null },
    });

    await failure.begin();
    try {
      for (const round of [1, 2]) {
        const others = [
          await ask(GUIDE, { slug: 'backend', locale: 'de' }, { authorization: token }),
          await ask(GUIDE, { slug: 'nowhere', locale: 'de' }),
          await ask('{ careerFieldGuides(locale: "en", q: "new") { nodes { card { slug } } } }'),
        ];
        for (const { status, headers, body } of others) {
          expect([
            round,
            status,
            Number(headers['retry-after']) > 0,
            body.errors?.[0].extensions.code,
          ]).toEqual([round, 503, true, 'SERVICE_UNAVAILABLE']);
        }
        for (const [index, request] of QUERIES.entries()) {
          expect([round, shown(await request())]).toEqual([round, before[index]]);
        }
      }
    } finally {
      await failure.end();
    }
    await untilRecovered();
    const { status, text } = await ask(GUIDE, { slug: 'backend', locale: 'de' }, { authorization: token });
    expect([status, text]).toEqual([200, before[0]!.text]);
  });

  it('the sitemap and searches get 503, and a sitemap that has begun ends whole', async () => {
    const whole = await get('/sitemap');
    expect(whole.text).toContain('</urlset>');
    let begun: (() => void) | undefined;
    const begins = new Promise<void>((resolve) => (begun = resolve));
    let text = '';
    const { httpServer } = running.strapi.server;
    httpServer.once('request', (_request, response) => response.once('pipe', begun!));
    const under = get('/sitemap').then((response) => void (text = response.text));
    await begins;
    await failure.begin();
    try {
      await under;
      expect(text).toBe(whole.text);
      for (const path of ['/sitemap', '/guides?locale=de&q=backend']) {
        const { status, headers } = await get(path);
        expect([path, status, Number(headers['retry-after']) > 0]).toEqual([path, 503, true]);
      }
    } finally {
      await failure.end();
    }
    expect((await untilRecovered()).status).toBe(404);
    expect((await get('/sitemap')).text).toBe(whole.text);
  });
});

// SQLite has one connection, which cannot get lost.
if (databaseClient !== 'sqlite') {
  it('a reader whose connection was lost without a word gets the last good guide, and the next one what was written', async () => {
    const { documentId } = (await running.strapi
      .documents(uid('article'))
      .findFirst({ locale: 'de', filters: { slug: 'backend' } } as never))!;
    const before = shown(await get('/guides/backend?locale=de'));
    expect(before.status).toBe(200);
    const release = holdStatement(running.strapi, (sql) => /^select.*guide_invalidations/.test(sql));
    try {
      expect(shown(await get('/guides/backend?locale=de'))).toEqual(before);
      await running.strapi.documents(uid('article')).update({
        documentId,
        locale: 'de',
        status: 'published',
        data: { headline: 'Geschrieben, was niemand aufhält' },
      } as never);
      // On a busy machine, a lost connection passes for an outage of the database until the next probe.
      await untilRecovered();
      const { status, body } = await get('/guides/backend?locale=de', { authorization: token });
      expect([status, body.data.headline]).toEqual([200, 'Geschrieben, was niemand aufhält']);
    } finally {
      release();
    }
  });
}

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

import type { Response } from 'supertest';
import { allowPublic, createToken } from '../support/permissions';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { uid } from '../support/site';

/**
 * A site's middlewares as they are in the wild: one that numbers requests and limits them, one that compresses. The
 * number tells which requests have come past it.
 */
const MIDDLEWARES = {
  'config/middlewares.js': `module.exports = [
    'strapi::errors',
    'strapi::security',
    { name: 'strapi::cors', config: { origin: ['https://one.example', 'https://two.example'] } },
    { resolve: './src/number-requests' },
    'strapi::poweredBy',
    'strapi::query',
    'strapi::body',
    'strapi::session',
    'strapi::compression',
    'strapi::favicon',
    'strapi::public',
  ];`,
  'src/number-requests.js': `module.exports = (config, { strapi }) => async (context, next) => {
    const number = (strapi.requestsPassed ?? 0) + 1;
    strapi.requestsPassed = number;
    context.set('X-Request-Id', String(number));
    context.set('X-RateLimit-Remaining', String(1000 - number));
    context.set('RateLimit', 'limit=1000, remaining=' + number);
    context.set('Server-Timing', 'db;dur=' + number);
    context.set('X-Site', 'kept');
    if (context.get('x-mark')) context.cookies.set('mark', context.get('x-mark'));
    if (context.get('x-tenant')) {
      context.vary('X-Tenant');
      context.set('X-Tenant-Is', context.get('x-tenant'));
    }
    await next();
  };`,
};

/** Headers that differ in each response. */
const OF_ONE_REQUEST = [
  'x-request-id',
  'x-ratelimit-remaining',
  'ratelimit',
  'server-timing',
  'date',
  'connection',
  'keep-alive',
];

const ACTION = 'plugin::career-field.guide.findOne';

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
let backend: string;

const passed = (): number => (guides.strapi as unknown as { requestsPassed?: number }).requestsPassed ?? 0;

interface Sent {
  response: Response;
  isFast: boolean;
}

const send = async (path: string, headers: Record<string, string> = {}): Promise<Sent> => {
  const before = passed();
  const response = await guides.get(path, headers);
  return { response, isFast: passed() === before };
};

/** Sends a request until its response is cached, which is after the rebuild of all stale guides. */
const warm = async (path: string, headers: Record<string, string> = {}): Promise<Response> => {
  await guides.strapi.plugin('career-field').service('guides').settled();
  let response = await guides.get(path, headers);
  for (let turn = 0; turn < 2; turn += 1) response = await guides.get(path, headers);
  return response;
};

const comparable = ({ status, headers, text }: Response) => ({
  status,
  text,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE_REQUEST.includes(name))),
});

const start = async (config: object = {}): Promise<void> => {
  await guides?.stop();
  guides = await site.start({
    fastLane: true,
    // A long time, so that no cached state expires during a test.
    cache: { maxStaleMs: 60_000 },
    site: { url: 'https://portal.example' },
    ...config,
  });
};

beforeAll(async () => {
  site = await createGuideSite({ files: MIDDLEWARES });
  await start();
  backend = await guides.publish('backend', { title: 'Backend', lead: 'Lead. '.repeat(60).trim() });
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

describe.each([
  '/guides/backend',
  '/guides/backend?format=html&locale=en',
  '/guides/backend/markdown',
  '/guides',
])('%s', (path) => {
  it.each([
    ['', ''],
    ['', 'gzip, deflate'],
    ['https://one.example', 'br'],
    ['https://two.example', ''],
    ['https://other.example', 'gzip'],
  ])(
    'is the response of the default path for the origin %j and the encodings %j',
    async (origin, encodings) => {
      const headers = { ...(origin && { Origin: origin }), 'Accept-Encoding': encodings };
      const expected = await guides.get(path, headers);
      await warm(path, headers);
      const { response, isFast } = await send(path, headers);
      expect(isFast).toBe(true);
      expect(comparable(response)).toEqual(comparable(expected));
      expect(response.headers['access-control-allow-origin']).toBe(
        expected.headers['access-control-allow-origin']
      );
      for (const name of ['x-request-id', 'x-ratelimit-remaining', 'ratelimit', 'server-timing']) {
        expect(response.headers).not.toHaveProperty(name);
      }
      expect(response.headers).toMatchObject({ 'x-site': 'kept', date: expect.any(String) });
    }
  );

  it('gets the 304 of the default path', async () => {
    const { headers } = await warm(path);
    for (const known of [headers.etag!, `"a", W/${headers.etag}`, '*']) {
      const { response, isFast } = await send(path, { 'If-None-Match': known });
      expect([isFast, response.status, response.text]).toEqual([true, 304, '']);
      expect(response.headers.etag).toBe(headers.etag);
      expect(response.headers).toMatchObject({
        'cache-control': headers['cache-control'],
        vary: headers.vary,
      });
      // The client has the other headers from its full response.
      for (const name of [
        'content-type',
        'content-length',
        'surrogate-key',
        'content-security-policy',
        'x-site',
      ]) {
        expect(headers).toHaveProperty(name);
        expect(response.headers).not.toHaveProperty(name);
      }
    }
    const other = await send(path, { 'If-None-Match': '"other"' });
    expect([other.isFast, other.response.status, other.response.text.length > 0]).toEqual([true, 200, true]);
  });

  it('responds to HEAD without a body', async () => {
    const plain = { 'Accept-Encoding': 'identity' };
    const { headers } = await warm(path, plain);
    const before = passed();
    const head = await guides.head(path, plain);
    expect([head.status, head.text, passed()]).toEqual([200, undefined, before]);
    expect(head.headers['content-length']).toBe(headers['content-length']);
    expect(head.headers.etag).toBe(headers.etag);
  });
});

it('sends 304 for an ETag that the client has, also when the full response is not cached', async () => {
  const headers = { 'Accept-Encoding': 'identity', Origin: 'https://revalidating.example' };
  const { headers: whole } = await warm('/guides/backend');
  const known = { ...headers, 'If-None-Match': whole.etag! };
  const expected = await guides.get('/guides/backend', known);
  expect(expected.status).toBe(304);
  const { response, isFast } = await send('/guides/backend', known);
  expect(isFast).toBe(true);
  for (const name of ['etag', 'cache-control', 'vary', 'access-control-allow-origin', 'last-modified']) {
    expect([name, response.headers[name]]).toEqual([name, expected.headers[name]]);
  }
  // A reader without the response gets it on the default path, and later ones on the fast path.
  const first = await send('/guides/backend', headers);
  expect([first.isFast, first.response.status, first.response.text.length > 0]).toEqual([false, 200, true]);
  for (const [status, sent] of [
    [200, headers],
    [304, known],
    [200, headers],
  ] as const) {
    const again = await send('/guides/backend', sent);
    expect([again.isFast, again.response.status]).toEqual([true, status]);
  }
});

it('serves the same parameters in another order', async () => {
  await warm('/guides/backend?locale=en&format=html');
  const { isFast, response } = await send('/guides/backend?format=html&locale=en');
  expect(isFast).toBe(true);
  expect(response.status).toBe(200);
});

describe('the default path is taken', () => {
  beforeEach(async () => {
    await warm('/guides/backend');
    expect((await send('/guides/backend')).isFast).toBe(true);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['with an invalid token', '/guides/backend', { Authorization: 'Bearer wrong' }, 401],
    ['with a password', '/guides/backend', { Authorization: 'Basic YTpi' }, 200],
    ['with a cookie', '/guides/backend', { Cookie: 'a=b' }, 200],
    ['with an empty cookie', '/guides/backend', { Cookie: '' }, 200],
    ['with an unknown parameter', '/guides/backend?x=1', {}, 400],
    ['with a parameter twice', '/guides/backend?locale=en&locale=en', {}, 400],
    ['with an unknown language', '/guides/backend?locale=fr', {}, 400],
    ['with a parameter in brackets', '/guides/backend?locale[]=en', {}, 400],
    ['with an encoded parameter', '/guides/backend?locale=e%6E', {}, 200],
    ['with an encoded slug', '/guides/back%65nd', {}, 200],
    ['with a null byte', '/guides/backend%00', {}, 400],
    ['for an unknown guide', '/guides/nothing', {}, 404],
    ['for the change feed', '/guides/changes', {}, 200],
    ['for the sitemap', '/sitemap', {}, 200],
    ['for a search', '/guides?q=backend', {}, 200],
    ['for a search after another parameter', '/guides?locale=en&q=backend', {}, 200],
    ['for an empty list', '/guides?category=nothing', {}, 200],
    ['for a very long origin', '/guides/backend', { Origin: `https://${'a'.repeat(300)}.example` }, 200],
  ])('%s', async (_, path, headers, status) => {
    for (let turn = 0; turn < 4; turn += 1) {
      const { isFast, response } = await send(path, headers);
      expect([isFast, response.status]).toEqual([false, status]);
    }
  });

  it('with a valid token', async () => {
    const token = await createToken(guides.strapi, 'read-only');
    const { isFast, response } = await send('/guides/backend', { Authorization: token });
    expect([isFast, response.status, response.headers['cache-control']]).toEqual([
      false,
      200,
      'private, no-cache',
    ]);
    // A response to a token is sent to no other reader.
    expect((await send('/guides/backend')).response.headers['cache-control']).toContain('public');
  });

  it('for other methods', async () => {
    const before = passed();
    const post = await guides.request.post('/api/career-field/guides/backend').send({});
    const options = await guides.request
      .options('/api/career-field/guides/backend')
      .set({ Origin: 'https://one.example', 'Access-Control-Request-Method': 'GET' });
    expect([post.status, options.status, passed() - before]).toEqual([405, 204, 1]);
  });
});

describe('the fast lane does not cache', () => {
  it('a response with a cookie that the site has set', async () => {
    const path = '/guides/backend?format=blocks';
    for (const mark of ['alice', 'alice', 'alice']) await guides.get(path, { 'X-Mark': mark });
    const { isFast, response } = await send(path);
    expect([isFast, response.headers['set-cookie']]).toEqual([false, undefined]);
  });

  it('a response that varies by another header', async () => {
    const path = '/guides/backend?format=markdown';
    for (const tenant of ['one', 'one', 'one']) await guides.get(path, { 'X-Tenant': tenant });
    const { isFast, response } = await send(path, { 'X-Tenant': 'two' });
    expect([isFast, response.headers['x-tenant-is']]).toEqual([false, 'two']);
  });

  it('a response for one origin as the response for another one', async () => {
    await warm('/guides/backend', { Origin: 'https://evil.example' });
    await warm('/guides/backend', { Origin: 'https://one.example' });
    const allowed = async (headers: Record<string, string>): Promise<[boolean, string | undefined]> => {
      const { isFast, response } = await send('/guides/backend', headers);
      return [isFast, response.headers['access-control-allow-origin']];
    };
    expect(await allowed({ Origin: 'https://one.example' })).toEqual([true, 'https://one.example']);
    const [isFast, evil] = await allowed({ Origin: 'https://evil.example' });
    expect([isFast, evil || undefined]).toEqual([true, undefined]);
    const [, none] = await allowed({});
    expect(none).not.toBe('https://one.example');
  });

  it.each<Record<string, string>>([
    { Host: 'evil.example' },
    { 'X-Forwarded-Host': 'evil.example' },
    { 'X-Forwarded-Proto': 'http' },
    { 'X-Original-URL': '/api/career-field/articles' },
    { 'X-Rewrite-URL': '/api/career-field/articles' },
    { 'X-HTTP-Method-Override': 'DELETE' },
    { Accept: 'text/html' },
    { 'Accept-Language': 'de' },
    { Range: 'bytes=0-10' },
  ])('effects of the request header %j', async (headers) => {
    const clean = comparable(await warm('/guides/backend'));
    // The request with the header is the first after a change.
    await guides.publish(
      'backend',
      { title: 'Backend', lead: 'Lead. '.repeat(60).trim() },
      { documentId: backend }
    );
    await warm('/guides/backend', headers);
    const { isFast, response } = await send('/guides/backend');
    expect(isFast).toBe(true);
    const times = /"\d{4}-\d\d-\d\dT[\d:.]+Z"/g;
    expect(response.text.replaceAll(times, 'a time')).toBe(clean.text.replaceAll(times, 'a time'));
    expect(JSON.stringify(comparable(response))).not.toContain('evil.example');
  });
});

describe('the next response includes', () => {
  beforeEach(async () => {
    await warm('/guides/backend');
    expect((await send('/guides/backend')).isFast).toBe(true);
  });

  it('a revoked permission', async () => {
    await guides.strapi.db
      .query('plugin::users-permissions.permission')
      .deleteMany({ where: { action: ACTION } });
    expect((await send('/guides/backend')).response.status).toBe(403);
    expect((await send('/guides/backend')).response.status).toBe(403);
    expect((await warm('/guides')).status).toBe(200);
    await allowPublic(guides.strapi, [ACTION]);
    expect((await send('/guides/backend')).response.status).toBe(200);
  });

  it('a revoked permission for lists, while the one for guides stays', async () => {
    await warm('/guides');
    await guides.strapi.db
      .query('plugin::users-permissions.permission')
      .deleteMany({ where: { action: 'plugin::career-field.guide.find' } });
    expect((await warm('/guides/backend')).status).toBe(200);
    expect((await send('/guides')).response.status).toBe(403);
    await allowPublic(guides.strapi, ['plugin::career-field.guide.find']);
  });

  it('a change of the guide', async () => {
    await guides.publish('backend', { title: 'Another title' }, { documentId: backend });
    expect((await send('/guides/backend')).response.body.data.title).toBe('Another title');
  });

  it('a change of a document that the guide shows', async () => {
    await guides.strapi.documents(uid('category')).update({
      documentId: guides.category,
      locale: 'en',
      data: { name: 'Another category' },
    });
    expect((await send('/guides/backend')).response.body.data.category.name).toBe('Another category');
  });

  it('the unpublishing of the guide', async () => {
    await guides.unpublish(backend);
    expect((await send('/guides/backend')).response.status).toBe(404);
    await guides.publish('backend', {}, { documentId: backend });
    expect((await send('/guides/backend')).response.status).toBe(200);
  });

  it('another default language of the site', async () => {
    const locales = guides.strapi.plugin('i18n').service('locales');
    await locales.setDefaultLocale({ code: 'de' });
    expect((await send('/guides/backend')).response.status).toBe(404);
    await locales.setDefaultLocale({ code: 'en' });
    expect((await send('/guides/backend')).response.status).toBe(200);
  });
});

it('applies within cache.maxStaleMs a permission that another process has revoked', async () => {
  await start({ cache: { maxStaleMs: 200 } });
  await warm('/guides/backend');
  const { tableName } = guides.strapi.db.metadata.get('plugin::users-permissions.permission');
  await guides.strapi.db.connection(tableName).where({ action: ACTION }).delete();
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect((await send('/guides/backend')).response.status).toBe(403);
  await allowPublic(guides.strapi, [ACTION]);
});

it('is off by default', async () => {
  await start({ fastLane: undefined });
  await warm('/guides/backend');
  expect((await send('/guides/backend')).isFast).toBe(false);
});

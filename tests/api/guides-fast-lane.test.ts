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

/** What is another one in each answer. */
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

interface Asked {
  answer: Response;
  isFast: boolean;
}

const ask = async (path: string, headers: Record<string, string> = {}): Promise<Asked> => {
  const before = passed();
  const answer = await guides.get(path, headers);
  return { answer, isFast: passed() === before };
};

/** Asks on the default path until the response is cached: not before all is built that was written. */
const warm = async (path: string, headers: Record<string, string> = {}): Promise<Response> => {
  await guides.strapi.plugin('career-field').service('guides').settled();
  let answer = await guides.get(path, headers);
  for (let turn = 0; turn < 2; turn += 1) answer = await guides.get(path, headers);
  return answer;
};

const told = ({ status, headers, text }: Response) => ({
  status,
  text,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE_REQUEST.includes(name))),
});

const start = async (config: object = {}): Promise<void> => {
  await guides?.stop();
  guides = await site.start({
    fastLane: true,
    // So long that nothing is read again because of its age.
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
      const ordinary = await guides.get(path, headers);
      await warm(path, headers);
      const { answer, isFast } = await ask(path, headers);
      expect(isFast).toBe(true);
      expect(told(answer)).toEqual(told(ordinary));
      expect(answer.headers['access-control-allow-origin']).toBe(
        ordinary.headers['access-control-allow-origin']
      );
      for (const name of ['x-request-id', 'x-ratelimit-remaining', 'ratelimit', 'server-timing']) {
        expect(answer.headers).not.toHaveProperty(name);
      }
      expect(answer.headers).toMatchObject({ 'x-site': 'kept', date: expect.any(String) });
    }
  );

  it('gets the 304 of the default path', async () => {
    const { headers } = await warm(path);
    for (const known of [headers.etag!, `"a", W/${headers.etag}`, '*']) {
      const { answer, isFast } = await ask(path, { 'If-None-Match': known });
      expect([isFast, answer.status, answer.text]).toEqual([true, 304, '']);
      expect(answer.headers.etag).toBe(headers.etag);
      expect(answer.headers).toMatchObject({ 'cache-control': headers['cache-control'], vary: headers.vary });
      // The rest came with the answer that the reader has, and half of what goes out would be nothing else.
      for (const name of [
        'content-type',
        'content-length',
        'surrogate-key',
        'content-security-policy',
        'x-site',
      ]) {
        expect(headers).toHaveProperty(name);
        expect(answer.headers).not.toHaveProperty(name);
      }
    }
    const other = await ask(path, { 'If-None-Match': '"other"' });
    expect([other.isFast, other.answer.status, other.answer.text.length > 0]).toEqual([true, 200, true]);
  });

  it('answers HEAD without a body', async () => {
    const plain = { 'Accept-Encoding': 'identity' };
    const { headers } = await warm(path, plain);
    const before = passed();
    const head = await guides.head(path, plain);
    expect([head.status, head.text, passed()]).toEqual([200, undefined, before]);
    expect(head.headers['content-length']).toBe(headers['content-length']);
    expect(head.headers.etag).toBe(headers.etag);
  });
});

it('answers those who have the answer already, although nobody has asked for the whole of it', async () => {
  const headers = { 'Accept-Encoding': 'identity', Origin: 'https://revalidating.example' };
  const { headers: whole } = await warm('/guides/backend');
  const known = { ...headers, 'If-None-Match': whole.etag! };
  const ordinary = await guides.get('/guides/backend', known);
  expect(ordinary.status).toBe(304);
  const { answer, isFast } = await ask('/guides/backend', known);
  expect(isFast).toBe(true);
  for (const name of ['etag', 'cache-control', 'vary', 'access-control-allow-origin', 'last-modified']) {
    expect([name, answer.headers[name]]).toEqual([name, ordinary.headers[name]]);
  }
  // A reader without the response gets it on the default path, and later ones on the fast path.
  const first = await ask('/guides/backend', headers);
  expect([first.isFast, first.answer.status, first.answer.text.length > 0]).toEqual([false, 200, true]);
  for (const [status, asked] of [
    [200, headers],
    [304, known],
    [200, headers],
  ] as const) {
    const again = await ask('/guides/backend', asked);
    expect([again.isFast, again.answer.status]).toEqual([true, status]);
  }
});

it('answers the same parameters in another order', async () => {
  await warm('/guides/backend?locale=en&format=html');
  const { isFast, answer } = await ask('/guides/backend?format=html&locale=en');
  expect(isFast).toBe(true);
  expect(answer.status).toBe(200);
});

describe('the default path is taken', () => {
  beforeEach(async () => {
    await warm('/guides/backend');
    expect((await ask('/guides/backend')).isFast).toBe(true);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['with a token that is wrong', '/guides/backend', { Authorization: 'Bearer wrong' }, 401],
    ['with a password', '/guides/backend', { Authorization: 'Basic YTpi' }, 200],
    ['with a cookie', '/guides/backend', { Cookie: 'a=b' }, 200],
    ['with an empty cookie', '/guides/backend', { Cookie: '' }, 200],
    ['with an unknown parameter', '/guides/backend?x=1', {}, 400],
    ['with a parameter twice', '/guides/backend?locale=en&locale=en', {}, 400],
    ['with an unknown language', '/guides/backend?locale=fr', {}, 400],
    ['with a parameter in brackets', '/guides/backend?locale[]=en', {}, 400],
    ['with an encoded parameter', '/guides/backend?locale=e%6E', {}, 200],
    ['with an encoded address', '/guides/back%65nd', {}, 200],
    ['with a null byte', '/guides/backend%00', {}, 400],
    ['to an unknown guide', '/guides/nothing', {}, 404],
    ['to the feed', '/guides/changes', {}, 200],
    ['to the sitemap', '/sitemap', {}, 200],
    ['for a search', '/guides?q=backend', {}, 200],
    ['for a search behind another parameter', '/guides?locale=en&q=backend', {}, 200],
    ['for a list with nothing in it', '/guides?category=nothing', {}, 200],
    ['for a very long origin', '/guides/backend', { Origin: `https://${'a'.repeat(300)}.example` }, 200],
  ])('%s', async (_, path, headers, status) => {
    for (let turn = 0; turn < 4; turn += 1) {
      const { isFast, answer } = await ask(path, headers);
      expect([isFast, answer.status]).toEqual([false, status]);
    }
  });

  it('with a token that may, and without one for what may not be', async () => {
    const token = await createToken(guides.strapi, 'read-only');
    const { isFast, answer } = await ask('/guides/backend', { Authorization: token });
    expect([isFast, answer.status, answer.headers['cache-control']]).toEqual([
      false,
      200,
      'private, no-cache',
    ]);
    // A response to a token is sent to no other reader.
    expect((await ask('/guides/backend')).answer.headers['cache-control']).toContain('public');
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

describe('nothing is cached that is meant for one reader', () => {
  it('a cookie that the site has set', async () => {
    const path = '/guides/backend?format=blocks';
    for (const mark of ['alice', 'alice', 'alice']) await guides.get(path, { 'X-Mark': mark });
    const { isFast, answer } = await ask(path);
    expect([isFast, answer.headers['set-cookie']]).toEqual([false, undefined]);
  });

  it('an answer that depends on a header of which nothing is known here', async () => {
    const path = '/guides/backend?format=markdown';
    for (const tenant of ['one', 'one', 'one']) await guides.get(path, { 'X-Tenant': tenant });
    const { isFast, answer } = await ask(path, { 'X-Tenant': 'two' });
    expect([isFast, answer.headers['x-tenant-is']]).toEqual([false, 'two']);
  });

  it('an answer to an origin that the site does not let in, or the other way round', async () => {
    await warm('/guides/backend', { Origin: 'https://evil.example' });
    await warm('/guides/backend', { Origin: 'https://one.example' });
    const allowed = async (headers: Record<string, string>): Promise<[boolean, string | undefined]> => {
      const { isFast, answer } = await ask('/guides/backend', headers);
      return [isFast, answer.headers['access-control-allow-origin']];
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
  ])('what %j could have poisoned', async (headers) => {
    const clean = told(await warm('/guides/backend'));
    // A reader with the header is the first after a change.
    await guides.publish(
      'backend',
      { title: 'Backend', lead: 'Lead. '.repeat(60).trim() },
      { documentId: backend }
    );
    await warm('/guides/backend', headers);
    const { isFast, answer } = await ask('/guides/backend');
    expect(isFast).toBe(true);
    const times = /"\d{4}-\d\d-\d\dT[\d:.]+Z"/g;
    expect(answer.text.replaceAll(times, 'a time')).toBe(clean.text.replaceAll(times, 'a time'));
    expect(JSON.stringify(told(answer))).not.toContain('evil.example');
  });
});

describe('a change is visible at once', () => {
  beforeEach(async () => {
    await warm('/guides/backend');
    expect((await ask('/guides/backend')).isFast).toBe(true);
  });

  it('a permission that was revoked', async () => {
    await guides.strapi.db
      .query('plugin::users-permissions.permission')
      .deleteMany({ where: { action: ACTION } });
    expect((await ask('/guides/backend')).answer.status).toBe(403);
    expect((await ask('/guides/backend')).answer.status).toBe(403);
    expect((await warm('/guides')).status).toBe(200);
    await allowPublic(guides.strapi, [ACTION]);
    expect((await ask('/guides/backend')).answer.status).toBe(200);
  });

  it('a permission for guides, as long as that for lists is there', async () => {
    await warm('/guides');
    await guides.strapi.db
      .query('plugin::users-permissions.permission')
      .deleteMany({ where: { action: 'plugin::career-field.guide.find' } });
    expect((await warm('/guides/backend')).status).toBe(200);
    expect((await ask('/guides')).answer.status).toBe(403);
    await allowPublic(guides.strapi, ['plugin::career-field.guide.find']);
  });

  it('a guide', async () => {
    await guides.publish('backend', { title: 'Another title' }, { documentId: backend });
    expect((await ask('/guides/backend')).answer.body.data.title).toBe('Another title');
  });

  it('something that a guide shows', async () => {
    await guides.strapi.documents(uid('category')).update({
      documentId: guides.category,
      locale: 'en',
      data: { name: 'Another category' },
    });
    expect((await ask('/guides/backend')).answer.body.data.category.name).toBe('Another category');
  });

  it('a guide that was unpublished', async () => {
    await guides.unpublish(backend);
    expect((await ask('/guides/backend')).answer.status).toBe(404);
    await guides.publish('backend', {}, { documentId: backend });
    expect((await ask('/guides/backend')).answer.status).toBe(200);
  });

  it('the default language of the site', async () => {
    const locales = guides.strapi.plugin('i18n').service('locales');
    await locales.setDefaultLocale({ code: 'de' });
    expect((await ask('/guides/backend')).answer.status).toBe(404);
    await locales.setDefaultLocale({ code: 'en' });
    expect((await ask('/guides/backend')).answer.status).toBe(200);
  });
});

it('sees within cache.maxStaleMs what another process has revoked', async () => {
  await start({ cache: { maxStaleMs: 200 } });
  await warm('/guides/backend');
  const { tableName } = guides.strapi.db.metadata.get('plugin::users-permissions.permission');
  await guides.strapi.db.connection(tableName).where({ action: ACTION }).delete();
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect((await ask('/guides/backend')).answer.status).toBe(403);
  await allowPublic(guides.strapi, [ACTION]);
});

it('is not there unless the site asks for it', async () => {
  await start({ fastLane: undefined });
  await warm('/guides/backend');
  expect((await ask('/guides/backend')).isFast).toBe(false);
});

import { createToken } from '../support/permissions';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { uid } from '../support/site';

const PUBLIC = 'public, max-age=5, s-maxage=120, stale-while-revalidate=30';

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
let skill: string;
let backend: string;
/** Paths with status 200. */
const PATHS = [
  '/guides/backend',
  '/guides/backend?format=html',
  '/guides/backend/markdown',
  '/guides',
  '/guides?q=backend',
  '/guides/changes',
  '/sitemap',
];

beforeAll(async () => {
  site = await createGuideSite();
  guides = await site.start({
    http: { maxAge: 5, sharedMaxAge: 120, staleWhileRevalidate: 30 },
    site: { url: 'https://portal.example' },
    // Last-Modified then appears a second after a publication.
    cache: { maxStaleMs: 0 },
  });
  const made = await guides.strapi.documents(uid('skill')).create({
    locale: 'en',
    data: { name: 'PHP', slug: 'php', kind: 'hard' },
  });
  skill = made.documentId;
  backend = await guides.publish('backend', {
    skills: { anchor: 'skills', heading: 'Skills', items: [{ skill, requirement: 'essential' }] },
  });
  // Several addresses for the list and the sitemap.
  await guides.publish('frontend');
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const since = (date: string): Record<string, string> => ({ 'If-Modified-Since': date });
const unless = (tag: string): Record<string, string> => ({ 'If-None-Match': tag });

/** Waits until the second of the last change is over. */
const untilSettled = async (path: string): Promise<string> => {
  for (;;) {
    const modified = (await guides.get(path)).headers['last-modified'];
    if (modified) return modified;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

describe.each(PATHS)('%s', (path) => {
  it('has a strong ETag, which gets 304 as long as nothing changes', async () => {
    const first = await guides.get(path);
    expect(first.status).toBe(200);
    const { etag } = first.headers;
    expect(etag).toMatch(/^"[\w-]{32}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, `"other",W/${etag} , "third"`, '*']) {
      const response = await guides.get(path, unless(known!));
      expect([known, response.status, response.text]).toEqual([known, 304, '']);
      expect(response.headers).toMatchObject({
        etag,
        'cache-control': PUBLIC,
        vary: first.headers.vary,
        'surrogate-key': first.headers['surrogate-key'],
      });
      expect(response.headers).not.toHaveProperty('content-type');
    }
    for (const other of ['"other"', 'W/"other"', etag!.replaceAll('"', ''), `${etag!.slice(0, -1)}`, '']) {
      expect([other, (await guides.get(path, unless(other))).status]).toEqual([other, 200]);
    }
  });

  it('has Last-Modified, which gets 304 in a request without an ETag', async () => {
    const modified = await untilSettled(path);
    expect((await guides.get(path, since(modified))).status).toBe(304);
    expect((await guides.get(path, since(new Date().toUTCString()))).status).toBe(304);
    const before = new Date(Date.parse(modified) - 1000).toUTCString();
    expect((await guides.get(path, since(before))).status).toBe(200);
    expect((await guides.get(path, since('yesterday'))).status).toBe(200);
    // With both, only the ETag counts.
    const { etag } = (await guides.get(path)).headers;
    expect((await guides.get(path, { ...since(modified), ...unless('"other"') })).status).toBe(200);
    expect((await guides.get(path, { ...since(before), ...unless(etag!) })).status).toBe(304);
  });

  it('responds to HEAD with the same headers and no body', async () => {
    const whole = await guides.get(path);
    const head = await guides.head(path);
    expect([head.status, head.text]).toEqual([200, undefined]);
    for (const name of [
      'etag',
      'content-type',
      'cache-control',
      'vary',
      'content-language',
      'surrogate-key',
    ]) {
      expect([name, head.headers[name]]).toEqual([name, whole.headers[name]]);
    }
    expect((await guides.head(path, unless(whole.headers.etag!))).status).toBe(304);
  });

  it('may be cached by a CDN, unless the request has a token or a cookie', async () => {
    const { headers } = await guides.get(path);
    expect(headers['cache-control']).toBe(PUBLIC);
    expect(headers.vary).toBe('Origin, Accept-Encoding, Authorization');
    const token = await createToken(guides.strapi, 'read-only');
    for (const [name, value] of [
      ['Authorization', token],
      ['Cookie', 'a=b'],
    ] as const) {
      const own = await guides.get(path, { [name]: value });
      expect(own.status).toBe(200);
      expect(own.headers).toMatchObject({ 'cache-control': 'private, no-cache', etag: headers.etag });
    }
  });
});

/** Returns all documents and image URLs in a response. */
const shownIn = (value: unknown): { documents: string[]; images: string[] } => {
  const documents = new Set<string>();
  const images = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { documentId, mime, url } = part as Record<string, unknown>;
    if (typeof documentId === 'string') documents.add(documentId);
    if (typeof mime === 'string' && typeof url === 'string') images.add(url);
    Object.values(part).forEach(visit);
  };
  visit(value);
  return { documents: [...documents].sort(), images: [...images].sort() };
};

describe('the surrogate keys', () => {
  const paths = [
    '/guides/whole',
    '/guides/whole?format=html',
    '/guides',
    '/guides?pageSize=1&sort=title:desc',
  ];
  const files = new Map<string, string>();

  beforeAll(async () => {
    const { strapi } = guides;
    const addFile = async (name: string) => {
      const data = {
        name,
        hash: name,
        ext: '.png',
        mime: 'image/png',
        size: 1,
        url: `/uploads/${name}.png`,
        provider: 'local',
      };
      const { id } = await strapi.db.query('plugin::upload.file').create({ data });
      files.set(data.url, `file:${id}`);
      return { file: Number(id), alt: name };
    };
    const create = async (type: string, data: Record<string, unknown>): Promise<string> =>
      (await strapi.documents(uid(type)).create({ locale: 'en', data })).documentId;
    const employer = await create('employer', {
      name: 'Employer',
      slug: 'employer',
      logo: await addFile('logo'),
    });
    const path = await create('study-path', { title: 'Path', slug: 'path' });
    const related = await guides.publish('zz-related', { hero: await addFile('related') });
    const area = await guides.publish('zz-area');
    await guides.publish('whole', {
      hero: await addFile('hero'),
      employers: { heading: 'Employers', employers: [employer] },
      studies: { heading: 'Studies', paths: [path] },
      skills: { heading: 'Skills', items: [{ skill, requirement: 'essential' }] },
      areas: { heading: 'Areas', items: [{ title: 'Area', article: area }] },
      related: [related],
    });
  });

  it.each(paths)('name every document and image in the response to %s', async (path) => {
    const { headers, body } = await guides.get(path);
    const { documents, images } = shownIn(body);
    const keys = headers['surrogate-key']!.split(' ');
    expect(documents.length).toBeGreaterThan(1);
    expect(documents.filter((each) => !keys.some((key) => key.endsWith(`:${each}`)))).toEqual([]);
    expect(images.filter((url) => !keys.includes(files.get(url)!))).toEqual([]);
    expect(keys).toContain('career-field');
    expect(keys.includes('career-field-lists')).toBe(!path.includes('whole'));
  });

  it('are those of lists for the change feed and the sitemap', async () => {
    for (const path of ['/guides/changes', '/sitemap']) {
      expect((await guides.get(path)).headers['surrogate-key']).toBe('career-field career-field-lists');
    }
  });
});

it('has Content-Language if its content has one language', async () => {
  expect((await guides.get('/guides/backend?format=html')).headers['content-language']).toBe('en');
  expect((await guides.get('/guides?locale=de')).headers['content-language']).toBe('de');
  expect((await guides.get('/guides/changes')).headers).not.toHaveProperty('content-language');
});

it('has another ETag after each change of the guide or of a document that it shows', async () => {
  const tags = [(await guides.get('/guides/backend')).headers.etag];
  await guides.strapi.documents(uid('skill')).update({
    documentId: skill,
    locale: 'en',
    data: { name: 'PHP 8' },
  });
  tags.push((await guides.get('/guides/backend')).headers.etag);
  await guides.publish('backend', { title: 'Another title' }, { documentId: backend });
  tags.push((await guides.get('/guides/backend')).headers.etag);
  expect(new Set(tags).size).toBe(3);
  expect((await guides.get('/guides/backend', unless(tags[0]!))).status).toBe(200);
});

it('has no Last-Modified in the second of its change, in which it could change again', async () => {
  await guides.publish('backend', { title: 'Changed' }, { documentId: backend });
  const { headers } = await guides.get('/guides/backend');
  expect(headers).not.toHaveProperty('last-modified');
  expect((await guides.get('/guides/backend', since(new Date().toUTCString()))).status).toBe(200);
});

it.each([
  ['/guides/nothing', 404, 'public, max-age=0, s-maxage=10'],
  ['/guides/nothing/markdown', 404, 'public, max-age=0, s-maxage=10'],
  ['/guides/backend?x=1', 400, 'no-store'],
  ['/guides/backend?locale=fr', 400, 'no-store'],
  ['/guides?page=0', 400, 'no-store'],
])('the response to %s is %i with Cache-Control %s', async (path, status, cacheControl) => {
  const response = await guides.get(path);
  expect(response.status).toBe(status);
  expect(response.headers['cache-control']).toBe(cacheControl);
  expect(response.headers).not.toHaveProperty('etag');
  const token = await createToken(guides.strapi, 'read-only');
  const own = await guides.get(path, { Authorization: token });
  expect(own.headers['cache-control']).toBe('no-store');
});

it('lets a redirect be cached as long as a guide', async () => {
  const moved = await guides.publish('old');
  await guides.publish('new', {}, { documentId: moved });
  const { status, headers } = await guides.get('/guides/old');
  expect([status, headers['cache-control']]).toEqual([308, PUBLIC]);
  expect(headers['surrogate-key']).toContain(`article:${moved}`);
  const own = await guides.get('/guides/old', { Cookie: 'a=b' });
  expect(own.headers['cache-control']).toBe('private, no-cache');
});

it('does not fill the cache with varying requests', async () => {
  const { cache, stats } = guides.strapi.plugin('career-field').service('guides');
  expect(cache).toBeDefined();
  await guides.get('/guides');
  const before = stats().entries;
  for (let index = 0; index < 200; index += 1) {
    await Promise.all([
      guides.get(`/guides/slug-${index}`),
      guides.get(`/guides?q=word-${index}`),
      guides.get(`/guides?category=category-${index}`),
      guides.get(`/guides?category=field-en,other-${index}`),
      guides.get(`/guides?page=${index + 10}`),
      guides.get(`/guides/changes?since=2026-01-01T00:00:0${index % 10}Z&pageSize=${(index % 100) + 1}`),
    ]);
  }
  expect(stats().entries).toBe(before);
});

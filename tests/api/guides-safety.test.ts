import { createHash } from 'node:crypto';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import type { Core } from '@strapi/strapi';
import { PUBLIC_TYPES } from '../../content-types';
import { jsonForScript } from '../../examples/portal/src/lib/json-ld';
import type { Guides } from '../../server/src/guide';
import { jsonLdScript } from '../../server/src/guide/json-ld';
import type { JsonLd } from '../../server/src/guide/types';
import { readSelections } from '../support/graphql-selection';
import { createReader, listen, DEFAULT_PATH, type RawResponse, type Reader } from '../support/raw-http';
import { createSampler } from '../support/sample-documents';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { createHistory, readDuring, versionOf, type ReadRequest } from '../support/versions';
import { loadHtmlReader } from '../support/unit/safe-html';
import { loadUnsafeMarkdownReader } from '../support/unit/unsafe-markdown';

/**
 * What readers must not be able to do to the guides of a site, nor to learn from it: one site with the fast lane and the
 * default path, GraphQL, compression and the shipped guides, requested over HTTP.
 */

const FILES = {
  'config/plugins.js': `module.exports = () => ({
    'career-field': {
      enabled: true,
      config: {
        publicRead: true,
        fastLane: true,
        fallbackLocales: { fr: ['de'] },
        site: { url: 'https://portal.example' },
        // A long time, so that no check for changes falls into a test; little memory, so that it is soon full.
        cache: { megabytes: 4, maxStaleMs: 60000 },
      },
    },
    'users-permissions': { config: { jwtSecret: 'secret' } },
  });`,
  'config/middlewares.js': `module.exports = [
    { resolve: './src/count-requests' },
    'strapi::errors', 'strapi::security', 'strapi::cors', 'strapi::poweredBy', 'strapi::query', 'strapi::body',
    'strapi::session', 'strapi::compression', 'strapi::favicon', 'strapi::public',
  ];`,
  'src/count-requests.js': `module.exports = (config, { strapi }) => (context, next) => {
    strapi.requestsCounted = (strapi.requestsCounted ?? 0) + 1;
    return next();
  };`,
};

let site: Site;
let running: RunningSite;
let strapi: Core.Strapi;
let read: Reader;
let close: () => void;
let file: number;
/** The documentIds of shipped vocabulary. */
let category: string;
let skills: string[];
let paths: string[];

const guides = (): Guides => strapi.plugin('career-field').service('guides') as Guides;

const articles = () => strapi.documents(uid('article'));

/** The number of requests that the fast lane has not served. */
const onDefaultPath = (): number => (strapi as unknown as { requestsCounted?: number }).requestsCounted ?? 0;

interface GraphqlResponse {
  status: number;
  text: string;
  data: unknown;
  codes: string[];
}

const graphql = async (query: string, variables: object = {}): Promise<GraphqlResponse> => {
  const body = JSON.stringify({ query, variables });
  const { status, text } = await read('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) },
    body,
  });
  const { data, errors = [] } = JSON.parse(text) as {
    data?: unknown;
    errors?: { extensions?: { code?: string } }[];
  };
  return { status, text, data, codes: errors.map(({ extensions }) => extensions?.code ?? '') };
};

const get = (path: string, headers: Record<string, string> = {}): Promise<RawResponse> =>
  read(`/api/career-field${path}`, { headers });

beforeAll(async () => {
  site = await createSite({ graphql: true, seeded: true, files: FILES });
  running = await site.start();
  ({ strapi } = running);
  // Strapi logs each URL that it cannot decode.
  strapi.log.silent = true;
  ({ read, close } = createReader(await listen(strapi)));
  ({ id: file } = (await strapi.db.query('plugin::upload.file').findOne({ select: ['id'] })) as {
    id: number;
  });
  const idsOf = async (type: string, filters: object = {}): Promise<string[]> =>
    (await strapi.documents(uid(type)).findMany({ locale: 'de', filters } as never)).map(
      ({ documentId }) => documentId
    );
  [category = ''] = await idsOf('category', { slug: 'webentwicklung' });
  skills = (await idsOf('skill')).slice(0, 2);
  paths = (await idsOf('study-path')).slice(0, 2);
});

afterAll(async () => {
  close?.();
  await running?.stop();
  await site?.remove();
});

/** Runs a function for many values, some at a time. */
const forEach = async <Value>(
  values: Iterable<Value>,
  run: (value: Value) => Promise<void>
): Promise<void> => {
  const left = values[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) await run(next.value);
  };
  await Promise.all(Array.from({ length: 16 }, work));
};

const decoded = ({ body, header }: RawResponse): string => {
  const encoding = header('content-encoding');
  if (encoding === 'gzip') return gunzipSync(body).toString();
  return (encoding === 'br' ? brotliDecompressSync(body) : body).toString();
};

describe('a text that is not public', () => {
  const CANARY = 'kanarienvogel';
  /** The date of the next review, which is not public either. */
  const DUE = '2099-12-31';
  const SECRET = new RegExp(`${CANARY}|${DUE}`, 'i');
  const LOCALES = ['de', 'en', 'fr'];
  const SLUG = 'offen';

  let selection: (root: string) => string;
  let guide: string;
  let nearby: string;
  /** The documents that only drafts reference. */
  const hidden: Record<string, string[]> = {};

  const targetsOf = (values: Record<string, string[]>) => (target: string) =>
    values[target.split('.').at(-1)!] ?? [];

  const secret = (type: string, slug: string): Record<string, unknown> => ({
    ...createSampler(strapi, { name: CANARY, slug: `${CANARY}-${slug}`, file, targets: targetsOf(hidden) })(
      uid(type),
      'full'
    ),
    ...(type === 'article'
      ? { editorial: { author: CANARY, reviewer: CANARY, reviewedAt: DUE, reviewDueAt: DUE } }
      : {}),
  });

  /** An article with every attribute, all public except its editorial notes. */
  const open = (name: string, slug: string): Record<string, unknown> => ({
    ...createSampler(strapi, {
      name,
      slug,
      file,
      targets: targetsOf({
        skill: skills,
        'study-path': paths,
        // Only one of them is published.
        article: [...(nearby ? [nearby] : []), ...hidden.article!],
      }),
    })(uid('article'), 'full'),
    category,
    seo: { metaTitle: name, metaDescription: name },
    editorial: { author: CANARY, reviewer: CANARY, reviewedAt: '2026-05-04', reviewDueAt: DUE },
  });

  /** Changes every attribute in the drafts of both articles. */
  const hideInDrafts = async (): Promise<void> => {
    for (const locale of LOCALES) {
      await articles().update({ documentId: guide, locale, data: secret('article', locale) });
      await articles().update({ documentId: nearby, locale, data: secret('article', `next-${locale}`) });
    }
  };

  beforeAll(async () => {
    selection = await readSelections(async (query) => (await graphql(query)).data);
    await strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'fr' });
    const person = await strapi.service('admin::user').create({
      email: `${CANARY}@example.org`,
      username: CANARY,
      firstname: CANARY,
      lastname: CANARY,
      password: 'Secret-1234',
      isActive: true,
      roles: [(await strapi.service('admin::role').getSuperAdmin()).id],
    });
    await strapi.db.query('plugin::upload.file').update({
      where: { id: file },
      data: {
        name: CANARY,
        alternativeText: CANARY,
        caption: CANARY,
        hash: CANARY,
        folderPath: `/${CANARY}`,
        provider_metadata: { key: CANARY },
        createdBy: person.id,
        updatedBy: person.id,
      },
    });
    for (const type of ['category', 'skill', 'study-path', 'employer', 'article']) {
      const documents = strapi.documents(uid(type));
      const { documentId } = await documents.create({ locale: 'de', data: secret(type, 'only-draft') });
      for (const locale of ['en', 'fr']) {
        await documents.update({ documentId, locale, data: secret(type, 'only-draft') });
      }
      hidden[type] = [documentId];
    }
    for (const locale of ['de', 'en']) {
      await strapi
        .documents(uid('category'))
        .update({ documentId: category, locale, data: { description: CANARY } });
    }
    const publish = async (name: string, slug: string): Promise<string> => {
      const { documentId } = await articles().create({
        locale: 'de',
        status: 'published',
        data: open(name, slug),
      });
      await articles().update({ documentId, locale: 'en', status: 'published', data: open(name, slug) });
      return documentId;
    };
    nearby = await publish('Nebenan', 'nebenan');
    guide = await publish('Offen', SLUG);
    await hideInDrafts();
    // Created by an admin user whose name is not public.
    for (const type of PUBLIC_TYPES) {
      for (const { id } of await strapi.db.query(uid(type)).findMany({ select: ['id'] })) {
        await strapi.db
          .query(uid(type))
          .update({ where: { id }, data: { createdBy: person.id, updatedBy: person.id } });
      }
    }
  });

  const pathsIn = (locale: string): string[] => {
    const inLocale = `locale=${locale}`;
    const lists = [
      '',
      `&q=${CANARY}`,
      '&q=offen',
      `&category=${CANARY}-only-draft`,
      `&category=${hidden.category![0]}`,
      `&skill=${hidden.skill![0]}`,
      `&studyPath=${hidden['study-path']![0]}`,
      '&category=webentwicklung&sort=title:desc',
    ];
    const slugs = [
      SLUG,
      'nebenan',
      `${CANARY}-${locale}`,
      `${CANARY}-only-draft`,
      `${CANARY}-next-${locale}`,
    ];
    return [
      ...lists.map((list) => `/guides?${inLocale}${list}`),
      ...slugs.flatMap((slug) => [
        ...['blocks', 'html', 'markdown'].map((format) => `/guides/${slug}?${inLocale}&format=${format}`),
        `/guides/${slug}/markdown?${inLocale}`,
      ]),
      `/sitemap?${inLocale}`,
    ];
  };

  /** Sends all requests in all ways. Returns those whose responses contain a secret, and all bodies by request. */
  const requestEverything = async (): Promise<{ leaks: string[]; bodies: Map<string, string> }> => {
    const leaks: string[] = [];
    const bodies = new Map<string, string>();
    const check = (request: string, response: RawResponse): void => {
      if (SECRET.test(`${JSON.stringify(response.headers)} ${response.text}`)) leaks.push(request);
    };
    const urls = [...LOCALES.flatMap(pathsIn), '/guides', '/guides/changes', '/sitemap'];
    guides().cache.clear();
    await forEach(urls, async (url) => {
      const cold = await get(url, DEFAULT_PATH);
      check(`cold ${url}`, cold);
      bodies.set(url, `${cold.status} ${cold.text}`);
      check(`warm ${url}`, await get(url, DEFAULT_PATH));
      for (const turn of ['miss', 'hit']) check(`fast lane, ${turn} ${url}`, await get(url));
      for (const headers of [DEFAULT_PATH, {}]) {
        check(`304 ${url}`, await get(url, { ...headers, 'If-None-Match': cold.header('etag') || '*' }));
      }
    });
    for (const locale of LOCALES) {
      const of = `locale: "${locale}"`;
      for (const [slug, formats] of [
        [SLUG, ['blocks', 'html', 'markdown']],
        [`${CANARY}-${locale}`, ['html']],
      ] as const) {
        for (const format of formats) {
          const query = `{ careerFieldGuide(slug: "${slug}", ${of}, format: ${format})${selection('CareerFieldGuide')} }`;
          const { text, codes } = await graphql(query);
          expect(codes).toEqual([]);
          if (SECRET.test(text)) leaks.push(query.slice(0, 80));
          bodies.set(`GraphQL ${slug} ${locale} ${format}`, text);
        }
      }
      for (const list of ['', `, q: "${CANARY}"`, `, category: "${hidden.category![0]}"`]) {
        const query = `{ careerFieldGuides(${of}${list})${selection('CareerFieldGuideList')} }`;
        const { text, codes } = await graphql(query);
        expect(codes).toEqual([]);
        if (SECRET.test(text)) leaks.push(query.slice(0, 80));
      }
    }
    return { leaks, bodies };
  };

  const slugsIn = (body: string | undefined): string[] =>
    (JSON.parse(body!.slice(4)) as { data: { slug: string }[] }).data.map(({ slug }) => slug);

  const expectNothingHidden = (bodies: Map<string, string>): void => {
    for (const locale of LOCALES) {
      for (const [request, text] of bodies) {
        const isForHidden = request.includes(CANARY) || /=[a-z0-9]{24}$/.test(request);
        if (!request.includes(`locale=${locale}`) || !isForHidden) continue;
        if (request.startsWith('/guides?')) expect([request, slugsIn(text)]).toEqual([request, []]);
        else expect([request, text.slice(0, 3)]).toEqual([request, '404']);
      }
      expect(bodies.get(`GraphQL ${CANARY}-${locale} ${locale} html`)).toContain('"careerFieldGuide":null');
    }
  };

  const expectShown = (bodies: Map<string, string>, name: string): void => {
    for (const locale of LOCALES) {
      for (const format of ['blocks', 'html', 'markdown']) {
        const text = bodies.get(`/guides/${SLUG}?locale=${locale}&format=${format}`)!;
        expect(text.slice(0, 3)).toBe('200');
        // Title, lead, sections, lists and their items.
        expect(text.split(name).length).toBeGreaterThan(50);
        expect(bodies.get(`GraphQL ${SLUG} ${locale} ${format}`)).toContain(name);
      }
      expect(bodies.get(`/guides/${SLUG}/markdown?locale=${locale}`)).toContain(name);
      expect(slugsIn(bodies.get(`/guides?locale=${locale}`))).toEqual(
        expect.arrayContaining([SLUG, 'nebenan'])
      );
      const { data } = JSON.parse(bodies.get(`/guides/${SLUG}?locale=${locale}&format=blocks`)!.slice(4)) as {
        data: { related: { slug: string }[] };
      };
      expect(data.related.map(({ slug }) => slug)).toEqual(['nebenan']);
    }
    expect(bodies.get('/sitemap')).toContain(`/de/${SLUG}<`);
  };

  it('is stored in the site', async () => {
    const rows = await strapi.db.query(uid('article')).findMany({
      where: { title: { $contains: CANARY } },
      populate: ['createdBy', 'editorial'],
    });
    // Three articles in three languages; one of them was never published.
    expect(rows).toHaveLength(9);
    for (const { createdBy, editorial } of rows as Record<string, Record<string, string>>[]) {
      expect([createdBy!.firstname, editorial!.author]).toEqual([CANARY, CANARY]);
    }
  });

  it('is in no response while drafts differ from the published versions', async () => {
    const { leaks, bodies } = await requestEverything();
    expect(leaks).toEqual([]);
    expectShown(bodies, 'Offen');
    expectNothingHidden(bodies);
  });

  it('is in no response after drafts were discarded', async () => {
    await articles().discardDraft({ documentId: guide, locale: 'de' });
    const { leaks, bodies } = await requestEverything();
    expect(leaks).toEqual([]);
    expectShown(bodies, 'Offen');
  });

  it('is in no response after another version was published', async () => {
    for (const locale of ['de', 'en']) {
      await articles().update({ documentId: guide, locale, data: open('Neues', SLUG) });
      await articles().publish({ documentId: guide, locale });
    }
    const { leaks, bodies } = await requestEverything();
    expect(leaks).toEqual([]);
    expectShown(bodies, 'Neues');
    expectNothingHidden(bodies);
  });

  it('is in no response after the guide was unpublished, nor is the guide, immediately', async () => {
    await hideInDrafts();
    const before = await requestEverything();
    expect(before.leaks).toEqual([]);
    const tag = (await get(`/guides/${SLUG}?locale=de`)).header('etag');
    for (const locale of ['de', 'en']) {
      await articles().unpublish({ documentId: guide, locale });
      // The first request on each path, and one with the last ETag.
      for (const headers of [{}, DEFAULT_PATH, { 'If-None-Match': tag }] as Record<string, string>[]) {
        expect((await get(`/guides/${SLUG}?locale=${locale}`, headers)).status).toBe(404);
        expect((await get(`/guides/${SLUG}/markdown?locale=${locale}`, headers)).status).toBe(404);
      }
    }
    const { leaks, bodies } = await requestEverything();
    expect(leaks).toEqual([]);
    expectNothingHidden(bodies);
    for (const [request, text] of bodies) {
      // Only the change feed contains it, as removed.
      if (request === '/guides/changes') continue;
      expect([request, /Offen|Neues|"offen"|\/offen/.exec(text)?.[0]]).toEqual([request, undefined]);
    }
    const feed = JSON.parse(bodies.get('/guides/changes')!.slice(4)) as { data: Record<string, string>[] };
    expect(feed.data.filter(({ documentId }) => documentId === guide)).toEqual(
      ['de', 'en'].map((locale) =>
        expect.objectContaining({ locale, slug: SLUG, change: 'removed', documentId: guide })
      )
    );
  });
});

describe('concurrent readers of a guide that is written', () => {
  const SLUG = 'stetig';

  it('get one whole version in each response, and never one from before a write that has returned', async () => {
    const fields = { slug: SLUG, file, category, skills };
    const { documentId } = await articles().create({
      locale: 'de',
      status: 'published',
      data: versionOf(strapi, 1, fields),
    });
    await articles().create({
      locale: 'de',
      status: 'published',
      data: { title: 'Daneben', slug: 'daneben', lead: 'Lead', category, related: [documentId] },
    });
    const history = createHistory(1);
    const own = ['?locale=de', '?locale=de&format=html', '/markdown?locale=de'].map((rest): ReadRequest => ({
      path: `/guides/${SLUG}${rest}`,
      isGuide: true,
    }));
    const others: ReadRequest[] = [
      { path: '/guides?locale=de&category=webentwicklung', isGuide: false },
      { path: '/guides?locale=de&q=edition', isGuide: false },
      { path: '/guides/daneben?locale=de', isGuide: false, mayLack: true },
    ];
    const readers = {
      process: 'this one',
      read: ((path, options) => read(`/api/career-field${path}`, options)) satisfies Reader,
      requests: [...own, ...others],
      headers: [{}, DEFAULT_PATH],
    };
    const { problems, counts } = await readDuring(history, [readers], async (untilAllHaveRead) => {
      for (let version = 2; version <= 7; version += 1) {
        if (version % 3 === 0) {
          await history.write(readers.process, undefined, () =>
            articles().unpublish({ documentId, locale: 'de' })
          );
          await untilAllHaveRead();
        }
        const data = versionOf(strapi, version, fields);
        await articles().update({ documentId, locale: 'de', data });
        await history.write(readers.process, version, () => articles().publish({ documentId, locale: 'de' }));
        await untilAllHaveRead();
      }
    });
    expect(problems).toEqual([]);
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0);
  });
});

/** The usual requests of readers. */
const PLAIN = [
  '/guides/backend?locale=de',
  '/guides/backend?locale=de&format=html',
  '/guides/backend/markdown?locale=de',
  '/guides?locale=de',
  '/guides?locale=de&q=backend',
  '/guides/frueher?locale=de',
  '/guides/nothing?locale=de',
  // One entry, because the end of the feed contains the current time.
  '/guides/changes?pageSize=1',
  '/sitemap',
];

/** The status, the headers in any order, and every byte. `Last-Modified` appears by itself, a minute after the last change. */
const whole = ({ status, headers, body, text }: RawResponse): unknown => ({
  status,
  headers: headers
    .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
    .filter((line) => !line.startsWith('last-modified:'))
    .sort(),
  start: text.slice(0, 200),
  bytes: createHash('sha256').update(body).digest('hex'),
});

/** The responses to a usual request: on the fast path, empty and filled, and on the default path. */
const plainResponses = async (path: string): Promise<unknown[]> => {
  const responses: RawResponse[] = [];
  for (const headers of [{}, {}, {}, DEFAULT_PATH]) responses.push(await get(path, headers));
  return responses.map(whole);
};

describe('a request that tries to change the responses of others', () => {
  let before: Map<string, unknown[]>;

  beforeAll(async () => {
    const { documentId } = await articles().create({
      locale: 'de',
      status: 'published',
      data: { title: 'Moved', slug: 'frueher', lead: 'Lead', category },
    });
    await articles().update({ documentId, locale: 'de', status: 'published', data: { slug: 'spaeter' } });
    before = new Map();
    for (const path of PLAIN) before.set(path, await plainResponses(path));
  });

  const EVIL = 'evil.example';

  const HEADERS: Record<string, string>[] = [
    { Host: EVIL },
    {
      'X-Forwarded-Host': EVIL,
      'X-Forwarded-Proto': 'http',
      'X-Forwarded-Port': '1',
      'X-Forwarded-Prefix': `/${EVIL}`,
    },
    { Forwarded: `host=${EVIL};proto=http` },
    { 'X-Original-URL': `/${EVIL}`, 'X-Rewrite-URL': `/${EVIL}`, 'X-HTTP-Method-Override': 'DELETE' },
    { Origin: `https://${EVIL}` },
    { Origin: 'null' },
    { 'Accept-Language': 'en' },
    { 'Accept-Encoding': 'gzip' },
    { 'Accept-Encoding': 'br, gzip;q=0.5' },
    { 'Accept-Encoding': 'identity;q=0' },
    { Accept: 'text/html' },
    { Range: 'bytes=0-10' },
    { Cookie: 'a=b; jwt=c' },
    { Authorization: 'Bearer wrong' },
    { Authorization: 'Basic YTpi' },
    { 'If-None-Match': '*' },
    { 'If-Modified-Since': 'Fri, 31 Dec 2100 23:59:59 GMT' },
    { 'X-Locale': 'en', 'User-Agent': EVIL, Referer: `https://${EVIL}` },
  ];

  const QUERIES = [
    `utm_source=${EVIL}`,
    'locale=en',
    'locale=de&locale=en',
    'locale[]=en',
    'format=markdown&format=html',
    'locale=xx',
    ';locale=en',
    '%6cocale=en',
    `callback=${EVIL}`,
    '__proto__[locale]=en',
    '?',
    '&&',
  ];

  const METHODS = ['HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH'];

  const POISONS: [string, (path: string) => Promise<RawResponse>][] = [
    ...HEADERS.map((headers): (typeof POISONS)[number] => [
      JSON.stringify(headers),
      (path) => get(path, headers),
    ]),
    ...QUERIES.map((query): (typeof POISONS)[number] => [
      query,
      (path) => get(`${path}${path.includes('?') ? '&' : '?'}${query}`),
    ]),
    ...METHODS.map((method): (typeof POISONS)[number] => [
      method,
      (path) => read(`/api/career-field${path}`, { method, headers: { 'X-Evil': EVIL } }),
    ]),
  ];

  it('is compared on both paths', async () => {
    const [path] = PLAIN as [string];
    await guides().settled();
    await get(path);
    const at = onDefaultPath();
    for (let turn = 0; turn < 3; turn += 1) await get(path);
    expect(onDefaultPath()).toBe(at);
    for (let turn = 0; turn < 3; turn += 1) await get(path, DEFAULT_PATH);
    expect(onDefaultPath()).toBe(at + 3);
  });

  it.each(POISONS)('%s changes no other response', async (_, poison) => {
    for (const path of PLAIN) {
      guides().cache.clear();
      for (let turn = 0; turn < 3; turn += 1) {
        const response = await poison(path);
        expect([path, response.status < 500]).toEqual([path, true]);
        // A shared cache may serve this response to other readers.
        if (response.header('cache-control').startsWith('public')) {
          expect(`${decoded(response)} ${response.header('location')}`).not.toContain(EVIL);
        }
      }
      expect([path, await plainResponses(path)]).toEqual([path, before.get(path)]);
    }
  });
});

describe('hostile requests', () => {
  const long = (text: string, characters: number): string =>
    text.repeat(Math.ceil(characters / text.length)).slice(0, characters);

  /** Values as in a URL. */
  const VALUES = [
    ...['a', '%25', "'", '%F0%9F%A6%8A', '%C3%A4', 'a%20', '(', ','].map((text) => long(text, 10_000)),
    ...['', '%25', '_', '*', '%', '%%', '%2', '"', "'", '`', "'%20OR%201=1--", "';DROP%20TABLE%20x;--", '\\', '%5C'],
    ...['%F0%9F%A6%8A', '%E2%80%AE', '%EF%BB%BF', '\u00e9', '\u00ff', '(a+)+$', '[', ']', '{', '^', '+', '%2B', '~1', '-a'],
    ...['%00', 'a%00b', '%2500', '%E0%A4%A', '%FF', '%C0%AF', '%ED%A0%80', '%u0041', '%0d%0aSet-Cookie:a=b', '%0A'],
    ...['../', '..%2f..%2fbackend', '%2e%2e', '..;/', '//', '.', '/', '%5c..%5c', 'file:///etc/passwd'],
    ...['0', '-1', '1e9', '1.5', 'NaN', 'Infinity', '0x10', '1000000', '99999999999999999999', '%D9%A3', '1%00', '%201'],
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'undefined', 'true', '{}', '[object%20Object]'],
    ...['<script>alert(1)</script>', '${7*7}', '{{7*7}}', '%3Csvg/onload=alert(1)%3E', 'changes', 'guides'],
  ]; // prettier-ignore

  /** The routes with their parameters. */
  const ROUTES: Record<string, string[]> = {
    '/guides': ['locale', 'q', 'category', 'skill', 'studyPath', 'sort', 'page', 'pageSize'],
    '/guides/backend': ['locale', 'format'],
    '/guides/backend/markdown': ['locale'],
    '/guides/changes': ['cursor', 'since', 'pageSize'],
    '/sitemap': ['locale', 'page'],
  };

  const STRANGE_NAMES = [
    'q[]',
    'q[a]',
    'q[$ne]',
    'page[]',
    'locale[0][x]',
    'filters[title][$contains]',
    '__proto__',
    'constructor[prototype][x]',
    'populate',
    'fields[]',
    'pagination[limit]',
    'sort[]',
    'status',
    '',
  ];

  const hostileUrls = function* (): Generator<string> {
    for (const value of VALUES) {
      for (const [route, names] of Object.entries(ROUTES)) {
        for (const name of names) yield `${route}?${name}=${value}`;
        yield `${route}?${value}`;
        yield `${route}/${value}`;
      }
      yield `/guides/${value}`;
      yield `/guides/${value}?locale=de`;
      yield `/guides/${value}/markdown`;
      yield `/${value}/guides`;
    }
    for (const route of Object.keys(ROUTES)) {
      for (const name of STRANGE_NAMES) {
        for (const value of ['', 'a', '%00', '%', '-1', '*', '__proto__']) yield `${route}?${name}=${value}`;
      }
    }
    yield `/guides?${long('q=a&', 10_000)}`;
    yield `/guides?${long('[a]', 10_000)}=1`;
    yield `/guides/${long('a', 20_000)}`;
  };

  it('are served or refused, and disclose no internals', async () => {
    const problems: string[] = [];
    const statuses = new Map<number, number>();
    await forEach(hostileUrls(), async (url) => {
      const { status, text, header } = await get(url);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const isRefused = status >= 400 && status < 500;
      const isServed =
        status === 200 &&
        (header('content-type').startsWith('application/json')
          ? (JSON.parse(text) as { data: unknown }).data !== undefined
          : /^(<\?xml|# )/.test(text));
      const isDisclosing = /node_modules|\bselect\b.*\bfrom\b|SQLITE|syntax error|\n +at /i.test(text);
      const isInjected = header('set-cookie').includes('a=b');
      if ((isRefused || isServed) && !isDisclosing && !isInjected) return;
      problems.push(`${url.slice(0, 100)} ${status} ${text.slice(0, 100)}`);
    });
    expect(problems).toEqual([]);
    for (const status of [200, 400, 404, 431]) expect(statuses.get(status)).toBeGreaterThan(0);
  });

  it('are served or refused in GraphQL', async () => {
    const text = (value: string): string => {
      try {
        return decodeURIComponent(value);
      } catch {
        return value;
      }
    };
    const problems: string[] = [];
    const queries: [name: string, query: string][] = [
      ['slug', 'query ($slug: String!) { careerFieldGuide(slug: $slug) { title } }'],
      ['locale', 'query ($locale: String) { careerFieldGuide(slug: "backend", locale: $locale) { title } }'],
      ...['locale', 'q', 'category', 'skill', 'studyPath', 'sort'].map((name): [string, string] => [
        name,
        `query ($${name}: String) { careerFieldGuides(${name}: $${name}) { pagination { total } } }`,
      ]),
    ];
    const numbers = [0, -1, 1.5, 1e9, 2 ** 31, 1e20, '1', null, [1], {}];
    const given = [
      ...queries.flatMap(([name, query]) =>
        VALUES.map((value) => ({ query, variables: { [name]: text(value) } }))
      ),
      ...['page', 'pageSize'].flatMap((name) =>
        numbers.map((value) => ({
          query: `query ($${name}: Int! = 1) { careerFieldGuides(${name}: $${name}) { pagination { total } } }`,
          variables: { [name]: value },
        }))
      ),
    ];
    await forEach(given, async ({ query, variables }) => {
      const response = await graphql(query, variables);
      const isFine =
        response.status < 500 && response.codes.every((code) => /^BAD_USER_INPUT$|^GRAPHQL_/.test(code));
      if (!isFine || /node_modules|SQLITE/.test(response.text)) {
        problems.push(`${query} ${JSON.stringify(variables).slice(0, 100)} ${response.text.slice(0, 200)}`);
      }
    });
    expect(problems).toEqual([]);
  });

  it('do not change the responses of other readers', async () => {
    for (const path of PLAIN) {
      const [expected] = await plainResponses(path);
      guides().cache.clear();
      for (const value of ['%00', '%', '%E0%A4%A', long('a', 10_000), '..%2f']) {
        await get(`${path}${path.includes('?') ? '&' : '?'}q=${value}`);
        await get(`${path.split('?')[0]}${value}`);
      }
      for (const response of await plainResponses(path)) expect([path, response]).toEqual([path, expected]);
    }
  });
});

describe('a large number of requests', () => {
  it.each<[what: string, number: number, status: number, pathOf: (number: number) => string]>([
    ['unknown slugs', 2_000, 404, (number) => `/guides/unknown-${number}?locale=de`],
    ['searches', 1_000, 200, (number) => `/guides?locale=de&q=backend%20${number}`],
  ])('for %s needs few statements and no memory', async (_, number, status, pathOf) => {
    for (const path of PLAIN) await plainResponses(path);
    await get(pathOf(-1));
    const { entries, bytes } = guides().stats();
    const statements: string[] = [];
    const record = ({ sql }: { sql: string }): void => void statements.push(sql);
    strapi.db.connection.on('query', record);
    const others: string[] = [];
    try {
      await forEach(Array(number).keys(), async (each) => {
        const response = await get(pathOf(each));
        if (response.status !== status) others.push(`${each} ${response.status}`);
      });
    } finally {
      strapi.db.connection.removeListener('query', record);
    }
    expect(others).toEqual([]);
    // The checks for changes, which run at intervals in any case.
    const checks =
      /published_guides|guide_invalidations|scheduled_publications|up_permissions|i18n_locale|strapi_core_store_settings/;
    expect(statements.filter((sql) => !checks.test(sql))).toEqual([]);
    expect(statements.length).toBeLessThan(number / 100);
    expect(guides().stats()).toMatchObject({ entries, bytes });
  });

  it('fills the memory of the config, and no more', async () => {
    const [path] = PLAIN as [string];
    const expected = whole(await get(path));
    const { body } = await get(path);
    const most = 4 * 2 ** 20;
    const enough = Math.ceil((3 * most) / body.length);
    await forEach(Array(enough).keys(), async (number) => {
      // The fast lane caches a response for each origin.
      expect((await get(path, { Origin: `https://${number}.example` })).status).toBe(200);
    });
    const { bytes } = guides().stats();
    expect(bytes).toBeLessThanOrEqual(most);
    expect(bytes).toBeGreaterThan(most / 2);
    expect(whole(await get(path))).toEqual(expected);
  });
});

describe('a text that would run as a script in a page', () => {
  /** Begins with the part that remains in an attribute of forty characters. */
  const PAYLOAD = '--> ]]></script><script>alert(1)</script><img src=x onerror=alert(1)><!--<script>';
  const SLUG = 'payload';

  let article: Record<string, unknown>;
  let readHtml: Awaited<ReturnType<typeof loadHtmlReader>>;

  const dataOf = async (format: string): Promise<Record<string, unknown>> => {
    const { text } = await get(`/guides/${SLUG}?locale=de&format=${format}`);
    return (JSON.parse(text) as { data: Record<string, unknown> }).data;
  };

  /** Returns every text in a value, at any depth. */
  const textsIn = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
  };

  /** Returns the rich texts of a guide in another format; everything else must equal the guide in blocks. */
  const richTexts = (blocks: unknown, other: unknown): string[] => {
    if (Array.isArray(blocks) && typeof other === 'string') return [other];
    if (blocks === null || typeof blocks !== 'object') {
      expect(other).toBe(blocks);
      return [];
    }
    expect(Object.keys(other as object)).toEqual(Object.keys(blocks));
    return Object.entries(blocks).flatMap(([name, value]) =>
      richTexts(value, (other as Record<string, unknown>)[name])
    );
  };

  beforeAll(async () => {
    readHtml = await loadHtmlReader();
    const created: Record<string, string[]> = { article: [] };
    for (const type of ['category', 'skill', 'study-path', 'employer', 'article']) {
      const targets = (target: string): string[] => created[target.split('.').at(-1)!] ?? [];
      const data = createSampler(strapi, { name: PAYLOAD, slug: SLUG, file, targets })(uid(type), 'full');
      const { documentId } = await strapi
        .documents(uid(type))
        .create({ locale: 'de', data, ...(type === 'article' ? { status: 'published' } : {}) });
      created[type] = [documentId];
      article = data;
    }
  });

  it('is delivered from every attribute of an article', async () => {
    const delivered = new Set(textsIn(await dataOf('blocks')));
    // Editorial notes, previous slugs and names for the search are not delivered.
    const occupation = { ...(article.occupation as object), searchNames: null };
    const open = { ...article, occupation, editorial: null, previousSlugs: null };
    const attacks = textsIn(open).filter((text) => text.includes('<script>'));
    expect(attacks.length).toBeGreaterThan(100);
    expect(attacks.filter((text) => !delivered.has(text))).toEqual([]);
  });

  it('is only text in HTML', async () => {
    const rich = richTexts(await dataOf('blocks'), await dataOf('html'));
    expect(rich.length).toBeGreaterThan(20);
    for (const html of rich) {
      const { issues, text } = readHtml(html);
      expect(issues).toEqual([]);
      expect(text).toContain(PAYLOAD);
    }
  });

  it('is only text in Markdown, also in renderers that allow HTML', async () => {
    const readMarkdown = await loadUnsafeMarkdownReader();
    const page = await get(`/guides/${SLUG}/markdown?locale=de`);
    const rich = richTexts(await dataOf('blocks'), await dataOf('markdown'));
    expect(rich.length).toBeGreaterThan(20);
    for (const markdown of [page.text, ...rich]) {
      expect(readMarkdown(markdown).flatMap((html) => readHtml(html, 'markdown').issues)).toEqual([]);
    }
    expect(page.text.split('alert').length).toBeGreaterThan(100);
  });

  it('does not end the script element of the JSON-LD', async () => {
    const { parse } = await import('parse5');
    const jsonLd = (await dataOf('html')).jsonLd as JsonLd;
    expect(JSON.stringify(jsonLd)).toContain(PAYLOAD);
    for (const script of [jsonLdScript(jsonLd), jsonForScript(jsonLd)]) {
      expect(script).not.toMatch(/<\/?script|<!--/i);
      expect(JSON.parse(script)).toEqual(jsonLd);
      const start = '<!DOCTYPE html><html><head><script type="application/ld+json">';
      const [, html] = parse(`${start}${script}</script></head><body><p>end</p></body></html>`).childNodes;
      const elements: string[] = [];
      const visit = (node: object): void => {
        if ('tagName' in node) elements.push(String(node.tagName));
        if ('childNodes' in node) (node.childNodes as object[]).forEach(visit);
      };
      visit(html!);
      expect(elements).toEqual(['html', 'head', 'script', 'body', 'p']);
    }
  });

  it('is escaped in error messages', async () => {
    const { status, text, header } = await get(`/guides?${encodeURIComponent(PAYLOAD)}=1`);
    expect([status, header('content-type'), header('x-content-type-options')]).toEqual([
      400,
      'application/json; charset=utf-8',
      'nosniff',
    ]);
    expect((JSON.parse(text) as { error: { message: string } }).error.message).toContain('-->');
  });
});

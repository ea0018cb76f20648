import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CareerFieldError,
  createClient,
  memoryCache,
  type ResponseCache,
  type ChangesResponse,
  type ChangesOptions,
  type DraftOptions,
  type DraftResponse,
  type GuideResponse,
  type GuideListResponse,
  type GuideOptions,
  type ListOptions,
  type SitemapOptions,
} from './index';
import type { draftQuery } from '../../server/src/content-api/drafts/parameters';
import type { DraftResponse as RouteDraftResponse } from '../../server/src/content-api/drafts/schemas';
import type {
  changesQuery,
  guideQuery,
  guidesQuery,
  Parsed,
  sitemapQuery,
} from '../../server/src/content-api/guides/parameters';
import type * as routes from '../../server/src/content-api/guides/schemas';

/** Compiles only for two types that are assignable to each other. */
type Alike<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;

/** The names of parameters, without the client's own. */
type Names<Options> = Exclude<keyof Options, 'signal'>;

/** `tsc -p tests` refuses this when the client differs from the schemas of the routes. */
type ClientFitsRoutes = [
  Alike<routes.GuidesResponse, GuideListResponse>,
  Alike<routes.ChangesResponse, ChangesResponse>,
  Alike<routes.GuideResponse['data'], GuideResponse['data'] | GuideResponse<'html'>['data']>,
  Alike<routes.GuideResponse['meta']['locale'], GuideResponse['meta']['locale']>,
  Alike<keyof Parsed<ReturnType<typeof guidesQuery>>, Names<ListOptions>>,
  Alike<Parsed<ReturnType<typeof guidesQuery>>['sort'], ListOptions['sort']>,
  Alike<keyof Parsed<ReturnType<typeof changesQuery>>, Names<ChangesOptions>>,
  Alike<keyof Parsed<typeof guideQuery>, Names<GuideOptions<'html'>>>,
  Alike<keyof Parsed<typeof sitemapQuery>, Names<SitemapOptions>>,
  Alike<
    RouteDraftResponse,
    Pick<DraftResponse, 'meta'> & { data: DraftResponse['data'] | DraftResponse<'html'>['data'] }
  >,
  Alike<keyof Parsed<typeof draftQuery>, Names<DraftOptions<'html'>>>,
];
const clientFitsRoutes: ClientFitsRoutes = [true, true, true, true, true, true, true, true, true, true, true];

let server: Server;
let baseUrl: string;
let requests: IncomingMessage[];
let statuses: number[];
let respond: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    respond(request, response);
    statuses.push(response.statusCode);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const LIST = { data: [], meta: { pagination: { page: 1, pageSize: 25, pageCount: 1, total: 0 } } };

/** Sends a body with a validator, as the API does; with `no-cache`, always the whole body. */
const tagged = (body: object, etag = '"one"'): typeof respond => {
  return ({ headers }, response) => {
    response.setHeader('etag', etag);
    const isKnown = headers['if-none-match'] === etag && headers['cache-control'] !== 'no-cache';
    if (isKnown) response.writeHead(304).end();
    else response.end(JSON.stringify(body));
  };
};

const failing = (status: number, body: string): typeof respond => {
  return (_, response) => response.writeHead(status).end(body);
};

const strapiError = (status: number, name: string, message: string, details: object = {}): string =>
  JSON.stringify({ data: null, error: { status, name, message, details } });

beforeEach(() => {
  requests = [];
  statuses = [];
  respond = tagged(LIST);
});

const validators = (): unknown[] => requests.map(({ headers }) => headers['if-none-match']);
const urls = (): unknown[] => requests.map(({ url }) => url);

const thrownBy = async (work: Promise<unknown>): Promise<CareerFieldError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason
  );
  expect(error).toBeInstanceOf(CareerFieldError);
  return error as CareerFieldError;
};

it('has the responses and parameters of the routes', () => {
  expect(clientFitsRoutes).not.toContain(false);
});

describe('URLs', () => {
  it('are below the URL of the site, with or without a slash at its end', async () => {
    await createClient({ baseUrl }).listGuides();
    await createClient({ baseUrl: `${baseUrl}/` }).listGuides();
    await createClient({ baseUrl: `${baseUrl}/cms/` }).listGuides();
    expect(urls()).toEqual([
      '/api/career-field/guides',
      '/api/career-field/guides',
      '/cms/api/career-field/guides',
    ]);
  });

  it('contain the given parameters, and lists with commas', async () => {
    await createClient({ baseUrl }).listGuides({
      locale: 'de',
      q: 'Ä & b',
      category: undefined,
      skill: ['php', 'c++'],
      page: 2,
    });
    expect(Object.fromEntries(new URL(requests[0]!.url!, baseUrl).searchParams)).toEqual({
      locale: 'de',
      q: 'Ä & b',
      skill: 'php,c++',
      page: '2',
    });
  });

  it('accept any slug', async () => {
    respond = tagged({ data: { slug: 'x' }, meta: {} });
    const client = createClient({ baseUrl });
    await client.getGuide('a/b?c#d ü');
    expect(urls()).toEqual(['/api/career-field/guides/a%2Fb%3Fc%23d%20%C3%BC']);
    for (const slug of ['', '.', '..', 'changes']) {
      await expect(client.getGuide(slug)).resolves.toBeNull();
      await expect(client.getMarkdownPage(slug)).resolves.toBeNull();
    }
    expect(requests).toHaveLength(1);
  });

  it('must be absolute', () => {
    expect(() => createClient({ baseUrl: '/api' })).toThrow(
      'baseUrl is "/api", but must be an absolute URL.'
    );
  });

  it('of images are completed with that of the site', () => {
    const client = createClient({ baseUrl: 'https://cms.example.org' });
    expect(client.assetUrl('/uploads/a.jpg')).toBe('https://cms.example.org/uploads/a.jpg');
    expect(client.assetUrl('https://cdn.example.org/a.jpg')).toBe('https://cdn.example.org/a.jpg');
  });

  it.each(['https://cms.example.org/strapi', 'https://cms.example.org/strapi/'])(
    'of images are below the path of %s',
    (base) => {
      const client = createClient({ baseUrl: base });
      expect(client.assetUrl('/uploads/a ü.jpg')).toBe(
        'https://cms.example.org/strapi/uploads/a%20%C3%BC.jpg'
      );
      expect(client.assetUrl('https://cdn.example.org/a.jpg')).toBe('https://cdn.example.org/a.jpg');
      expect(client.assetUrl('//cdn.example.org/a.jpg')).toBe('https://cdn.example.org/a.jpg');
    }
  );

  it('of images need no path', () => {
    const client = createClient({ baseUrl: 'https://cms.example.org/' });
    expect(client.assetUrl('/uploads/a.jpg')).toBe('https://cms.example.org/uploads/a.jpg');
  });
});

describe('requests', () => {
  it('contain a token only if one is given', async () => {
    await createClient({ baseUrl }).listGuides();
    await createClient({ baseUrl, token: 'secret' }).listGuides();
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer secret']);
  });

  it('use the given fetch', async () => {
    const fetched: unknown[] = [];
    const client = createClient({
      baseUrl,
      fetch: (input, init) => {
        fetched.push(input);
        return fetch(input, init);
      },
    });
    await client.listGuides();
    expect(fetched).toEqual([`${baseUrl}/api/career-field/guides`]);
  });
});

describe('validators', () => {
  it('are sent, and a response without a body is the cached one', async () => {
    const client = createClient({ baseUrl });
    const first = await client.listGuides();
    const second = await client.listGuides();
    expect(validators()).toEqual([undefined, '"one"']);
    expect(second).toEqual(first);
    expect(second).not.toBe(first);
    expect(statuses).toEqual([200, 304]);
  });

  it('belong to one URL', async () => {
    const client = createClient({ baseUrl });
    await client.listGuides({ locale: 'de' });
    await client.listGuides({ locale: 'en' });
    expect(validators()).toEqual([undefined, undefined]);
  });

  it('change with the response', async () => {
    const client = createClient({ baseUrl });
    await client.listGuides();
    respond = tagged({ ...LIST, data: [{ slug: 'new' }] }, '"two"');
    expect((await client.listGuides()).data).toEqual([{ slug: 'new' }]);
    await client.listGuides();
    expect(validators()).toEqual([undefined, '"one"', '"two"']);
  });

  it('are cached only if a response has one and the cache is enabled', async () => {
    respond = (_, response) => response.end(JSON.stringify(LIST));
    const client = createClient({ baseUrl });
    await client.listGuides();
    await client.listGuides();
    respond = tagged(LIST);
    const without = createClient({ baseUrl, cache: false });
    await without.listGuides();
    await without.listGuides();
    expect(validators()).toEqual([undefined, undefined, undefined, undefined]);
  });

  // A page may send `If-None-Match` to another origin only if that allows it, which Strapi does not.
  it.each([
    ['a page', 'document'],
    ['a worker', 'importScripts'],
  ])('are left to the browser in %s', async (_, name) => {
    Object.assign(globalThis, { [name]: {} });
    try {
      const client = createClient({ baseUrl });
      await client.listGuides();
      await client.listGuides();
      expect(validators()).toEqual([undefined, undefined]);
    } finally {
      Reflect.deleteProperty(globalThis, name);
    }
  });

  it('are stored in a custom cache', async () => {
    const stored = new Map<string, { etag: string; text: string }>();
    const cache: ResponseCache = {
      get: (url) => Promise.resolve(stored.get(url)),
      set: async (url, response) => void stored.set(url, response),
    };
    await createClient({ baseUrl, cache }).listGuides();
    await createClient({ baseUrl, cache }).listGuides();
    expect(validators()).toEqual([undefined, '"one"']);
    expect([...stored.keys()]).toEqual([`${baseUrl}/api/career-field/guides`]);
  });
});

describe('memoryCache', () => {
  const MEGABYTE_OF_TEXT = 'x'.repeat(512 * 1024);

  it('is bounded and evicts the least recently used response', () => {
    const cache = memoryCache(3.1);
    for (const url of ['a', 'b', 'c']) cache.set(url, { etag: '"1"', text: MEGABYTE_OF_TEXT });
    cache.get('a');
    cache.set('d', { etag: '"1"', text: MEGABYTE_OF_TEXT });
    expect(['a', 'b', 'c', 'd'].filter((url) => cache.get(url) !== undefined)).toEqual(['a', 'c', 'd']);
  });

  it('counts a replaced response once', () => {
    const cache = memoryCache(2.1);
    cache.set('a', { etag: '"1"', text: MEGABYTE_OF_TEXT });
    for (const etag of ['"1"', '"2"', '"3"']) cache.set('b', { etag, text: MEGABYTE_OF_TEXT });
    expect(cache.get('a')).toBeDefined();
    expect(cache.get('b')).toMatchObject({ etag: '"3"' });
  });

  it('does not store a response larger than its limit, and deletes the previous one', () => {
    const cache = memoryCache(0.5);
    for (const url of ['a', 'b']) cache.set(url, { etag: '"1"', text: 'small' });
    cache.set('a', { etag: '"2"', text: MEGABYTE_OF_TEXT });
    expect(cache.get('a')).toBeUndefined();
    expect(cache.get('b')).toBeDefined();
  });
});

describe('a guide', () => {
  it('is null if Strapi responds that there is none', async () => {
    respond = failing(404, strapiError(404, 'NotFoundError', 'There is no guide'));
    await expect(createClient({ baseUrl }).getGuide('gone')).resolves.toBeNull();
    await expect(createClient({ baseUrl }).getMarkdownPage('gone')).resolves.toBeNull();
  });

  it('is an error if another server responds so', async () => {
    respond = failing(404, '<h1>Not Found</h1>');
    const error = await thrownBy(createClient({ baseUrl }).getGuide('backend'));
    expect(error).toMatchObject({ status: 404, code: null });
  });

  it('is found by its previous slug', async () => {
    respond = (request, response) => {
      if (!request.url!.includes('old'))
        return tagged({ data: { slug: 'new' }, meta: {} })(request, response);
      return response.writeHead(308, { location: `new?${request.url!.split('?')[1]}` }).end();
    };
    const client = createClient({ baseUrl });
    const moved = await client.getGuide('old', { locale: 'de' });
    expect(moved).toMatchObject({ data: { slug: 'new' }, meta: { redirectedFrom: 'old' } });
    expect(urls()).toEqual([
      '/api/career-field/guides/old?locale=de',
      '/api/career-field/guides/new?locale=de',
    ]);
    expect((await client.getGuide('old', { locale: 'de' }))?.meta.redirectedFrom).toBe('old');
    expect((await client.getGuide('new', { locale: 'de' }))?.meta.redirectedFrom).toBeNull();
  });
});

it('requests each page of all guides when it is needed', async () => {
  respond = (request, response) => {
    const page = Number(new URL(request.url!, baseUrl).searchParams.get('page'));
    const data = [{ slug: `${page}a` }, { slug: `${page}b` }];
    return response.end(JSON.stringify({ data, meta: { pagination: { page, pageCount: 3 } } }));
  };
  const slugs: string[] = [];
  for await (const { slug } of createClient({ baseUrl }).allGuides({ locale: 'de', pageSize: 2 })) {
    slugs.push(slug);
    if (slug === '2a') expect(requests).toHaveLength(2);
  }
  expect(slugs).toEqual(['1a', '1b', '2a', '2b', '3a', '3b']);
  expect(urls()).toEqual(
    [1, 2, 3].map((page) => `/api/career-field/guides?locale=de&pageSize=2&page=${page}`)
  );
});

describe('errors', () => {
  it('contain the message and details of Strapi', async () => {
    const details = { errors: [{ path: ['page'], name: 'ValidationError', message: 'page must be 1' }] };
    respond = failing(400, strapiError(400, 'ValidationError', 'page must be 1', details));
    const error = await thrownBy(createClient({ baseUrl }).listGuides({ page: 0 }));
    expect(error).toMatchObject({
      message: `${baseUrl}/api/career-field/guides?page=0: page must be 1 (HTTP 400)`,
      url: `${baseUrl}/api/career-field/guides?page=0`,
      status: 400,
      code: 'ValidationError',
      details,
    });
  });

  it.each([
    [502, '<html>Bad Gateway</html>'],
    [500, '{"error":"x"}'],
    [200, '<html>a page of something else</html>'],
    [200, '[]'],
    [200, 'null'],
  ])('report a response of another server: %i %s', async (status, body) => {
    respond = failing(status, body);
    const error = await thrownBy(createClient({ baseUrl }).listGuides());
    expect(error).toMatchObject({
      message: `${baseUrl}/api/career-field/guides: this is not a response of the career-field API (HTTP ${status})`,
      status,
      code: null,
    });
  });

  it('report an unreachable server, with the cause', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    await once(closed, 'close');
    const error = await thrownBy(createClient({ baseUrl: `http://127.0.0.1:${port}` }).listGuides());
    expect(error).toMatchObject({
      message: `http://127.0.0.1:${port}/api/career-field/guides cannot be reached`,
      status: 0,
      cause: expect.objectContaining({ message: 'fetch failed' }),
    });
  });

  it('are the reason of the signal when it is aborted', async () => {
    respond = () => undefined;
    const controller = new AbortController();
    const reason = new Error('enough');
    const guide = createClient({ baseUrl }).getGuide('backend', { signal: controller.signal });
    controller.abort(reason);
    await expect(guide).rejects.toBe(reason);
  });
});

describe('drafts', () => {
  it('are read by documentId with the token of a preview, or by slug, and never kept', async () => {
    respond = tagged({ data: { slug: 'x' }, meta: {} });
    const inits: RequestInit[] = [];
    const client = createClient({
      baseUrl,
      cache: memoryCache(),
      fetch: (input, init) => {
        inits.push(init!);
        return fetch(input, init);
      },
    });
    for (let time = 0; time < 2; time += 1) {
      await client.draft('abc', { locale: 'de', token: 'a.b', format: 'html' });
      await client.draft({ slug: 'ä/b' });
    }
    expect(urls().slice(0, 2)).toEqual([
      '/api/career-field/drafts/abc?locale=de&token=a.b&format=html',
      '/api/career-field/drafts/by-slug/%C3%A4%2Fb',
    ]);
    expect(validators()).toEqual([undefined, undefined, undefined, undefined]);
    expect(inits.map(({ cache }) => cache)).toEqual(['no-store', 'no-store', 'no-store', 'no-store']);
  });

  it('that do not exist are null, and those that may not be seen an error', async () => {
    const client = createClient({ baseUrl });
    respond = failing(404, strapiError(404, 'NotFoundError', 'There is no such draft'));
    await expect(client.draft('abc')).resolves.toBeNull();
    await expect(client.draft('')).resolves.toBeNull();
    respond = failing(401, strapiError(401, 'UnauthorizedError', 'The token is not valid'));
    expect(await thrownBy(client.draft('abc', { token: 'x' }))).toMatchObject({ status: 401 });
  });
});

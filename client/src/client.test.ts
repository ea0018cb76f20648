import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CareerFieldError,
  createClient,
  memoryCache,
  type AnswerCache,
  type ChangesAnswer,
  type ChangesOptions,
  type GuideAnswer,
  type GuideListAnswer,
  type GuideOptions,
  type ListOptions,
  type SitemapOptions,
} from './index';
import type {
  changesQuery,
  guideQuery,
  guidesQuery,
  Parsed,
  sitemapQuery,
} from '../../server/src/content-api/guides/parameters';
import type {
  ChangesResponse,
  GuideResponse,
  GuidesResponse,
} from '../../server/src/content-api/guides/schemas';

/** Compiles only for two types that take each other's values. */
type Alike<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;

/** The names of parameters, without the client's own. */
type Names<Options> = Exclude<keyof Options, 'signal'>;

/** `tsc -p tests` refuses this when the client says something else than the schemas of the routes. */
type ClientFitsRoutes = [
  Alike<GuidesResponse, GuideListAnswer>,
  Alike<ChangesResponse, ChangesAnswer>,
  Alike<GuideResponse['data'], GuideAnswer['data'] | GuideAnswer<'html'>['data']>,
  Alike<GuideResponse['meta']['locale'], GuideAnswer['meta']['locale']>,
  Alike<keyof Parsed<ReturnType<typeof guidesQuery>>, Names<ListOptions>>,
  Alike<Parsed<ReturnType<typeof guidesQuery>>['sort'], ListOptions['sort']>,
  Alike<keyof Parsed<ReturnType<typeof changesQuery>>, Names<ChangesOptions>>,
  Alike<keyof Parsed<typeof guideQuery>, Names<GuideOptions<'html'>>>,
  Alike<keyof Parsed<typeof sitemapQuery>, Names<SitemapOptions>>,
];
const clientFitsRoutes: ClientFitsRoutes = [true, true, true, true, true, true, true, true, true];

let server: Server;
let baseUrl: string;
let requests: IncomingMessage[];
let statuses: number[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
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

/** An answer with a validator, as the API gives it; whoever wants nothing from a cache gets all of it. */
const tagged = (body: object, etag = '"one"'): typeof answer => {
  return ({ headers }, response) => {
    response.setHeader('etag', etag);
    const isKnown = headers['if-none-match'] === etag && headers['cache-control'] !== 'no-cache';
    if (isKnown) response.writeHead(304).end();
    else response.end(JSON.stringify(body));
  };
};

const failing = (status: number, body: string): typeof answer => {
  return (_, response) => response.writeHead(status).end(body);
};

const strapiError = (status: number, name: string, message: string, details: object = {}): string =>
  JSON.stringify({ data: null, error: { status, name, message, details } });

beforeEach(() => {
  requests = [];
  statuses = [];
  answer = tagged(LIST);
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

it('has the answers and parameters of the routes', () => {
  expect(clientFitsRoutes).not.toContain(false);
});

describe('addresses', () => {
  it('are below the site, whether its address ends with a slash or not', async () => {
    await createClient({ baseUrl }).listGuides();
    await createClient({ baseUrl: `${baseUrl}/` }).listGuides();
    await createClient({ baseUrl: `${baseUrl}/cms/` }).listGuides();
    expect(urls()).toEqual([
      '/api/career-field/guides',
      '/api/career-field/guides',
      '/cms/api/career-field/guides',
    ]);
  });

  it('have the parameters that were given, and lists with commas', async () => {
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

  it('take any slug for a slug', async () => {
    answer = tagged({ data: { slug: 'x' }, meta: {} });
    const client = createClient({ baseUrl });
    await client.getGuide('a/b?c#d ü');
    expect(urls()).toEqual(['/api/career-field/guides/a%2Fb%3Fc%23d%20%C3%BC']);
    for (const slug of ['', '.', '..', 'changes']) {
      await expect(client.getGuide(slug)).resolves.toBeNull();
      await expect(client.getMarkdownPage(slug)).resolves.toBeNull();
    }
    expect(requests).toHaveLength(1);
  });

  it('must be whole', () => {
    expect(() => createClient({ baseUrl: '/api' })).toThrow(
      'baseUrl is "/api", but must be a whole address.'
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

describe('what is sent', () => {
  it('is a token only where there is one', async () => {
    await createClient({ baseUrl }).listGuides();
    await createClient({ baseUrl, token: 'secret' }).listGuides();
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer secret']);
  });

  it('goes through the fetch that was given', async () => {
    const asked: unknown[] = [];
    const client = createClient({
      baseUrl,
      fetch: (input, init) => {
        asked.push(input);
        return fetch(input, init);
      },
    });
    await client.listGuides();
    expect(asked).toEqual([`${baseUrl}/api/career-field/guides`]);
  });
});

describe('validators', () => {
  it('are sent again, and an answer without a body is the one before', async () => {
    const client = createClient({ baseUrl });
    const first = await client.listGuides();
    const second = await client.listGuides();
    expect(validators()).toEqual([undefined, '"one"']);
    expect(second).toEqual(first);
    expect(second).not.toBe(first);
    expect(statuses).toEqual([200, 304]);
  });

  it('belong to one address', async () => {
    const client = createClient({ baseUrl });
    await client.listGuides({ locale: 'de' });
    await client.listGuides({ locale: 'en' });
    expect(validators()).toEqual([undefined, undefined]);
  });

  it('change with the answer', async () => {
    const client = createClient({ baseUrl });
    await client.listGuides();
    answer = tagged({ ...LIST, data: [{ slug: 'new' }] }, '"two"');
    expect((await client.listGuides()).data).toEqual([{ slug: 'new' }]);
    await client.listGuides();
    expect(validators()).toEqual([undefined, '"one"', '"two"']);
  });

  it('are kept only of what has one, and only if wanted', async () => {
    answer = (_, response) => response.end(JSON.stringify(LIST));
    const client = createClient({ baseUrl });
    await client.listGuides();
    await client.listGuides();
    answer = tagged(LIST);
    const without = createClient({ baseUrl, cache: false });
    await without.listGuides();
    await without.listGuides();
    expect(validators()).toEqual([undefined, undefined, undefined, undefined]);
  });

  // A page that sends `If-None-Match` to another origin must be allowed to by it, which Strapi does not.
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

  it("are kept in a site's own store", async () => {
    const kept = new Map<string, { etag: string; text: string }>();
    const cache: AnswerCache = {
      get: (url) => Promise.resolve(kept.get(url)),
      set: async (url, stored) => void kept.set(url, stored),
    };
    await createClient({ baseUrl, cache }).listGuides();
    await createClient({ baseUrl, cache }).listGuides();
    expect(validators()).toEqual([undefined, '"one"']);
    expect([...kept.keys()]).toEqual([`${baseUrl}/api/career-field/guides`]);
  });
});

describe('the memory', () => {
  const MEGABYTE_OF_TEXT = 'x'.repeat(512 * 1024);

  it('is bounded, and what was not used for longest goes first', () => {
    const cache = memoryCache(3.1);
    for (const url of ['a', 'b', 'c']) cache.set(url, { etag: '"1"', text: MEGABYTE_OF_TEXT });
    cache.get('a');
    cache.set('d', { etag: '"1"', text: MEGABYTE_OF_TEXT });
    expect(['a', 'b', 'c', 'd'].filter((url) => cache.get(url) !== undefined)).toEqual(['a', 'c', 'd']);
  });

  it('counts what is replaced once', () => {
    const cache = memoryCache(2.1);
    cache.set('a', { etag: '"1"', text: MEGABYTE_OF_TEXT });
    for (const etag of ['"1"', '"2"', '"3"']) cache.set('b', { etag, text: MEGABYTE_OF_TEXT });
    expect(cache.get('a')).toBeDefined();
    expect(cache.get('b')).toMatchObject({ etag: '"3"' });
  });

  it('leaves out what is larger than all of it, and does not go on with the one before', () => {
    const cache = memoryCache(0.5);
    for (const url of ['a', 'b']) cache.set(url, { etag: '"1"', text: 'small' });
    cache.set('a', { etag: '"2"', text: MEGABYTE_OF_TEXT });
    expect(cache.get('a')).toBeUndefined();
    expect(cache.get('b')).toBeDefined();
  });
});

describe('a guide', () => {
  it('is null if Strapi says that there is none', async () => {
    answer = failing(404, strapiError(404, 'NotFoundError', 'There is no guide'));
    await expect(createClient({ baseUrl }).getGuide('gone')).resolves.toBeNull();
    await expect(createClient({ baseUrl }).getMarkdownPage('gone')).resolves.toBeNull();
  });

  it('is an error if another program says so', async () => {
    answer = failing(404, '<h1>Not Found</h1>');
    const error = await thrownBy(createClient({ baseUrl }).getGuide('backend'));
    expect(error).toMatchObject({ status: 404, code: null });
  });

  it('is followed to its new slug', async () => {
    answer = (request, response) => {
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

it('reads all pages, one after the other as they are needed', async () => {
  answer = (request, response) => {
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
  it('say what Strapi says', async () => {
    const details = { errors: [{ path: ['page'], name: 'ValidationError', message: 'page must be 1' }] };
    answer = failing(400, strapiError(400, 'ValidationError', 'page must be 1', details));
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
  ])('tell the answer of another program: %i %s', async (status, body) => {
    answer = failing(status, body);
    const error = await thrownBy(createClient({ baseUrl }).listGuides());
    expect(error).toMatchObject({
      message: `${baseUrl}/api/career-field/guides: this is no answer of the career-field API (HTTP ${status})`,
      status,
      code: null,
    });
  });

  it('tell that nobody answers, and keep the cause', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, 'close');
    const error = await thrownBy(createClient({ baseUrl: `http://127.0.0.1:${port}` }).listGuides());
    expect(error).toMatchObject({
      message: `http://127.0.0.1:${port}/api/career-field/guides cannot be reached`,
      status: 0,
      cause: expect.objectContaining({ message: 'fetch failed' }),
    });
  });

  it('are the reason of the signal when it is aborted', async () => {
    answer = () => undefined;
    const controller = new AbortController();
    const reason = new Error('enough');
    const asked = createClient({ baseUrl }).getGuide('backend', { signal: controller.signal });
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });
});

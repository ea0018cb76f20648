import type { GuideResponse, GuidesResponse } from '../../server/src/content-api/guides/schemas';
import { createGuideSite, type GuideSite } from '../support/guide-site';

let site: Awaited<ReturnType<typeof createGuideSite>>;
let guides: GuideSite;
let backend: string;

beforeAll(async () => {
  site = await createGuideSite({ locales: ['de', 'en', 'de-AT'] });
  guides = await site.start({ fallbackLocales: { 'de-AT': ['de', 'fr', 'en'] } });
  backend = await guides.publish('backend', {
    title: 'Backend',
    definition: {
      anchor: 'definition',
      heading: 'What it is',
      body: [{ type: 'paragraph', children: [{ type: 'text', text: 'Bold', bold: true }] }],
    },
  });
  await guides.publish('backend-de', { title: 'Backend (de)' }, { locale: 'de', documentId: backend });
  await guides.publish('frontend', { title: 'Frontend' });
});

afterAll(async () => {
  await guides?.stop();
  await site?.remove();
});

const refusalOf = async (path: string): Promise<string> => {
  const { status, body } = await guides.get(path);
  expect([path, status, body.error?.name]).toEqual([path, 400, 'ValidationError']);
  return body.error.message;
};

describe('a guide', () => {
  it('is complete, and in the default language of the site without a locale', async () => {
    const { status, body } = await guides.get('/guides/backend');
    expect(status).toBe(200);
    const { data, meta } = body as GuideResponse;
    expect(meta).toEqual({ locale: { requested: 'en', served: 'en' } });
    expect(data).toMatchObject({ documentId: backend, locale: 'en', slug: 'backend', title: 'Backend' });
    expect(data.alternates.map(({ locale, slug }) => [locale, slug])).toEqual([
      ['de', 'backend-de'],
      ['en', 'backend'],
    ]);
    expect(data.jsonLd['@graph'].length).toBeGreaterThan(0);
  });

  it('is served in the requested language', async () => {
    const { body } = await guides.get('/guides/backend-de?locale=de');
    expect(body.data.title).toBe('Backend (de)');
    expect((await guides.get('/guides/backend-de?locale=en')).status).toBe(404);
  });

  it.each([
    ['blocks', [{ type: 'paragraph', children: [{ type: 'text', text: 'Bold', bold: true }] }]],
    ['html', '<p><strong>Bold</strong></p>'],
    ['markdown', '**Bold**'],
  ])('has its texts as %s', async (format, expected) => {
    const { body } = await guides.get(`/guides/backend?format=${format}`);
    const text = body.data.sections[0].body;
    expect(typeof text === 'string' ? text.trim() : text).toEqual(expected);
  });

  it('is also one Markdown document', async () => {
    const { status, headers, text } = await guides.get('/guides/backend/markdown');
    expect([status, headers['content-type']]).toEqual([200, 'text/markdown; charset=utf-8']);
    expect(text).toMatch(/^# Backend\n/);
    expect(text).toContain('**Bold**');
    expect(headers['content-language']).toBe('en');
  });

  it('falls back along the locales of the config that the site has, and to no others', async () => {
    const german = await guides.get('/guides/backend-de?locale=de-AT');
    expect(german.body.meta.locale).toEqual({ requested: 'de-AT', served: 'de' });
    expect(german.headers['content-language']).toBe('de');
    const english = await guides.get('/guides/frontend?locale=de-AT');
    expect(english.body.meta.locale).toEqual({ requested: 'de-AT', served: 'en' });
    expect((await guides.get('/guides/frontend?locale=de')).status).toBe(404);
  });

  it.each(['/guides/nothing', '/guides/Backend', '/guides/backend/html', '/guides/backend-de'])(
    'is not found at %s',
    async (path) => {
      expect((await guides.get(path)).status).toBe(404);
    }
  );

  it('that does not exist gets an error that names the requested languages', async () => {
    const messageOf = async (path: string) => (await guides.get(path)).body.error.message;
    expect(await messageOf('/guides/nothing')).toBe(
      'There is no guide with this address in the language en.'
    );
    expect(await messageOf('/guides/nothing/markdown?locale=de-AT')).toBe(
      'There is no guide with this address in the language de-AT, nor in de, nor in en.'
    );
  });

  it('is never served as a draft', async () => {
    const { strapi } = guides;
    await strapi.documents('plugin::career-field.article' as never).update({
      documentId: backend,
      locale: 'en',
      data: { title: 'Unpublished title' } as never,
    });
    expect(await refusalOf('/guides/backend?status=draft')).toContain('"status" is not a parameter');
    const responses = await Promise.all(
      [
        '/guides/backend',
        '/guides',
        '/guides?q=unpublished',
        '/guides/changes',
        '/guides/backend/markdown',
      ].map((path) => guides.get(path))
    );
    for (const { status, text } of responses) {
      expect(status).toBe(200);
      expect(text).not.toContain('Unpublished title');
    }
  });
});

describe('an invalid request', () => {
  it('gets an error with the languages of the site', async () => {
    expect(await refusalOf('/guides/backend?locale=fr')).toBe(
      'The site has no language "fr". Its languages are: de, de-AT, en.'
    );
    expect(await refusalOf('/guides?locale=EN')).toContain('Its languages are: de, de-AT, en.');
  });

  it.each([
    ['/guides/backend?locale[]=de', '"locale[]"', 'locale, format'],
    ['/guides/backend?locale[$eq]=de', '"locale[$eq]"', 'locale, format'],
    ['/guides/backend?populate=*', '"populate"', 'locale, format'],
    ['/guides/backend?fields[0]=title', '"fields[0]"', 'locale, format'],
    ['/guides/backend?__proto__[x]=1', '"__proto__[x]"', 'locale, format'],
    ['/guides/backend?constructor=1', '"constructor"', 'locale, format'],
    ['/guides/backend/markdown?format=html', '"format"', 'locale'],
    [
      '/guides?filters[slug]=x',
      '"filters[slug]"',
      'locale, q, category, skill, studyPath, sort, page, pageSize',
    ],
    ['/guides?pagination[page]=2', '"pagination[page]"', 'q, category'],
    ['/guides/changes?locale=de', '"locale"', 'cursor, since, pageSize'],
    ['/sitemap?q=x', '"q"', 'locale, page'],
  ])('%s gets an error with the known parameters', async (path, name, names) => {
    const message = await refusalOf(path);
    expect(message).toContain(`${name} is not a parameter of this address.`);
    expect(message).toContain(names);
  });

  it.each([
    ['/guides/backend?locale=de&locale=en', '"locale" may be there only once.'],
    ['/guides/backend?format=pdf', '"format" must be blocks, html or markdown, but is "pdf".'],
    ['/guides/backend?format=', '"format" must be blocks, html or markdown, but is "".'],
    ['/guides?page=0', '"page" must be a whole number from 1 to 999999999, but is "0".'],
    ['/guides?page=-1', '"page" must be a whole number from 1 to 999999999'],
    ['/guides?page=1.5', '"page" must be a whole number from 1 to 999999999'],
    ['/guides?page=99999999999999999999', '"page" must be a whole number from 1 to 999999999'],
    ['/guides?q=%FF', 'It must be UTF-8, percent-encoded'],
    ['/guides?pageSize=101', '"pageSize" must be a whole number from 1 to 100, but is "101".'],
    ['/guides?sort=slug', '"sort" must be relevance, title,'],
    [`/guides?q=${'x'.repeat(10_000)}`, '"q" must have at most 200 characters, but is "xxx'],
    ['/guides/changes?since=yesterday', '"since" must be a moment in ISO 8601'],
    ['/guides/changes?since=2026-13-45', '"since" must be a moment in ISO 8601'],
    ['/guides/changes?since=2026-01-01~a~b~c', '"since" must be a moment in ISO 8601'],
  ])('%s gets an error with the allowed values', async (path, message) => {
    expect(await refusalOf(path)).toContain(message);
  });

  it('gets all its errors at once, each with its path', async () => {
    const { body } = await guides.get('/guides?page=x&sort=y&z=1');
    expect(body.error.details.errors.map(({ path }: { path: string[] }) => path[0]).sort()).toEqual([
      'page',
      'sort',
      'z',
    ]);
  });

  it.each([
    ['/guides/%00', 400],
    ['/guides/backend%00', 400],
    ['/guides/%E0%A4%A', 404],
    ['/guides/%00/markdown', 400],
    ['/guides/%2e%2e%2fbackend', 404],
    ['/guides/backend?locale=%00', 400],
    ['/guides/backend?locale=%E0%A4%A', 400],
    ['/guides/backend?%E0%A4%A=1', 400],
    ['/guides?q=%00', 400],
    ['/guides?q=%FF', 400],
    ['/guides?category=%00', 400],
    ['/guides/changes?since=%00', 400],
    ['/sitemap?locale=%00', 400],
  ])('%s cannot be decoded and gets %i', async (path, status) => {
    expect((await guides.get(path)).status).toBe(status);
  });
});

describe('a list', () => {
  it('has cards, facets with names, and the number of pages', async () => {
    const { body } = await guides.get('/guides?pageSize=1');
    const { data, meta } = body as GuidesResponse;
    expect(data.map(({ slug }) => slug)).toEqual(['backend']);
    expect(data[0]).not.toHaveProperty('sections');
    expect(meta.pagination).toEqual({ page: 1, pageSize: 1, pageCount: 2, total: 2 });
    expect(meta.facets.categories).toEqual([
      { documentId: guides.category, slug: 'field-en', name: 'field (en)', count: 2 },
    ]);
    expect(meta.locale).toEqual({ requested: 'en', served: 'en' });
  });

  it('is empty after its last page, with the right numbers', async () => {
    const { status, body } = await guides.get('/guides?page=999999999&pageSize=100');
    expect(status).toBe(200);
    expect(body.data).toEqual([]);
    expect(body.meta.pagination).toEqual({ page: 999_999_999, pageSize: 100, pageCount: 1, total: 2 });
  });

  it.each([
    ['?q=frontend', ['frontend']],
    ['?q=nothing-like-it', []],
    ['?q=%F0%9F%98%80', []],
    ['?q=%25', []],
    ['?q=', ['backend', 'frontend']],
    ['?sort=title:desc', ['frontend', 'backend']],
    ['?category=field-en', ['backend', 'frontend']],
    ['?category=other', []],
    ['?skill=other', []],
    ['?studyPath=other', []],
    ['?page=2&pageSize=1', ['frontend']],
  ])('%s has %j', async (query, slugs) => {
    const { status, body } = await guides.get(`/guides${query}`);
    expect(status).toBe(200);
    expect(body.data.map(({ slug }: { slug: string }) => slug)).toEqual(slugs);
  });

  it('is in the first fallback language that has guides', async () => {
    const { body } = await guides.get('/guides?locale=de-AT');
    expect(body.meta.locale).toEqual({ requested: 'de-AT', served: 'de' });
    expect(body.data.map(({ slug }: { slug: string }) => slug)).toEqual(['backend-de']);
  });
});

describe('a previous slug of a guide', () => {
  let moved: string;

  beforeAll(async () => {
    moved = await guides.publish('first', { title: 'Moved' });
    await guides.publish('second', { title: 'Moved' }, { documentId: moved });
  });

  it.each([
    ['/guides/first?locale=en&format=html', '/api/career-field/guides/second?locale=en&format=html'],
    ['/guides/first', '/api/career-field/guides/second'],
    ['/guides/first/', '/api/career-field/guides/second'],
    ['/guides/first/markdown?locale=en', '/api/career-field/guides/second/markdown?locale=en'],
    ['/guides/first?locale=de-AT', '/api/career-field/guides/second?locale=de-AT'],
  ])('redirects from %s to %s', async (path, expected) => {
    const { status, headers, body } = await guides.get(path);
    expect(status).toBe(308);
    const target = new URL(headers.location!, `http://site/api/career-field${path}`);
    expect(target.pathname + target.search).toBe(expected);
    expect(body.meta.redirect).toEqual({ slug: 'second' });
    expect((await guides.request.get(expected)).status).toBe(200);
  });

  it('is refused with invalid parameters, too', async () => {
    expect(await refusalOf('/guides/first?x=1')).toContain('"x"');
  });

  it('serves the guide that has it now', async () => {
    await guides.publish('first', { title: 'Another one' });
    expect((await guides.get('/guides/first')).body.data.title).toBe('Another one');
    await guides.publish('third', { title: 'Moved again' }, { documentId: moved });
    expect((await guides.get('/guides/first')).body.data.title).toBe('Another one');
    expect((await guides.get('/guides/second')).headers.location).toBe('third');
  });

  it('is not found after the guide was unpublished', async () => {
    await guides.unpublish(moved);
    expect((await guides.get('/guides/second')).status).toBe(404);
  });
});

describe('the change feed', () => {
  it('has the last change of each guide, and a cursor', async () => {
    const removed = await guides.publish('removed');
    // A guide that was never built is not in the feed.
    expect((await guides.get('/guides/removed')).status).toBe(200);
    await guides.unpublish(removed);
    const { body } = await guides.get('/guides/changes');
    const changes = body.data as { documentId: string; locale: string; slug: string; change: string }[];
    expect(changes.filter(({ documentId }) => documentId === removed)).toEqual([
      expect.objectContaining({ locale: 'en', slug: 'removed', change: 'removed' }),
    ]);
    const ours = changes.filter(({ documentId }) => documentId === backend);
    expect(ours.map(({ locale, slug, change }) => `${change} ${locale} ${slug}`).sort()).toEqual([
      'published de backend-de',
      'published en backend',
    ]);
    expect(body.meta.hasMore).toBe(false);
  });

  it('has pages without gaps', async () => {
    const { body: whole } = await guides.get('/guides/changes');
    const paged = [];
    let cursor = '';
    for (let more = true; more;) {
      const { body } = await guides.get(`/guides/changes?pageSize=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...body.data);
      more = body.meta.hasMore;
      cursor = body.meta.next;
    }
    expect(paged).toEqual(whole.data);
    expect(paged.length).toBeGreaterThan(3);
  });

  it('starts at a given time', async () => {
    const later = new Date(Date.now() + 60_000).toISOString();
    expect((await guides.get(`/guides/changes?since=${later}`)).body.data).toEqual([]);
    const last = (await guides.get('/guides/changes')).body.data.at(-1);
    const { body } = await guides.get(`/guides/changes?since=${last.changedAt}`);
    expect(body.data).toContainEqual(last);
  });
});

it('has no sitemap without the URL of the portal in the config', async () => {
  const { status, body } = await guides.get('/sitemap');
  expect([status, body.error.message]).toEqual([404, expect.stringContaining('site.url')]);
});

describe('with other options', () => {
  beforeAll(async () => {
    await guides.stop();
    guides = await site.start({
      previousSlugs: 'field',
      site: { url: 'https://portal.example', guidePath: '/{locale}/fields/{slug}?a=1&b={slug}' },
      limits: { pageSize: 2 },
    });
    const hidden = await guides.publish('hidden', { seo: { noIndex: true } });
    await guides.publish('hidden-de', {}, { locale: 'de', documentId: hidden });
    const moved = await guides.publish('one', { title: 'Moved' });
    await guides.publish('two', { title: 'Moved' }, { documentId: moved });
  });

  it('serves the guide under a previous slug, and names its current slug', async () => {
    const { status, body } = await guides.get('/guides/one');
    expect(status).toBe(200);
    expect(body.data.slug).toBe('two');
    expect(body.meta).toEqual({ locale: { requested: 'en', served: 'en' }, redirect: { slug: 'two' } });
    expect((await guides.get('/guides/two')).body.meta).not.toHaveProperty('redirect');
  });

  it('redirects requests for Markdown, which has no such field', async () => {
    const { status, headers } = await guides.get('/guides/one/markdown');
    expect([status, headers.location]).toEqual([308, '../two/markdown']);
  });

  it('does not fall back to other languages', async () => {
    expect((await guides.get('/guides/backend-de?locale=de-AT')).status).toBe(404);
  });

  it('has smaller pages', async () => {
    expect((await guides.get('/guides')).body.meta.pagination.pageSize).toBe(2);
    expect(await refusalOf('/guides?pageSize=3')).toContain('from 1 to 2');
    expect((await guides.get('/guides/changes')).body.data).toHaveLength(2);
  });

  it('has a sitemap with the languages of each page, without pages that are hidden from search engines', async () => {
    const { status, headers, text } = await guides.get('/sitemap');
    expect([status, headers['content-type']]).toEqual([200, 'application/xml; charset=utf-8']);
    expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<urlset /);
    expect(text).toContain('<loc>https://portal.example/en/fields/backend?a=1&amp;b=backend</loc><lastmod>');
    expect(text).toContain(
      '<xhtml:link rel="alternate" hreflang="de" href="https://portal.example/de/fields/backend-de?a=1&amp;b=backend-de"/>'
    );
    expect(text).not.toContain('/en/fields/hidden');
    expect(text).toContain('/de/fields/hidden-de');
    expect(text).not.toContain('/en/fields/one?');
  });

  it('has a sitemap of one language', async () => {
    const { text } = await guides.get('/sitemap?locale=de');
    expect([...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address)).toEqual([
      'https://portal.example/de/fields/backend-de?a=1&amp;b=backend-de',
      'https://portal.example/de/fields/hidden-de?a=1&amp;b=hidden-de',
    ]);
    const beyond = await guides.get('/sitemap?page=2');
    expect([beyond.status, beyond.body.error.message]).toEqual([404, 'The sitemap has no file 2.']);
    expect(await refusalOf('/sitemap?locale=fr')).toContain('Its languages are');
  });
});

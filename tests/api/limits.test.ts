import type { Core, UID } from '@strapi/strapi';
import qs from 'qs';
import { createCategory, publishable } from '../support/articles';
import { OWN_TYPES } from '../support/own-types';
import { allowPublic, createToken } from '../support/permissions';
import { createSite, uid, type RunningSite, type Site } from '../support/site';
import { statementsOfRequests } from '../support/statements';
import { wholeGuide, wholeGuideInGraphql } from '../support/whole-guide';

/** A site without limits of its own. The plugin's limits are the defaults, except one. */
const UNLIMITED = {
  'config/api.js': `module.exports = { rest: { defaultLimit: 25 } };`,
  'config/plugins.js': `module.exports = () => ({
    'career-field': { enabled: true, config: { publicRead: true, limits: { pageSize: 40 } } },
    graphql: { config: { landingPage: false, apolloServer: { introspection: true } } },
    'users-permissions': { config: { jwtSecret: 'secret' } },
  });`,
};

const ARTICLES = '/api/career-field/articles';

let site: Site;
let running: RunningSite;

beforeAll(async () => {
  site = await createSite({ graphql: true, seeded: true, files: { ...OWN_TYPES, ...UNLIMITED } });
  running = await site.start();
  const { strapi } = running;
  await allowPublic(strapi, ['api::page.page.find', 'api::plain.plain.find']);
  const category = await createCategory(strapi, 'limits');
  const written = await strapi.documents(uid('article')).create({
    locale: 'de',
    status: 'published',
    data: publishable('limits', category),
  });
  const article = { connect: [{ documentId: written.documentId, locale: 'de', status: 'published' }] };
  await strapi.documents('api::page.page' as UID.CollectionType).create({ data: { name: 'page', article } });
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

/** Whether a statement authenticates the request, which Strapi does first. */
const isAuthentication = (sql: string): boolean => /up_permissions|strapi_api_tokens/.test(sql);

interface Result {
  status: number;
  error: { name?: string; message: string; details?: unknown; code?: unknown };
  statements: string[];
}

const rest = async (path: string, query: unknown = {}, token?: string): Promise<Result> => {
  const written = typeof query === 'string' ? query : qs.stringify(query, { encode: false });
  const address = `${path}?${encodeURI(written)}`;
  let response: { status: number; body: { error?: Result['error'] } } | undefined;
  const statements = await statementsOfRequests(running.strapi, async () => {
    const request = running.request.get(address);
    response = await (token ? request.set('Authorization', token) : request);
  });
  return { status: response?.status ?? 0, error: response?.body.error ?? { message: '' }, statements };
};

interface GraphqlError {
  message: string;
  extensions: { code: string };
}

const graphql = async (
  query: string,
  variables?: Record<string, unknown>
): Promise<Result & { data?: Record<string, unknown> }> => {
  let response:
    { status: number; body: { errors?: GraphqlError[]; data?: Record<string, unknown> } } | undefined;
  const statements = await statementsOfRequests(running.strapi, async () => {
    response = await running.request.post('/graphql').send({ query, variables });
  });
  const { errors: [error] = [], data } = response?.body ?? {};
  return {
    status: response?.status ?? 0,
    error: { message: error?.message ?? '', code: error?.extensions.code },
    statements: statements.filter((sql) => !isAuthentication(sql)),
    ...(data ? { data } : {}),
  };
};

const repeat = <T>(times: number, make: (index: number) => T): T[] =>
  Array.from({ length: times }, (_, index) => make(index));

/** `{ a: { populate: { a: … } } }` */
const chain = (name: string, levels: number): Record<string, unknown> => ({
  [name]: levels > 1 ? { populate: chain(name, levels - 1) } : true,
});

describe('REST', () => {
  it.each<[string, unknown, string, number]>([
    ['six levels of a cycle', { populate: chain('related', 6) }, 'entries', 10_000],
    [
      'six levels of a cycle, as a path',
      { populate: repeat(6, () => 'related').join('.') },
      'entries',
      10_000,
    ],
    ['seven levels', { populate: { category: { populate: chain('parent', 6) } } }, 'depth', 6],
    [
      'conditions seven levels deep',
      'filters[$and][0][$or][0][$and][0][$or][0][$and][0][$or][0][$not][title]=a',
      'depth',
      6,
    ],
    [
      'conditions on list upon list',
      { filters: { $or: repeat(20, () => ({ related: { title: 'a' } })) } },
      'joins',
      16,
    ],
    ['hundreds of conditions', { filters: { slug: { $in: repeat(200, String) } } }, 'conditions', 120],
    ['hundreds of sort keys', { sort: repeat(200, () => 'title') }, 'conditions', 120],
    ['hundreds of relations', { populate: repeat(200, (index) => `related${index}`) }, 'populated', 100],
    ['thousands of fields', { fields: repeat(90, () => repeat(12, () => 'slug').join()) }, 'fields', 1000],
    ['everything at once', { pagination: { limit: -1 } }, 'pageSize', 40],
    ['more than a page', { pagination: { pageSize: 41 } }, 'pageSize', 40],
    ['a long search', { _q: 'a'.repeat(10_000) }, 'text', 2000],
    ['a long value', { filters: { title: { $containsi: 'a'.repeat(10_000) } } }, 'text', 2000],
  ])('rejects %s before it queries the database', async (_what, query, name, limit) => {
    const [rejected, accepted] = await Promise.all([
      rest(ARTICLES, query),
      running.request.get(`${ARTICLES}?locale=de&filters[slug]=backend`),
    ]);
    expect(rejected).toMatchObject({
      status: 400,
      error: { name: 'ValidationError', details: { option: `limits.${name}`, limit } },
    });
    expect(rejected.error.message).toContain(String(limit));
    expect(rejected.error.message).toContain(`"limits.${name}"`);
    expect(accepted.body).toMatchObject({ data: [{ slug: 'backend' }] });
  });

  // Statements are counted while no other request runs.
  it.each<[string, string, unknown]>([
    ['a list', ARTICLES, { populate: chain('related', 6) }],
    ['a list, with other letter case', '/API/Career-Field/Articles/', { populate: chain('related', 6) }],
    ['one document', `${ARTICLES}/abc`, { populate: chain('related', 7) }],
    ['categories', '/api/career-field/categories', { populate: chain('parent', 7) }],
    ['employers', '/api/career-field/employers', { filters: { categories: chain('parent', 7) } }],
    [
      'skills',
      '/api/career-field/skills',
      { sort: 'localizations.localizations.localizations.localizations.name' },
    ],
    ['study paths', '/api/career-field/study-paths', { pagination: { limit: -1 } }],
  ])('rejects a query for %s without the database', async (_what, path, query) => {
    expect(await rest(path, query)).toMatchObject({ status: 400, statements: [] });
  });

  it('limits the response of a write', async () => {
    const token = await createToken(running.strapi, 'full-access');
    const count = async (): Promise<number> => running.strapi.documents(uid('category')).count({});
    const before = await count();
    const response = await running.request
      .post(`/api/career-field/categories?${qs.stringify({ populate: chain('parent', 7) })}`)
      .set('Authorization', token)
      .send({ data: { name: 'New', slug: 'new' } });
    expect(response.status).toBe(400);
    expect(await count()).toBe(before);
  });

  it('limits tokens with full access too', async () => {
    const token = await createToken(running.strapi, 'full-access');
    expect(await rest(ARTICLES, { pagination: { pageSize: 41 } }, token)).toMatchObject({ status: 400 });
    expect(await rest(ARTICLES, { pagination: { pageSize: 40 } }, token)).toMatchObject({ status: 200 });
  });

  it('returns a whole guide, and a list of whole guides', async () => {
    const populate = wholeGuide(running.strapi, uid('article'));
    const one = await running.request.get(
      `${ARTICLES}?${qs.stringify({ locale: 'de', filters: { slug: 'backend' }, populate }, { encode: false })}`
    );
    expect(one.status).toBe(200);
    expect(one.body.data[0].skills.items[0].skill.name).toEqual(expect.any(String));
    expect(one.body.data[0].areas.items.map(({ article }: { article: unknown }) => article)).toContainEqual(
      expect.objectContaining({ slug: 'devops' })
    );
    const list = await running.request.get(`${ARTICLES}?${qs.stringify({ locale: 'de', populate })}`);
    expect(list.status).toBe(200);
    expect(list.body.data).toHaveLength(4);
  });
});

describe('an invalid request', () => {
  it.each<[string, string]>([
    ['a null character as a documentId', `${ARTICLES}/%00`],
    ['a null character in a documentId', `${ARTICLES}/abc%00def?locale=de`],
    ['a null character in the documentId of another type', '/api/career-field/skills/a%00'],
    ['a null character in a condition', `${ARTICLES}?filters[slug]=%00`],
    ['a null character in a list of values', `${ARTICLES}?filters[slug][$in][]=a&filters[slug][$in][]=%00b`],
    ['a null character in a search', `${ARTICLES}?_q=a%00`],
    ['a null character as a locale', `${ARTICLES}?locale=%00`],
    ['a search that is an object', `${ARTICLES}?_q[a]=b`],
    ['a locale that is an object', `${ARTICLES}?locale[a]=b`],
    ['a page beyond every database', `${ARTICLES}?pagination[page]=99999999999999999999`],
    ['a logical operator without conditions', `${ARTICLES}?filters[$not]=1`],
    ['$between with one value', `${ARTICLES}?filters[createdAt][$between]=2020-01-01`],
  ])('%s is a 400 without the database', async (_what, address) => {
    const [path = '', query = ''] = address.split('?');
    // As written: the query is encoded already.
    let status = 0;
    const statements = await statementsOfRequests(running.strapi, async () => {
      ({ status } = await running.request.get(`${path}?${query}`));
    });
    expect({ status, statements }).toEqual({ status: 400, statements: [] });
  });

  it.each(['put', 'delete'] as const)('%s of a null character is a 400', async (method) => {
    const token = await createToken(running.strapi, 'full-access');
    const response = await running.request[method](`${ARTICLES}/a%00`)
      .set('Authorization', token)
      .send(method === 'put' ? { data: { title: 'a' } } : undefined);
    expect(response.status).toBe(400);
  });

  it.each<[string, string]>([
    ['half a character as a documentId', `${ARTICLES}/%E0%A4%A`],
    ['a lone percent sign as a documentId', `${ARTICLES}/%`],
    ['half a character in a condition', `${ARTICLES}?filters[slug]=%E0%A4%A`],
    ['half a character in a key', `${ARTICLES}?filters[%E0%A4%A]=a`],
    ['a lone byte in a search', `${ARTICLES}?_q=%ff%fe`],
    ['half a pair of surrogates', `${ARTICLES}?_q=%ED%A0%80`],
    ['every kind of quote, a wildcard and an emoji', `${ARTICLES}?_q=${encodeURIComponent(`'"\`\\%_😀`)}`],
    ['a megabyte', `${ARTICLES}?_q=${'a'.repeat(2 ** 20)}`],
  ])('%s is no 5xx', async (_what, address) => {
    const { status } = await running.request.get(address);
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(500);
  });
});

describe('GraphQL', () => {
  const aliases = (times: number, body: string): string =>
    `{ ${repeat(times, (index) => `a${index}: careerFieldArticles { ${body} }`).join(' ')} }`;
  const related = (levels: number): string =>
    levels > 0 ? `title related { ${related(levels - 1)} }` : 'title';
  const FILTERS =
    'query ($filters: CareerFieldArticleFiltersInput) { careerFieldArticles(filters: $filters) { title } }';
  const fragments = (body: (index: number) => string): string =>
    `{ careerFieldArticles { ...f0 } } ${repeat(40, (index) => `fragment f${index} on CareerFieldArticle { title ${body(index + 1)} }`).join(' ')} fragment f40 on CareerFieldArticle { title }`;

  it.each<[string, string, string, number, Record<string, unknown>?]>([
    [
      'a hundred aliases of lists',
      aliases(100, 'title category { name } related { title }'),
      'populated',
      100,
    ],
    ['a hundred and one aliases', aliases(101, 'title'), 'populated', 100],
    [
      'aliases of a full page',
      `{ ${repeat(20, (index) => `a${index}: careerFieldArticles(pagination: { limit: 40 }) { category { name } hero { alt } definition { heading } related { title } }`).join(' ')} }`,
      'lookups',
      2500,
    ],
    [
      'aliases of pages of guides',
      `{ ${repeat(26, (index) => `a${index}: careerFieldGuides(locale: "de", pageSize: 100) { __typename }`).join(' ')} }`,
      'lookups',
      2500,
    ],
    [
      'aliases in a list',
      `{ careerFieldArticles { ${repeat(101, (index) => `a${index}: category { name }`).join(' ')} } }`,
      'populated',
      100,
    ],
    [
      'a thousand aliases of a text',
      `{ careerFieldArticles { ${repeat(1001, (index) => `a${index}: title`).join(' ')} } }`,
      'fields',
      1000,
    ],
    ['five levels of a cycle', `{ careerFieldArticles { ${related(5)} } }`, 'lookups', 2500],
    [
      'seven levels of a cycle of relations to one',
      `{ careerFieldArticles { category { ${repeat(6, () => 'parent {').join(' ')} name ${'}'.repeat(9)}`,
      'depth',
      6,
    ],
    [
      'a connection of a cycle',
      `{ careerFieldArticles_connection { nodes { related_connection { nodes { related_connection { nodes { related { related { title } } } } } } } } }`,
      'lookups',
      2500,
    ],
    [
      'fragments that double at each level',
      fragments((next) => `a: related { ...f${next} } b: related { ...f${next} }`),
      'fields',
      1000,
    ],
    [
      'fragments that double on the same level',
      fragments((next) => `...f${next} ... { ...f${next} }`),
      'fields',
      1000,
    ],
    [
      'a fragment that uses itself',
      '{ careerFieldArticles { ...f } } fragment f on CareerFieldArticle { title related { ...f } }',
      'fields',
      1000,
    ],
    ['everything at once', '{ careerFieldArticles(pagination: { limit: -1 }) { title } }', 'pageSize', 40],
    [
      'everything at once, by a variable',
      'query ($limit: Int) { careerFieldArticles(pagination: { limit: $limit }) { title } }',
      'pageSize',
      40,
      { limit: -1 },
    ],
    [
      'everything at once, by a default',
      'query ($limit: Int = -1) { careerFieldArticles(pagination: { limit: $limit }) { title } }',
      'pageSize',
      40,
    ],
    [
      'everything at once, in a nested list',
      '{ careerFieldArticles { related(pagination: { pageSize: 41 }) { title } } }',
      'pageSize',
      40,
    ],
    ['a megabyte', FILTERS, 'text', 2000, { filters: { title: { containsi: 'a'.repeat(9e5) } } }],
    [
      'a megabyte in the document',
      `{ careerFieldArticles(filters: { title: { containsi: "${'a'.repeat(9e5)}" } }) { title } }`,
      'text',
      2000,
    ],
    [
      'a hundred thousand values',
      FILTERS,
      'conditions',
      120,
      { filters: { title: { in: repeat(100_000, () => 'a') } } },
    ],
    [
      'deeply nested conditions',
      FILTERS,
      'depth',
      6,
      { filters: repeat(500, () => 'and').reduce<unknown>((inner, key) => ({ [key]: [inner] }), {}) },
    ],
    [
      'conditions on list upon list',
      FILTERS,
      'joins',
      16,
      { filters: { or: repeat(4, () => ({ related: { title: { eq: 'a' } } })) } },
    ],
    [
      'hundreds of sort keys',
      `{ careerFieldArticles(sort: [${repeat(200, () => '"title"').join()}]) { title } }`,
      'conditions',
      120,
    ],
    [
      'a long documentId',
      `{ careerFieldArticle(documentId: "${'a'.repeat(2001)}") { title } }`,
      'text',
      2000,
    ],
    [
      'a bomb in another operation',
      `query A { careerFieldArticles { title } } query B { careerFieldArticles { ${repeat(1001, () => 'title').join(' ')} } }`,
      'fields',
      1000,
    ],
    ['a path from a type of the site', `{ pages { article { ${related(5)} } } }`, 'lookups', 2500],
    [
      'conditions from a type of the site',
      `{ pages(filters: { article: { title: { eq: "${'a'.repeat(2001)}" } } }) { name } }`,
      'text',
      2000,
    ],
    [
      'a long path from a file',
      '{ uploadFiles { related { ... on CareerFieldArticle { category { parent { parent { parent { parent { parent { name } } } } } } } } } }',
      'depth',
      6,
    ],
    // Jest takes a parameter without a default for its callback if a row lacks it.
  ])('rejects %s before it queries the database', async (_what, query, name, limit, variables = {}) => {
    const rejected = await graphql(query, variables);
    expect(rejected).toMatchObject({ status: 400, error: { code: 'BAD_USER_INPUT' }, statements: [] });
    expect(rejected.error.message).toContain(String(limit));
    expect(rejected.error.message).toContain(`"limits.${name}"`);
    expect(rejected.data).toBeUndefined();
  });

  it('rejects a query each time, although Apollo caches documents', async () => {
    const query = 'query ($limit: Int) { careerFieldArticles(pagination: { limit: $limit }) { title } }';
    for (const [limit, status] of [
      [-1, 400],
      [2, 200],
      [-1, 400],
      [2, 200],
    ]) {
      expect(await graphql(query, { limit })).toMatchObject({ status });
    }
  });

  it('rejects a null character', async () => {
    for (const query of [
      '{ careerFieldArticle(documentId: "\\u0000") { title } }',
      '{ careerFieldArticles(filters: { slug: { eq: "a\\u0000" } }) { title } }',
    ]) {
      expect(await graphql(query)).toMatchObject({ status: 400, statements: [] });
    }
  });

  it('writes nothing if the response exceeds a limit', async () => {
    const count = async (): Promise<number> => running.strapi.documents(uid('category')).count({});
    const before = await count();
    const body = repeat(101, (index) => `a${index}: parent { name }`).join(' ');
    const token = await createToken(running.strapi, 'full-access');
    const response = await running.request
      .post('/graphql')
      .set('Authorization', token)
      .send({ query: `mutation { createCareerFieldCategory(data: { name: "N", slug: "n" }) { ${body} } }` });
    expect(response.body.errors[0].message).toContain('"limits.populated"');
    expect(await count()).toBe(before);
  });

  it('serves another query while it rejects one', async () => {
    const [rejected, accepted] = await Promise.all([
      running.request.post('/graphql').send({ query: aliases(100, 'title related { title }') }),
      running.request.post('/graphql').send({
        query: '{ careerFieldArticles(locale: "en", filters: { slug: { eq: "backend" } }) { slug } }',
      }),
    ]);
    expect(rejected.status).toBe(400);
    expect(accepted.body).toEqual({ data: { careerFieldArticles: [{ slug: 'backend' }] } });
  });

  it('returns a whole guide', async () => {
    const body = wholeGuideInGraphql(running.strapi, uid('article'));
    const { data, error } = await graphql(
      `{ careerFieldArticles(locale: "de", filters: { slug: { eq: "backend" } }) { title ${body} } }`
    );
    expect(error.message).toBe('');
    expect(data).toMatchObject({
      careerFieldArticles: [{ title: 'Backend', skills: { items: expect.any(Array) } }],
    });
  });

  it('returns a list with relations', async () => {
    const { data } = await graphql(
      '{ careerFieldArticles(locale: "en") { title category { name } areas { heading items { title article { slug } } } } }'
    );
    expect(data?.careerFieldArticles).toHaveLength(3);
  });

  it('allows introspection', async () => {
    const { data } = await graphql(
      '{ __schema { types { name fields { name type { name ofType { name ofType { name ofType { name } } } } } } } careerFieldArticles { title } }'
    );
    expect(JSON.stringify(data)).toContain('CareerFieldArticleFiltersInput'.replace('FiltersInput', ''));
  });
});

describe("a site's own types", () => {
  it.each<[string, string, unknown]>([
    ['levels', '/api/pages', { populate: { article: { populate: chain('related', 6) } } }],
    [
      'levels below a zone',
      '/api/pages',
      {
        populate: {
          zone: { on: { 'shared.teaser': { populate: { article: { populate: chain('related', 6) } } } } },
        },
      },
    ],
    ['conditions', '/api/pages', { filters: { article: { title: 'a'.repeat(3000) } } }],
    ['sorting', '/api/pages', { sort: 'article.related.related.related.related.title' }],
  ])('are limited where they lead to a guide: %s', async (_what, path, query) => {
    const { status, error, statements } = await rest(path, query);
    expect({ status, name: error.name }).toEqual({ status: 400, name: 'ValidationError' });
    expect(error.message).toContain('"limits.');
    expect(statements.filter((sql) => !isAuthentication(sql))).toEqual([]);
  });

  it('have no limits elsewhere', async () => {
    for (const query of [
      { pagination: { limit: -1 }, populate: { related: { populate: chain('related', 8) } } },
      { filters: { title: { $contains: 'a'.repeat(3000) } }, sort: repeat(90, () => 'title') },
    ]) {
      expect(await rest('/api/plains', query)).toMatchObject({ status: 200 });
    }
    const many = repeat(150, (index) => `a${index}: plains(pagination: { limit: -1 }) { title }`).join(' ');
    expect(await graphql(`{ ${many} }`)).toMatchObject({ status: 200, error: { message: '' } });
    expect(await rest('/api/pages', { pagination: { pageSize: 500 }, populate: 'article' })).toMatchObject({
      status: 200,
    });
  });
});

describe('the admin panel', () => {
  const login = async (strapi: Core.Strapi): Promise<string> => {
    const { id } = await strapi.service('admin::role').getSuperAdmin();
    const person = { email: 'limits@example.org', password: 'Secret-1234', firstname: 'L' };
    await strapi.service('admin::user').create({ ...person, isActive: true, roles: [id] });
    const response = await running.request
      .post('/admin/login')
      .send({ email: person.email, password: person.password });
    return `Bearer ${response.body.data.token}`;
  };

  it('is not limited', async () => {
    const token = await login(running.strapi);
    const path = `/content-manager/collection-types/${uid('article')}`;
    const response = await running.request
      .get(`${path}?pageSize=90&_q=${'a'.repeat(2500)}`)
      .set('Authorization', token);
    expect(response.status).toBe(200);
    expect(response.body.pagination.pageSize).toBe(90);
  });
});

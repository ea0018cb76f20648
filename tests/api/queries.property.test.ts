import type { UID } from '@strapi/strapi';
import fc from 'fast-check';
import qs from 'qs';
import { databaseClient } from '../support/databases';
import { createToken } from '../support/permissions';
import { createSite, type RunningSite, type Site } from '../support/site';
import { statementsOfRequests } from '../support/statements';

/**
 * Valid and invalid queries on the plugin's types: one that cannot be executed is a 400 with its path, never a 500.
 * QUERY_RUNS is the number of queries of each kind; `npm run test:property` runs many.
 */
const RUNS = Number(process.env.QUERY_RUNS ?? 60);

const SITE = {
  'config/plugins.js': `module.exports = () => ({
    'career-field': { enabled: true, config: { publicRead: true } },
    graphql: { config: { landingPage: false } },
    'users-permissions': { config: { jwtSecret: 'secret' } },
  });`,
};

const TYPES = {
  article: 'articles',
  category: 'categories',
  skill: 'skills',
  'study-path': 'study-paths',
  employer: 'employers',
} as const;

type TypeName = keyof typeof TYPES;

interface Attribute {
  type: string;
  target?: string;
  component?: string;
}

let site: Site;
let running: RunningSite;
let token: string;

beforeAll(async () => {
  site = await createSite({ graphql: true, seeded: true, files: SITE });
  running = await site.start();
  token = await createToken(running.strapi, 'full-access');
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const attributesOf = (uid: string): Record<string, Attribute> =>
  running.strapi.getModel(uid as UID.ContentType).attributes as unknown as Record<string, Attribute>;

const OPERATORS = [
  ...[
    '$not',
    '$in',
    '$notIn',
    '$eq',
    '$eqi',
    '$ne',
    '$nei',
    '$gt',
    '$gte',
    '$lt',
    '$lte',
    '$null',
    '$notNull',
  ],
  ...['$between', '$startsWith', '$endsWith', '$startsWithi', '$endsWithi', '$contains', '$notContains'],
  ...['$containsi', '$notContainsi', '$jsonSupersetOf', '$and', '$or', '$where'],
];

const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', '1', 'true', '2020-01-01', '2020-01-01T00:00:00Z', '12:00') },
  fc.constantFrom(
    "a'b",
    '',
    ' ',
    '1.5',
    '-1',
    '99999999999',
    '1e400',
    'NaN',
    'null',
    '2020-13-45',
    '[]',
    '{"a":1}'
  ),
  fc.string({ maxLength: 6 })
);

const operand = fc.oneof(
  { weight: 4, arbitrary: value },
  fc.array(value, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('title', 'slug', 'a', '$eq', '$in'), value, { maxKeys: 2 }),
  fc.array(fc.dictionary(fc.constantFrom('title', '$eq'), value, { maxKeys: 1 }), { maxLength: 2 })
);

const named = <T>(names: fc.Arbitrary<string>, below: fc.Arbitrary<T>) =>
  fc.tuple(names, below).map(([name, nested]) => ({ [name]: nested }));

const oneOf = (names: readonly string[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, fc.constantFrom(...INHERITED, 'nothing', ''));

const condition = fc.oneof(
  { weight: 2, arbitrary: operand },
  { weight: 3, arbitrary: named(fc.constantFrom(...OPERATORS), operand) },
  named(fc.constant('$not'), named(fc.constantFrom(...OPERATORS), operand))
);

const targetOf = ({ type, target, component }: Attribute): string | undefined =>
  type === 'media' ? 'plugin::upload.file' : (target ?? component);

const filtersOf = (uid: string, depth: number): fc.Arbitrary<unknown> => {
  const attributes = attributesOf(uid);
  const names = [...Object.keys(attributes), 'id', 'documentId'];
  const leaf = named(oneOf(names), condition);
  if (depth === 0) return leaf;
  const below = Object.entries(attributes).flatMap(([name, attribute]) => {
    const target = targetOf(attribute);
    return target?.includes('career-field') ? [named(fc.constant(name), filtersOf(target, 0))] : [];
  });
  const deeper = filtersOf(uid, depth - 1);
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 2, arbitrary: fc.oneof(...below) },
    named(fc.constantFrom('$and', '$or'), fc.array(deeper, { maxLength: 2 })),
    named(fc.constantFrom('$and', '$or', '$not', '$eq', '$null'), deeper),
    fc.array(deeper, { maxLength: 2 })
  );
};

const pathOf = (uid: string): fc.Arbitrary<string> => {
  const names = [...Object.keys(attributesOf(uid)), 'id', 'documentId'];
  return fc
    .array(oneOf([...names, 'title', 'name', 'id']), { minLength: 1, maxLength: 3 })
    .map((steps) => steps.join('.'));
};

const sortOf = (uid: string): fc.Arbitrary<unknown> => {
  const path = pathOf(uid);
  const text = fc.tuple(path, fc.constantFrom('', ':asc', ':desc', ':any')).map((parts) => parts.join(''));
  const object = path.map((steps) =>
    steps.split('.').reduceRight<unknown>((below, step) => ({ [step]: below }), 'asc')
  );
  return fc.oneof(text, object, fc.array(fc.oneof(text, object), { maxLength: 2 }));
};

const fieldsOf = (uid: string): fc.Arbitrary<unknown> => {
  const name = oneOf([...Object.keys(attributesOf(uid)), 'id', '*']);
  return fc.oneof(
    name,
    fc.array(name, { maxLength: 3 }),
    fc.tuple(name, name).map((names) => names.join(','))
  );
};

const populateOf = (uid: string): fc.Arbitrary<unknown> => {
  const parts = Object.entries(attributesOf(uid)).filter(([, { type }]) =>
    ['relation', 'component', 'media', 'dynamiczone'].includes(type)
  );
  return fc.constantFrom(...parts).chain(([name, attribute]) => {
    const target = targetOf(attribute);
    const node: fc.Arbitrary<object> = target?.includes('career-field')
      ? fc.record(
          { filters: filtersOf(target, 0), sort: sortOf(target), fields: fieldsOf(target) },
          { requiredKeys: [] }
        )
      : fc.constantFrom({ populate: '*' }, { populate: 'related' });
    return fc.oneof(
      { weight: 3, arbitrary: node.map((options): unknown => ({ [name]: options })) },
      fc.constantFrom(name, '*', { [name]: true }, [name, ...INHERITED], { [name]: { count: true } })
    );
  });
};

const queryOf = (type: TypeName): fc.Arbitrary<Record<string, unknown>> => {
  const uid = `plugin::career-field.${type}`;
  return fc.record(
    {
      filters: filtersOf(uid, 2),
      sort: sortOf(uid),
      fields: fieldsOf(uid),
      populate: populateOf(uid),
      _q: operand,
      locale: fc.constantFrom('de', 'en', '*', "d'e", ''),
      pagination: named(fc.constantFrom('page', 'pageSize', 'start', 'limit'), value),
    },
    { requiredKeys: [] }
  );
};

interface Result {
  status: number;
  body: {
    error?: { message: string; details?: { path?: unknown } };
    errors?: { extensions?: { code?: string } }[];
  };
}

const get = async (path: string): Promise<Result> => running.request.get(path).set('Authorization', token);

const post = async (query: string, variables?: object): Promise<Result> =>
  running.request.post('/graphql').set('Authorization', token).send({ query, variables });

const runs = { numRuns: RUNS, endOnFailure: RUNS > 1000 };

describe.each(Object.keys(TYPES) as TypeName[])('REST, %s', (type) => {
  it('returns 500 for no query', async () => {
    await fc.assert(
      fc.asyncProperty(queryOf(type), async (query) => {
        const path = `/api/career-field/${TYPES[type]}?${qs.stringify(query, { encodeValuesOnly: true })}`;
        expect({ path, status: (await get(path)).status }).not.toMatchObject({ status: 500 });
      }),
      runs
    );
  });
});

it.each<[query: string, path: string, where?: string]>([
  ['populate[related][sort]=category.name', 'populate.related.sort.category.name'],
  ['filters[title][$and][0]=a', 'filters.title.$and'],
  ['filters[title][$or][0]=a', 'filters.title.$or'],
  ['filters[title][$eq][a]=b', 'filters.title.$eq'],
  ['filters[previousSlugs][$jsonSupersetOf]=[]', 'filters.previousSlugs.$jsonSupersetOf', 'sqlite'],
  ['fields=__proto__', 'fields'],
  [`filters[id]=1'`, 'filters.id', 'postgres'],
])('REST, %s is a 400 with its path, before the database', async (query, path, where = databaseClient) => {
  let response: Result | undefined;
  const statements = await statementsOfRequests(running.strapi, async () => {
    response = await get(`/api/career-field/articles?${query}`);
  });
  if (where !== databaseClient) return expect(response?.status).toBe(200);
  expect(response).toMatchObject({
    status: 400,
    body: { error: { name: 'ValidationError', details: { path }, message: expect.stringContaining(path) } },
  });
  expect(statements).toEqual([]);
});

describe('GraphQL', () => {
  const FIELDS: Record<TypeName, [list: string, input: string]> = {
    article: ['careerFieldArticles', 'CareerFieldArticleFiltersInput'],
    category: ['careerFieldCategories', 'CareerFieldCategoryFiltersInput'],
    skill: ['careerFieldSkills', 'CareerFieldSkillFiltersInput'],
    'study-path': ['careerFieldStudyPaths', 'CareerFieldStudyPathFiltersInput'],
    employer: ['careerFieldEmployers', 'CareerFieldEmployerFiltersInput'],
  };

  /** Converts the names of filters from REST to GraphQL. Apollo rejects those that its schema lacks. */
  const inGraphql = (filters: unknown): unknown => {
    if (Array.isArray(filters)) return filters.map(inGraphql);
    if (typeof filters !== 'object' || filters === null) return filters;
    return Object.fromEntries(
      Object.entries(filters).map(([key, nested]) => [key.replace(/^\$/, ''), inGraphql(nested)])
    );
  };

  it.each(Object.keys(TYPES) as TypeName[])('returns 500 for no query on %s', async (type) => {
    const uid = `plugin::career-field.${type}`;
    const [list, input] = FIELDS[type];
    const strings = fc.array(pathOf(uid), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(fc.option(filtersOf(uid, 2)), strings, async (filters, sort) => {
        const { body } = await post(
          `query ($filters: ${input}, $sort: [String]) {
            ${list}(filters: $filters, sort: $sort) { documentId localizations(filters: $filters, sort: $sort) { documentId } }
          }`,
          { filters: inGraphql(filters), sort }
        );
        const codes = (body.errors ?? []).map(({ extensions }) => extensions?.code);
        expect({ filters, sort, codes }).toEqual({
          filters,
          sort,
          codes: codes.filter((code) => code !== 'INTERNAL_SERVER_ERROR'),
        });
      }),
      runs
    );
  });

  it.each<[what: string, query: string, path: string]>([
    [
      'a relation to any type',
      '{ careerFieldArticles { hero { file { related { __typename } } } } }',
      'careerFieldArticles.hero.file.related',
    ],
    [
      'a relation to any type, in a fragment',
      '{ careerFieldArticles { hero { file { ...f } } } } fragment f on UploadFile { related { __typename } }',
      'careerFieldArticles.hero.file.related',
    ],
    [
      'a logical operator at an attribute',
      '{ careerFieldArticles { related(filters: { title: { and: ["a"] } }) { title } } }',
      'careerFieldArticles.related.filters.title.$and',
    ],
    [
      'a nested list, sorted through relations',
      '{ careerFieldArticles { related(sort: ["title", "category.name:desc"]) { title } } }',
      'careerFieldArticles.related.sort.1.category.name',
    ],
    [
      'a nested list in a fragment, sorted through relations',
      '{ careerFieldArticles { ...f } } fragment f on CareerFieldArticle { related(sort: "category.name") { title } }',
      'related.sort.category.name',
    ],
    [
      'a sort key below an attribute',
      '{ careerFieldArticles(sort: "title.id") { title } }',
      'careerFieldArticles.sort.title.id',
    ],
  ])('rejects %s with its path', async (_what, query, path) => {
    const { status, body } = await post(query);
    expect({ status, code: body.errors?.[0]?.extensions?.code }).toEqual({
      status: 400,
      code: 'BAD_USER_INPUT',
    });
    expect(JSON.stringify(body)).toContain(path);
  });
});

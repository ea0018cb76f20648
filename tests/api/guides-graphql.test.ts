import type { Guides } from '../../server/src/guide';
import { sectionTypeName } from '../../server/src/content-api/graphql/type-defs';
import { readSelections } from '../support/graphql-selection';
import { allowPublic } from '../support/permissions';
import { createSite, type RunningSite, type Site } from '../support/site';

let site: Site;
let running: RunningSite;

interface Answer {
  data?: Record<string, never> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

const ask = async (query: string, variables: object = {}): Promise<Answer> => {
  const { body } = await running.request.post('/graphql').send({ query, variables });
  return body as Answer;
};

const statementsDuring = async (run: () => Promise<unknown>): Promise<string[]> => {
  const statements: string[] = [];
  const record = ({ sql }: { sql: string }): void => void statements.push(sql);
  running.strapi.db.connection.on('query', record);
  try {
    await run();
  } finally {
    running.strapi.db.connection.removeListener('query', record);
  }
  return statements;
};

const selectionOf = async (root: string): Promise<string> =>
  (await readSelections(async (query) => (await ask(query)).data))(root);

beforeAll(async () => {
  site = await createSite({ graphql: true, seeded: true });
  running = await site.start();
  await allowPublic(running.strapi, [
    'plugin::career-field.guide.find',
    'plugin::career-field.guide.findOne',
  ]);
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const guides = (): Guides => running.strapi.plugin('career-field').service('guides') as Guides;

const ENUMERATIONS = ['kind', 'level', 'match', 'period', 'requirement', 'scheme', 'tone', 'type', 'demand'];
/** Fields of the type JSON, which have no selection. */
const JSON_FIELDS = ['body', 'answer', 'description', 'jsonLd'];

/** Returns a guide as GraphQL represents it: names of enumeration values have no hyphens. */
const withEnumerations = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withEnumerations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (JSON_FIELDS.includes(name)) return [name, inner];
      const isChoice = ENUMERATIONS.includes(name) && typeof inner === 'string';
      return [name, isChoice ? inner.replaceAll('-', '_') : withEnumerations(inner)];
    })
  );
};

it.each(['de', 'en'])('returns the complete Backend guide in %s as it is stored', async (locale) => {
  const selection = await selectionOf('CareerFieldGuide');
  const { data, errors } = await ask(
    `query ($locale: String) { careerFieldGuide(slug: "backend", locale: $locale)${selection} }`,
    { locale }
  );
  expect(errors).toBeUndefined();
  const stored = (await guides().guide((await guides().find([locale], 'backend'))!.entry))!;
  const got = data as unknown as {
    careerFieldGuide: Record<string, unknown> & { sections: Record<string, unknown>[] };
  };
  const sections = got.careerFieldGuide.sections.map(({ __typename, ...fields }) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name.slice(`${String(__typename)}_`.length), value])
    )
  );
  expect({ ...got.careerFieldGuide, sections }).toEqual(withEnumerations(stored));
  expect(got.careerFieldGuide.sections.map(({ __typename }) => __typename)).toEqual(
    stored.sections.map(({ type }) => sectionTypeName(type))
  );
});

it('returns the common fields of sections through their interface', async () => {
  const { data, errors } = await ask(`{ careerFieldGuide(slug: "backend", locale: "de") {
    sections { ... on CareerFieldGuideSectionFields { type anchor heading navLabel body } } } }`);
  expect(errors).toBeUndefined();
  const { sections } = (data as unknown as { careerFieldGuide: { sections: Record<string, unknown>[] } })
    .careerFieldGuide;
  expect(sections.map(({ type }) => type)).toContain('jobs_nearby');
  expect(sections.find(({ type }) => type === 'tasks')).toMatchObject({
    anchor: expect.any(String),
    heading: expect.any(String),
  });
});

it('returns texts in the requested format', async () => {
  const query = `query ($format: CareerFieldTextFormat) { careerFieldGuide(slug: "backend", locale: "de", format: $format) {
    sections { ... on CareerFieldGuideDefinitionSection { body } } } }`;
  const bodyIn = async (format?: string): Promise<unknown> => {
    const { data } = await ask(query, { format });
    const found = data as unknown as { careerFieldGuide: { sections: { body?: unknown }[] } };
    return found.careerFieldGuide.sections.find(({ body }) => body)?.body;
  };
  expect(await bodyIn('html')).toMatch(/^<p>/);
  expect(await bodyIn('markdown')).toContain('**Backend**');
  expect(await bodyIn('blocks')).toEqual(
    expect.arrayContaining([expect.objectContaining({ type: 'paragraph' })])
  );
});

it('returns null for an unknown slug, and an error with the languages of the site for an unknown locale', async () => {
  expect(await ask('{ careerFieldGuide(slug: "nothing") { title } }')).toEqual({
    data: { careerFieldGuide: null },
  });
  const { errors } = await ask('{ careerFieldGuide(slug: "backend", locale: "fr") { title } }');
  expect(errors?.[0]?.message).toContain('de, en');
});

it('searches, filters and counts', async () => {
  const { data, errors } = await ask(
    `{ careerFieldGuides(locale: "de", q: "Backend", category: "webentwicklung", pageSize: 2) {
        nodes { card { slug category { name } } } pagination { page pageSize pageCount total } locale
        facets { categories { slug count } } } }`
  );
  expect(errors).toBeUndefined();
  const { careerFieldGuides: list } = data as unknown as {
    careerFieldGuides: {
      nodes: { card: { slug: string } }[];
      pagination: { total: number };
      facets: { categories: { count: number }[] };
    };
  };
  expect(list.nodes[0]?.card.slug).toBe('backend');
  expect(list.pagination.total).toBeGreaterThanOrEqual(1);
  expect(list.facets.categories.length).toBeGreaterThan(0);
});

it('takes null as an omitted argument, since clients send it for a variable without a value', async () => {
  const none = 'locale: null, format: null';
  const { data, errors } = await ask(`{
    careerFieldGuide(slug: "backend", ${none}) { sections { ...on CareerFieldGuideDefinitionSection { body } } }
    careerFieldGuides(${none}, q: null, category: null, sort: null, page: null, pageSize: null) {
      nodes { guide { faq { answer } } }
      pagination { page pageSize }
    }
  }`);
  expect(errors).toBeUndefined();
  const { careerFieldGuide: guide, careerFieldGuides: list } = data as unknown as {
    careerFieldGuide: { sections: { body?: unknown }[] };
    careerFieldGuides: { nodes: { guide: { faq: { answer: unknown }[] } }[]; pagination: object };
  };
  expect(guide.sections.find(({ body }) => body)?.body).toBeInstanceOf(Array);
  const answers = list.nodes.flatMap((node) => node.guide.faq.map(({ answer }) => answer));
  expect(answers.length).toBeGreaterThan(0);
  expect(answers.every(Array.isArray)).toBe(true);
  expect(list.pagination).toEqual({ page: 1, pageSize: 25 });
});

it('uses the page size of the config by default', async () => {
  const { config } = running.strapi;
  const limit = 'plugin::career-field.limits.pageSize';
  const before = config.get<number>(limit);
  config.set(limit, 2);
  try {
    const { data, errors } = await ask('{ careerFieldGuides(locale: "de") { pagination { pageSize } } }');
    expect(errors).toBeUndefined();
    expect(data).toEqual({ careerFieldGuides: { pagination: { pageSize: 2 } } });
  } finally {
    config.set(limit, before);
  }
});

it.each([
  ['pageSize: 1000', 'pageSize'],
  ['page: 0', 'page'],
  ['sort: "id"', 'sort'],
  [`q: "${'x'.repeat(500)}"`, 'q'],
])('refuses %s', async (argument, name) => {
  const { errors } = await ask(`{ careerFieldGuides(${argument}) { locale } }`);
  expect(errors?.[0]?.message).toContain(`"${name}"`);
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

it('needs a few statements for any number of guides', async () => {
  const selection = await selectionOf('CareerFieldGuide');
  const one = `{ careerFieldGuide(slug: "backend", locale: "de")${selection} }`;
  const many = `{ careerFieldGuides(locale: "de", pageSize: 25) { nodes { guide${selection} } } }`;
  await running.stop();
  running = await site.start();
  await ask('{ __typename }');
  const first = await statementsDuring(() => ask(many));
  // Including the names of categories and skills of the locale, which lists look up.
  expect(first.length).toBeLessThanOrEqual(14);
  expect((await statementsDuring(() => ask(one))).length).toBeLessThanOrEqual(5);
});

it('needs the permissions of the REST routes', async () => {
  const roles = running.strapi.db.query('plugin::users-permissions.permission');
  await roles.deleteMany({ where: { action: { $startsWith: 'plugin::career-field.guide.' } } });
  const { data, errors } = await ask('{ careerFieldGuide(slug: "backend") { title } }');
  expect(data?.careerFieldGuide ?? null).toBeNull();
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await ask('{ careerFieldGuides { locale } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

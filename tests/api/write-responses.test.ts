import { createToken } from '../support/permissions';
import { createCategory, paragraph } from '../support/articles';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

let site: Site;
let running: RunningSite;
let category: string;
let writer: string;

const WRITES = ['create', 'update'].map((action) => `plugin::career-field.article.${action}`);
const TYPES = ['article', 'category', 'skill', 'study-path', 'employer'] as const;
const PATHS = {
  article: 'articles',
  category: 'categories',
  skill: 'skills',
  'study-path': 'study-paths',
  employer: 'employers',
};

let count = 0;
const slug = (): string => `entry-${(count += 1)}`;

const createArticle = async (data: Record<string, unknown> = {}): Promise<string> => {
  const created = await running.strapi.documents(uid('article')).create({
    locale: 'en',
    data: { title: 'A secret', slug: slug(), lead: 'A lead', category, ...data },
  } as never);
  return created.documentId;
};

const rowsOf = async (type: string, documentId: string) =>
  running.strapi.db.query(uid(type)).findMany({ where: { documentId }, orderBy: 'id' });

beforeAll(async () => {
  site = await createSite({ graphql: true });
  running = await site.start();
  category = await createCategory(running.strapi, 'field');
  // A token rather than the public role, which may read the vocabulary in this site.
  writer = await createToken(
    running.strapi,
    'custom',
    TYPES.flatMap((type) => ['create', 'update'].map((action) => `plugin::career-field.${type}.${action}`))
  );
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const put = (type: keyof typeof PATHS, id: string, content: object) =>
  running.request
    .put(`/api/career-field/${PATHS[type]}/${id}?locale=en&status=draft`)
    .set('Authorization', writer)
    .send(content);

describe('a response to a write', () => {
  it.each(TYPES)('identifies a %s to who may only write it', async (type) => {
    const name = type === 'article' || type === 'study-path' ? 'title' : 'name';
    const created = await running.request
      .post(`/api/career-field/${PATHS[type]}?locale=en&status=draft`)
      .set('Authorization', writer)
      .send({ data: { [name]: 'A secret', slug: slug() } })
      .expect(201);
    const { documentId } = created.body.data;
    expect(created.body.data).toEqual({ documentId: expect.any(String), locale: 'en' });
    const updated = await put(type, documentId, { data: {} }).expect(200);
    expect(updated.body.data).toEqual({ documentId, locale: 'en' });
  });

  it('has the draft for who may preview it, and not for who may read only what is published', async () => {
    const id = await createArticle();
    const reading = [...WRITES, 'plugin::career-field.article.findOne'];
    const reader = await createToken(running.strapi, 'custom', reading);
    const previewer = await createToken(running.strapi, 'custom', [
      ...reading,
      'plugin::career-field.article.preview',
    ]);
    const title = async (authorization: string, status: string) =>
      (
        await running.request
          .put(`/api/career-field/articles/${id}?locale=en&status=${status}`)
          .set('Authorization', authorization)
          .send({ data: {} })
          .expect(200)
      ).body.data.title;
    expect(await title(reader, 'draft')).toBeUndefined();
    expect(await title(reader, 'published')).toBe('A secret');
    expect(await title(previewer, 'draft')).toBe('A secret');
  });

  it('is the same over GraphQL, where a mutation that asks for more writes nothing', async () => {
    const id = await createArticle();
    const mutate = async (selection: string) =>
      (
        await running.request
          .post('/graphql')
          .set('Authorization', writer)
          .send({
            query: `mutation { updateCareerFieldArticle(documentId: "${id}", locale: "en", status: DRAFT, data: { lead: "Other" }) { ${selection} } } fragment F on CareerFieldArticle { title }`,
          })
      ).body;
    for (const selection of ['title ...F', '... on CareerFieldArticle { documentId ...F }']) {
      const { errors } = await mutate(selection);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    expect((await rowsOf('article', id))[0]).toMatchObject({ lead: 'A lead' });
  });
});

describe('an update that changes nothing', () => {
  const stamps = async (type: string, id: string) =>
    (await rowsOf(type, id)).map(({ locale, publishedAt, updatedAt }) => ({
      locale,
      publishedAt,
      updatedAt: new Date(updatedAt).getTime(),
    }));

  const faq = [{ question: 'Why?', answer: paragraph('Because.') }];

  it.each<[string, Record<string, unknown>]>([
    ['without fields', {}],
    ['with the same text', { lead: 'A lead' }],
    ['with the same component', { faq }],
    ['with the same relation', { category: undefined }],
  ])('leaves a published article unmodified %s', async (_name, data) => {
    const id = await createArticle({ faq });
    await running.strapi.documents(uid('article')).publish!({ documentId: id, locale: 'en' });
    const before = await stamps('article', id);
    const sent = 'category' in data ? { category } : data;
    // Past the permissions, which hide the category from the writer.
    await running.strapi
      .documents(uid('article'))
      .update({ documentId: id, locale: 'en', data: sent } as never);
    expect(await stamps('article', id)).toEqual(before);
    await put('article', id, { data: { lead: 'Another lead' } }).expect(200);
    expect(await stamps('article', id)).not.toEqual(before);
  });

  it('dates no other language whose shared fields it has copied', async () => {
    const paths = running.strapi.documents(uid('study-path'));
    const data = { title: 'Ein Weg', slug: slug(), kind: 'degree' };
    const { documentId } = await paths.create({ locale: 'de', data } as never);
    await paths.update({
      documentId,
      locale: 'en',
      data: { title: 'A path', slug: slug(), kind: 'degree' },
    } as never);
    const before = await stamps('study-path', documentId);
    await put('study-path', documentId, { data: { kind: 'degree' } }).expect(200);
    expect(await stamps('study-path', documentId)).toEqual(before);
    await put('study-path', documentId, { data: { kind: 'bootcamp' } }).expect(200);
    expect(await stamps('study-path', documentId)).not.toEqual(before);
  });
});

describe('what is too much', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['20,000 paragraphs', { definition: { body: Array(20_000).fill(paragraph('')[0]) } }, 'definition'],
    [
      '3,000 paragraphs in a text',
      { definition: { body: Array(3_000).fill(paragraph('')[0]) } },
      'definition.body',
    ],
    [
      'a paragraph of 5,000 parts',
      {
        definition: {
          body: [{ type: 'paragraph', children: Array(5_000).fill({ type: 'text', text: '' }) }],
        },
      },
      'definition.body',
    ],
    ['40,000 questions', { faq: Array(40_000).fill({}) }, 'faq'],
  ])('is refused at its field: %s', async (_name, data, field) => {
    const refused = await put('article', await createArticle(), { data }).expect(400);
    expect(refused.body.error.details.errors[0].path.join('.')).toBe(field);
  });
});

import { signInAsAdministrator } from '../support/administrator';
import { createCategory, paragraph } from '../support/articles';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** Translation parity, reviews and the table of all guides, as the admin panel requests them. */

let site: Site;
let running: RunningSite;
let administrator: string;
let category: string;

beforeAll(async () => {
  site = await createSite();
  running = await site.start();
  category = await createCategory(running.strapi, 'it');
  administrator = await signInAsAdministrator(running);
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const documents = () => running.strapi.documents(uid('article'));

const contentIn = (language: string) => ({
  title: `Backend ${language}`,
  category,
  lead: `Lead ${language}`,
  tasks: {
    heading: `Tasks ${language}`,
    body: paragraph(`Body ${language}`),
    items: [{ title: `One ${language}` }, { title: `Two ${language}` }],
  },
  faq: [{ question: `Q1 ${language}`, answer: paragraph('A1') }],
});

let counter = 0;

const createArticle = async (locales = ['de', 'en']): Promise<string> => {
  counter += 1;
  const [first, ...others] = locales;
  const { documentId } = await documents().create({
    locale: first!,
    data: { ...contentIn(first!), slug: `backend-${first}-${counter}` } as never,
  });
  for (const locale of others)
    await save(documentId, locale, { ...contentIn(locale), slug: `backend-${locale}-${counter}` });
  return documentId;
};

const save = (documentId: string, locale: string, data: object) =>
  documents().update({ documentId, locale, data: data as never });

const request = async (method: 'get' | 'post', path: string, data: object) => {
  const call = running.request[method](`/career-field/${path}`).set('Authorization', administrator);
  const { status, body } = method === 'get' ? await call.query(data) : await call.send(data);
  expect([path, status, status === 200 ? '' : body]).toEqual([path, 200, '']);
  return (body as { data: never }).data as never;
};

interface Translations {
  source: string | null;
  languages: { locale: string; state: string; behind: number }[];
  behind: {
    part: string;
    kind: string;
    path: string | null;
    sourcePath: string | null;
    before: string;
    after: string;
  }[];
}

const translationsOf = (article: string, locale = 'de'): Promise<Translations> =>
  request('get', 'translations', { article, locale });

const behind = async (article: string, locale = 'de'): Promise<string[]> =>
  (await translationsOf(article, locale)).behind.map(({ part, kind }) => `${part} ${kind}`).sort();

interface Tasks {
  id: number;
  items: { id: number; title: string }[];
}

const tasksOf = async (documentId: string, locale: string): Promise<Tasks> => {
  const found = await documents().findOne({
    documentId,
    locale,
    populate: { tasks: { populate: { items: true } } } as never,
  });
  return (found as unknown as { tasks: Tasks }).tasks;
};

describe('the parity of translations', () => {
  // The default language of the site is English.
  it('has no part behind when a language was written', async () => {
    const article = await createArticle(['en', 'de']);
    expect(await translationsOf(article)).toEqual({
      source: 'en',
      languages: [
        { locale: 'de', state: 'current', behind: 0 },
        { locale: 'en', state: 'original', behind: 0 },
      ],
      behind: [],
      onPublish: 'warn',
    });
  });

  it('lists the parts whose original has changed, with its text before and after', async () => {
    const article = await createArticle(['en', 'de']);
    const tasks = await tasksOf(article, 'en');
    await save(article, 'en', {
      lead: 'Another lead',
      tasks: { ...tasks, items: [{ id: tasks.items[1]!.id, title: 'Second' }, { title: 'Third' }] },
    });
    const { behind: parts, languages } = await translationsOf(article);
    expect(
      parts.map(({ kind, path, sourcePath, before, after }) => [kind, path, sourcePath, before, after])
    ).toEqual(
      expect.arrayContaining([
        ['changed', 'lead', 'lead', 'Lead en', 'Another lead'],
        ['deleted', 'tasks.items.0', null, 'One en', ''],
        ['changed', 'tasks.items.1', 'tasks.items.0', 'Two en', 'Second'],
        ['new', null, 'tasks.items.1', '', 'Third'],
      ])
    );
    expect(parts).toHaveLength(4);
    expect(languages).toContainEqual({ locale: 'de', state: 'behind', behind: 4 });
    expect(await behind(article, 'en')).toEqual([]);
  });

  it('is current again after a save of just that part, by hand, or when the original is as it was', async () => {
    const article = await createArticle(['en', 'de']);
    await save(article, 'en', { lead: 'Another lead', title: 'Another title', headline: 'New' });
    expect(await behind(article)).toEqual(['headline new', 'lead changed', 'title changed']);
    await save(article, 'de', { lead: 'Ein anderer Vorspann' });
    expect(await behind(article)).toEqual(['headline new', 'title changed']);
    await request('post', 'translations/up-to-date', { article, locale: 'de', parts: ['headline'] });
    expect(await behind(article)).toEqual(['title changed']);
    await save(article, 'en', { title: 'Backend en' });
    expect(await behind(article)).toEqual([]);
    await save(article, 'en', { lead: 'Third', title: 'Third' });
    await request('post', 'translations/up-to-date', { article, locale: 'de' });
    expect(await behind(article)).toEqual([]);
  });

  it('survives publishing, discarding and cloning', async () => {
    const article = await createArticle(['en', 'de']);
    for (const locale of ['en', 'de']) await documents().publish({ documentId: article, locale });
    await save(article, 'en', { lead: 'Another lead', title: 'Another title' });
    await save(article, 'de', { lead: 'Anders' });
    expect(await behind(article)).toEqual(['title changed']);
    await documents().discardDraft({ documentId: article, locale: 'de' });
    expect(await behind(article)).toEqual(['lead changed', 'title changed']);
    const copies = (await documents().clone({
      documentId: article,
      locale: '*',
      data: { slug: `copy-${counter}` } as never,
    })) as unknown as { documentId: string };
    expect(await behind(copies.documentId)).toEqual(['lead changed', 'title changed']);
    await documents().discardDraft({ documentId: article, locale: 'en' });
    expect(await behind(article)).toEqual([]);
  });

  it('follows another source, and ends with its language or article', async () => {
    const article = await createArticle(['en', 'de']);
    await save(article, 'en', { lead: 'Another lead' });
    await request('post', 'translations/source', { article, locale: 'en', source: 'de' });
    await save(article, 'de', { title: 'Anders' });
    expect(await behind(article, 'en')).toEqual(['title changed']);
    await documents().delete({ documentId: article, locale: 'de' });
    expect((await translationsOf(article, 'en')).languages).toEqual([
      { locale: 'en', state: 'original', behind: 0 },
    ]);
    await documents().delete({ documentId: article, locale: '*' });
    const left = await running.strapi.db.query(uid('editorial-state')).count({ where: { article } });
    expect(left).toBe(0);
  });
});

describe('a review', () => {
  it('writes no article, and readers get its day', async () => {
    const article = await createArticle(['en']);
    await documents().publish({ documentId: article, locale: 'en' });
    const rows = () =>
      running.strapi.db.query(uid('article')).findMany({ where: { documentId: article }, orderBy: 'id' });
    const guides = running.strapi.plugin('career-field').service('guides') as {
      find: (chain: string[], slug: string) => Promise<{ entry: object }>;
      guide: (entry: object) => Promise<{ reviewedAt: string; updatedAt: string }>;
    };
    const guide = async () => guides.guide((await guides.find(['en'], `backend-en-${counter}`)).entry);
    const before = await rows();
    const { updatedAt, reviewedAt } = await guide();
    expect(reviewedAt).toBeNull();
    const articles = [{ article, locale: 'en' }];
    await request('post', 'reviews', { articles, months: 6 });
    const today = new Date().toISOString().slice(0, 10);
    const review = await request('get', 'reviews', articles[0]!);
    expect(review).toMatchObject({
      reviewedAt: today,
      reviewer: 'Ada',
      intervalMonths: 6,
      responsible: null,
      mayReview: true,
    });
    expect((review as { dueAt: string }).dueAt > today).toBe(true);
    expect(await rows()).toEqual(before);
    expect(await guide()).toMatchObject({ reviewedAt: today, updatedAt });
  });

  it('takes over the day that a text brings, as soon as it is public', async () => {
    const article = await createArticle(['en']);
    const where = { article, locale: 'en' };
    await save(article, 'en', {
      editorial: { reviewedAt: '2026-01-05', reviewDueAt: '2026-07-05', reviewer: 'Eva' },
    });
    expect(await request('get', 'reviews', where)).toMatchObject({
      reviewedAt: '2026-01-05',
      dueAt: '2026-07-05',
      reviewer: 'Eva',
    });
    await documents().publish({ documentId: article, locale: 'en' });
    await save(article, 'en', { editorial: { reviewedAt: '2026-03-05' } });
    expect(await request('get', 'reviews', where)).toMatchObject({ reviewedAt: '2026-01-05' });
    await documents().publish({ documentId: article, locale: 'en' });
    expect(await request('get', 'reviews', where)).toMatchObject({ reviewedAt: '2026-03-05' });
  });

  it('has a responsible person, who is nobody once the account is deleted', async () => {
    const article = await createArticle(['en']);
    const where = { article, locale: 'en' };
    const { id } = (await running.strapi.service('admin::user').create({
      email: `eva${counter}@example.com`,
      firstname: 'Eva',
      isActive: true,
      registrationToken: null,
      roles: [],
    })) as { id: number };
    await request('post', 'reviews/responsible', { articles: [where], person: id });
    expect(await request('get', 'reviews', where)).toMatchObject({ responsible: { id, name: 'Eva' } });
    await running.strapi.db.query('admin::user').delete({ where: { id } });
    expect(await request('get', 'reviews', where)).toMatchObject({ responsible: null });
  });
});

describe('the overview', () => {
  const overview = async (query: object) => {
    const { status, body } = await running.request
      .get('/career-field/overview')
      .query(query)
      .set('Authorization', administrator);
    expect([status, status === 200 ? '' : body]).toEqual([200, '']);
    return body as {
      data: {
        documentId: string;
        title: string;
        cells: { locale: string; status: string; behind: number; completeness: object | null }[];
      }[];
      meta: { total: number; locales: string[] };
    };
  };

  it('shows each language with its state, and finds, filters and sorts on the server', async () => {
    const before = (await overview({})).meta.total;
    const article = await createArticle(['en', 'de']);
    const other = await createArticle(['en']);
    await save(article, 'en', { title: 'Aardvark keeper 100%', lead: 'Changed' });
    await documents().publish({ documentId: article, locale: 'de' });
    const all = await overview({ pageSize: 100 });
    expect(all.meta).toMatchObject({ total: before + 2, locales: ['en', 'de'] });
    expect(all.data[0]).toMatchObject({
      documentId: article,
      title: 'Aardvark keeper 100%',
      cells: [
        { locale: 'de', status: 'published', behind: 2, completeness: null },
        { locale: 'en', status: 'draft', behind: 0, completeness: null },
      ],
    });
    const cells = ['de', 'en', 'fr'].map((locale) => ({ article, locale }));
    const completeness = { filled: 4, parts: 17 };
    expect(await request('post', 'overview/completeness', { cells })).toEqual([
      { article, locale: 'de', completeness },
      { article, locale: 'en', completeness },
    ]);
    expect((await overview({ search: 'aardvark' })).data[0]!.cells).toMatchObject([
      { completeness },
      { completeness },
    ]);
    const ids = async (query: object): Promise<string[]> =>
      (await overview({ pageSize: 100, ...query })).data.map(({ documentId }) => documentId);
    expect(await ids({ search: 'AARDVARK' })).toEqual([article]);
    expect(await ids({ search: '100%' })).toEqual([article]);
    expect(await ids({ search: '100_' })).toEqual([]);
    expect(await ids({ parity: 'behind' })).toContain(article);
    expect(await ids({ parity: 'behind' })).not.toContain(other);
    expect(await ids({ parity: 'missing', locale: 'de' })).toContain(other);
    expect(await ids({ parity: 'missing', locale: 'de' })).not.toContain(article);
    expect(await ids({ status: 'published', locale: 'de' })).toContain(article);
    expect(await ids({ status: 'draft' })).toEqual(expect.arrayContaining([article, other]));
    expect(await ids({ status: 'draft', locale: 'de' })).not.toContain(article);
    expect(await ids({ complete: true })).toEqual([]);
    expect((await ids({ sort: 'behind', order: 'desc' }))[0]).not.toBe(other);
    expect((await ids({ sort: 'modified', order: 'asc' })).at(-1)).toBe(article);
    await save(article, 'de', { lead: 'Neu' });
    expect(await ids({ status: 'modified' })).toContain(article);
    await request('post', 'reviews', { articles: [{ article: other, locale: 'en' }], months: 1 });
    const due = await ids({ sort: 'due' });
    // The one of the test before is overdue; articles without a day come last.
    expect(due.indexOf(other)).toBeGreaterThan(0);
    expect(due.indexOf(other)).toBeLessThan(due.indexOf(article));
    expect(await ids({ dueWithin: 40 })).toContain(other);
    expect(await ids({ dueWithin: 0 })).not.toContain(other);
    expect(await ids({ dueFrom: 1, dueWithin: 40 })).toContain(other);
    expect(await ids({ dueFrom: 35, dueWithin: 40 })).toEqual([]);
    const needs = async () => (await request('get', 'overview/needs', {})) as Record<string, object>;
    expect(await needs()).toMatchObject({
      overdue: { all: (await ids({ dueWithin: 0 })).length, mine: 0 },
      soon: { all: (await ids({ dueFrom: 1, dueWithin: 30 })).length, mine: 0 },
      behind: { all: (await ids({ parity: 'behind' })).length, mine: 0 },
      complete: { all: 0, mine: 0 },
    });
    expect(await ids({ responsible: 'me' })).toEqual([]);
  });

  it('is refused without its permission', async () => {
    const { status } = await running.request.get('/career-field/overview');
    expect(status).toBe(401);
  });
});

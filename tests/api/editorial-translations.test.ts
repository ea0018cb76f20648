import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SeedingService } from '../../server/src/services/seeding';
import { signIn } from '../support/administrator';
import { createCategory, paragraph, refusalOf } from '../support/articles';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/** What happens around translations: publishing, files, Strapi's own translations, and mails about reviews. */

let site: Site;
let running: RunningSite;
let administrator: string;
let category: string;
let translator: Server;
/** Requests to the fake translation service, and what it responds with. */
const requests: { content: object; sourceLocale: string }[] = [];
let translated: (locale: string) => object = () => ({});
const folder = mkdtempSync(path.join(tmpdir(), 'career-field-'));

beforeAll(async () => {
  translator = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as (typeof requests)[number] & {
        targetLocales: string[];
      };
      requests.push(body);
      response.setHeader('content-type', 'application/json');
      const localizations = body.targetLocales.map((locale) => ({ locale, content: translated(locale) }));
      response.end(JSON.stringify({ localizations }));
    });
  });
  await new Promise<void>((resolve) => translator.listen(0, '127.0.0.1', resolve));
  site = await createSite();
  running = await site.start({
    STRAPI_AI_URL: `http://127.0.0.1:${(translator.address() as AddressInfo).port}`,
  });
  category = await createCategory(running.strapi, 'it');
  // Not the address of other tests: Strapi lets an address log in five times within five minutes.
  const { id } = (await running.strapi.service('admin::role').getSuperAdmin()) as { id: number };
  administrator = (await signIn(running, 'translations@example.com', [id])).authorization;
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
  translator?.close();
  rmSync(folder, { recursive: true, force: true });
});

const documents = () => running.strapi.documents(uid('article'));

const save = (documentId: string, locale: string, data: object) =>
  documents().update({ documentId, locale, data: data as never });

let counter = 0;

/** Creates an article in English, the default language, and German, and publishes both. */
const createArticle = async (): Promise<string> => {
  counter += 1;
  const contentIn = (language: string) => ({
    title: `Backend ${language} ${counter}`,
    slug: `backend-${language}-${counter}`,
    category,
    lead: `Lead ${language}`,
    tasks: { heading: `Tasks ${language}`, body: paragraph(`Body ${language}`), items: [{ title: 'One' }] },
    faq: [{ question: 'Q1', answer: paragraph('A1') }],
  });
  const { documentId } = await documents().create({ locale: 'en', data: contentIn('en') as never });
  await save(documentId, 'de', contentIn('de'));
  for (const locale of ['en', 'de']) await documents().publish({ documentId, locale });
  return documentId;
};

const send = async (method: 'get' | 'post' | 'put', at: string, data: object = {}) => {
  const call = running.request[method](at).set('Authorization', administrator);
  return method === 'get' ? call.query(data) : call.send(data);
};

const change = async (values: object): Promise<void> => {
  const { status, body } = await send('put', '/career-field/settings', { values });
  expect([status, body.error?.message]).toEqual([200, undefined]);
};

const behind = async (article: string, locale = 'de'): Promise<string[]> => {
  const { body } = await send('get', '/career-field/translations', { article, locale });
  return (body as { data: { behind: { part: string }[] } }).data.behind.map(({ part }) => part).sort();
};

const seeding = (): SeedingService =>
  running.strapi.plugin('career-field').service<SeedingService>('seeding');

describe('publishing a language of which parts are behind', () => {
  afterAll(() => change({ translations: null }));

  it('is allowed unless the site says otherwise, and refused with the parts and the language where it does', async () => {
    const article = await createArticle();
    await save(article, 'en', { lead: 'Another', faq: [{ question: 'New?', answer: paragraph('Yes') }] });
    await save(article, 'de', { headline: 'Neu' });
    const { body } = await send('get', '/career-field/translations', { article, locale: 'de' });
    expect(body.data.onPublish).toBe('warn');
    await documents().publish({ documentId: article, locale: 'de' });
    await change({ translations: 'block' });
    await save(article, 'de', { headline: 'Noch einmal' });
    const refused = await refusalOf(documents().publish({ documentId: article, locale: 'de' }));
    expect(refused.map((each) => each.path)).toEqual(expect.arrayContaining(['lead']));
    expect(refused[0]!.message).toContain('English');
    await expect(documents().publish({ documentId: article, locale: '*' })).rejects.toThrow(
      /German is not published: .*Lead/
    );
    // The original has nothing to be behind of.
    await documents().publish({ documentId: article, locale: 'en' });
    // From the admin panel, and several at once.
    const content = `/content-manager/collection-types/${uid('article')}`;
    const single = await send('post', `${content}/${article}/actions/publish?locale=de`, {});
    expect([single.status, single.body.error.name]).toEqual([400, 'ValidationError']);
    const bulk = await send('post', `${content}/actions/bulkPublish?locale=de`, {
      documentIds: [article],
      locale: 'de',
    });
    expect([bulk.status, bulk.body.error?.details?.entry?.locale]).toEqual([400, 'de']);
    // A save that publishes in one request is rolled back as a whole.
    await expect(
      documents().update({
        documentId: article,
        locale: 'de',
        status: 'published',
        data: { headline: 'Drittes' } as never,
      })
    ).rejects.toThrow(/German/);
    expect((await documents().findOne({ documentId: article, locale: 'de' }))!.headline).toBe('Noch einmal');
    await change({ translations: 'off' });
    await documents().publish({ documentId: article, locale: 'de' });
  });

  it('is not refused to an import', async () => {
    const article = await createArticle();
    await seeding().export(folder);
    await change({ translations: 'block' });
    await save(article, 'en', { lead: 'Another' });
    const { failures } = await seeding().import(folder, { force: true });
    expect(failures).toEqual([]);
    expect(await behind(article)).toEqual([]);
  });
});

describe('files', () => {
  const person = async (email: string): Promise<number> => {
    const { id } = (await running.strapi.service('admin::user').create({
      email,
      firstname: 'Eva',
      isActive: true,
      registrationToken: null,
      roles: [],
    })) as { id: number };
    return id;
  };

  it.each([false, true])(
    'carry parity, review and the responsible person to another site, in bulk: %s',
    async (bulk) => {
      const article = await createArticle();
      const id = await person(`eva${counter}@example.com`);
      const other = await person(`left${counter}@example.com`);
      const at = (locale: string) => [{ article, locale }];
      await send('post', '/career-field/reviews', { articles: at('de'), months: 3 });
      await send('post', '/career-field/reviews/responsible', { articles: at('de'), person: id });
      await send('post', '/career-field/reviews/responsible', { articles: at('en'), person: other });
      await save(article, 'en', { lead: 'Another', tasks: null });
      await send('post', '/career-field/translations/source', { article, locale: 'en', source: 'de' });
      const expected = await behind(article);
      expect(expected).toContain('lead');
      const review = async (of: string, locale = 'de') =>
        (await send('get', '/career-field/reviews', { article: of, locale })).body.data;
      const { reviewedAt, dueAt } = await review(article);
      const key = `carried-${counter}`;
      rmSync(folder, { recursive: true, force: true });
      await seeding().export(folder, { only: [await keyOf(article)] });
      // As in another site: nothing of the article is there, and one of the people is not.
      await documents().delete({ documentId: article, locale: '*' });
      await running.strapi.db.query('admin::user').delete({ where: { id: other } });
      const file = path.join(folder, 'articles', `${await onlyFile()}.yaml`);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^key: .*$/m, `key: ${key}`));
      const { failures, notes } = await seeding().import(folder, { bulk, force: true });
      expect(failures).toEqual([]);
      expect(notes).toEqual([
        `article:${key} (en): the site has no administrator left${counter}@example.com; nobody is responsible for this guide.`,
      ]);
      const copy = (await documents().findFirst({
        locale: 'de',
        filters: { slug: `backend-de-${counter}` },
      }))!.documentId;
      expect(copy).not.toBe(article);
      expect(await behind(copy)).toEqual(expected);
      expect(await review(copy)).toMatchObject({
        reviewedAt,
        dueAt,
        intervalMonths: 3,
        reviewer: 'Eva',
        responsible: { id },
      });
      expect((await review(copy, 'en')).responsible).toBeNull();
      const { body } = await send('get', '/career-field/translations', { article: copy, locale: 'en' });
      expect(body.data.source).toBe('de');
    }
  );

  const keyOf = async (article: string): Promise<string> => {
    const all = mkdtempSync(path.join(tmpdir(), 'career-field-'));
    try {
      await seeding().export(all);
      const { readdirSync } = await import('node:fs');
      const title = (await documents().findOne({ documentId: article, locale: 'en' }))!.title as string;
      const found = readdirSync(path.join(all, 'articles')).find((name) =>
        readFileSync(path.join(all, 'articles', name), 'utf8').includes(title)
      );
      return found!.replace('.yaml', '');
    } finally {
      rmSync(all, { recursive: true, force: true });
    }
  };

  const onlyFile = async (): Promise<string> => {
    const { readdirSync } = await import('node:fs');
    return readdirSync(path.join(folder, 'articles'))[0]!.replace('.yaml', '');
  };
});

describe('a form that was filled in from another language', () => {
  it('says from which one, and its parts are made from that', async () => {
    const article = await createArticle();
    await running.strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'fr' });
    const content = `/content-manager/collection-types/${uid('article')}/${article}`;
    const fill = async (locale: string, data: object) => {
      const { status } = await send('put', `${content}?locale=${locale}&careerFieldFilledFrom=de`, data);
      expect(status).toBe(200);
    };
    await fill('fr', { title: 'En français', slug: `fr-${counter}`, lead: 'Lead de' });
    const { body } = await send('get', '/career-field/translations', { article, locale: 'fr' });
    expect(body.data).toMatchObject({ source: 'de', behind: [] });
    await save(article, 'en', { lead: 'Other in English' });
    expect(await behind(article, 'fr')).toEqual([]);
    await save(article, 'de', { lead: 'Anders auf Deutsch' });
    expect(await behind(article, 'fr')).toEqual(['lead']);
    // In a language that is made from another one, only what the save has changed.
    await send('post', '/career-field/translations/source', { article, locale: 'fr', source: 'en' });
    await fill('fr', { lead: 'Anders auf Deutsch' });
    await save(article, 'en', { lead: 'English once more', title: 'Another title' });
    expect(await behind(article, 'fr')).toEqual(['title']);
    await save(article, 'de', { lead: 'Und noch einmal' });
    expect(await behind(article, 'fr')).toEqual(['lead', 'title']);
  });
});

describe("Strapi's AI translation", () => {
  const translationsDone = async (count: number): Promise<void> => {
    for (let tries = 0; tries < 200 && requests.length < count; tries += 1) await wait(25);
    expect(requests).toHaveLength(count);
    // It writes after the response.
    const job = () =>
      running.strapi.db
        .query('plugin::i18n.ai-localization-job')
        .findMany({ where: { status: 'processing' } });
    for (let tries = 0; tries < 200 && (await job()).length > 0; tries += 1) await wait(25);
  };

  beforeAll(async () => {
    const { strapi } = running;
    Object.assign(strapi.ai.admin, { isEnabled: () => true, getAiToken: async () => ({ token: 'fake' }) });
    await strapi.plugin('i18n').service('settings').setSettings({ aiLocalizations: true });
    strapi.plugin('i18n').service('ai-localizations').setupMiddleware();
  });

  it('fills what is empty, and never replaces what a person wrote', async () => {
    const { documentId } = await documents().create({
      locale: 'en',
      data: { title: `AI ${(counter += 1)}`, slug: `ai-${counter}`, category } as never,
    });
    await translationsDone(1);
    await save(documentId, 'de', {
      title: 'Von Hand',
      slug: `von-hand-${counter}`,
      lead: 'Vorspann von Hand',
      tasks: { heading: 'Aufgaben', items: [{ title: 'Eins' }, { title: 'Zwei' }] },
    });
    translated = (locale) => ({
      title: `Machine ${locale}`,
      slug: `machine-${locale}-${counter}`,
      lead: `Machine ${locale}`,
      headline: `Machine headline ${locale}`,
      tasks: {
        heading: 'Machine',
        body: paragraph('Machine body'),
        items: [{ title: 'Machine one' }],
      },
      faq: [{ question: 'Machine?', answer: paragraph('Machine') }],
    });
    await save(documentId, 'en', { lead: 'A lead', tasks: { heading: 'Tasks', items: [{ title: 'One' }] } });
    await translationsDone(2);
    const found = await documents().findOne({
      documentId,
      locale: 'de',
      populate: { tasks: { populate: ['items'] }, faq: true } as never,
    });
    expect(found).toMatchObject({
      title: 'Von Hand',
      slug: `von-hand-${counter}`,
      lead: 'Vorspann von Hand',
      headline: 'Machine headline de',
      tasks: {
        heading: 'Aufgaben',
        body: paragraph('Machine body'),
        items: [{ title: 'Eins' }, { title: 'Zwei' }],
      },
      faq: [{ question: 'Machine?' }],
    });
    // Another save of the original: what it has written itself stays as well, since a person may have corrected it.
    translated = () => ({ headline: 'Other', faq: [] });
    await save(documentId, 'en', { lead: 'Another lead' });
    await translationsDone(3);
    expect(await documents().findOne({ documentId, locale: 'de' })).toMatchObject({
      headline: 'Machine headline de',
    });
  });

  afterAll(() => running.strapi.plugin('i18n').service('settings').setSettings({ aiLocalizations: false }));

  it('is not started by an import', async () => {
    const { documentId } = (await documents().findFirst({
      locale: 'en',
      filters: { slug: 'backend-en-4' },
    }))!;
    await save(documentId, 'en', { lead: 'Edited' });
    await translationsDone(4);
    const before = requests.length;
    const { failures } = await seeding().import(folder, { force: true });
    expect(failures).toEqual([]);
    expect((await documents().findOne({ documentId, locale: 'en' }))!.lead).toBe('Another');
    await wait(300);
    expect(requests).toHaveLength(before);
  });
});

describe('mails about reviews', () => {
  const mails: { to: string; subject: string; text: string }[] = [];

  beforeAll(() => {
    const service = running.strapi.plugin('email').service('email');
    service.send = async (mail: (typeof mails)[number]) => {
      mails.push(mail);
    };
  });

  it('go to the people responsible for what is due, once, and only where they are on', async () => {
    const article = await createArticle();
    const { id } = (await running.strapi.service('admin::user').create({
      email: 'due@example.com',
      firstname: 'Eva',
      preferedLanguage: 'de',
      isActive: true,
      registrationToken: null,
      roles: [],
    })) as { id: number };
    const articles = [{ article, locale: 'de' }];
    await send('post', '/career-field/reviews', { articles, months: 1 });
    await send('post', '/career-field/reviews/responsible', { articles, person: id });
    const [job] = running.strapi.cron.jobs.filter(({ name }) => name === 'career-field-review-mail');
    const run = async () => (job as unknown as { job: { invoke: () => Promise<void> } }).job.invoke();
    const setDue = (days: number) =>
      running.strapi.db.query(uid('editorial-state')).update({
        where: { key: `${article} de` },
        data: { dueAt: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10) },
      });
    await setDue(7);
    await run();
    expect(mails).toEqual([]);
    await change({ freshness: { mail: true } });
    await Promise.all([run(), run(), run()]);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      to: 'due@example.com',
      subject: 'Berufsfelder: fällige Prüfungen (1)',
    });
    expect(mails[0]!.text).toContain('Hallo Eva,');
    expect(mails[0]!.text).toContain(`Backend de ${counter} (de), fällig am`);
    expect(mails[0]!.text).toContain(`/content-manager/collection-types/${uid('article')}/${article}?`);
    await setDue(8);
    await running.strapi.store.delete({ type: 'plugin', name: 'career-field', key: 'review-mail' });
    await run();
    expect(mails).toHaveLength(1);
    await change({ freshness: null });
  });
});

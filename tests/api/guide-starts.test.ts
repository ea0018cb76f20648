import type { Core } from '@strapi/strapi';
import type { StartOptions } from '../../server/src/admin-api/contracts';
import { createRole, signIn, signInAsAdministrator } from '../support/administrator';
import { paragraph } from '../support/articles';
import { createGuideSite, type GuideSite } from '../support/guide-site';
import { uid } from '../support/site';

const ARTICLE = uid('article');
const OCCUPATION = 'http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1';

let site: Awaited<ReturnType<typeof createGuideSite>>;
let running: GuideSite;
let strapi: Core.Strapi;
let admin: string;
/** A whole article in German. */
let model: string;
/** Imported in German, and in English. */
let cook: string;
let baker: string;

const articles = () => strapi.documents(ARTICLE);

const occupation = (name: string, label: string) => ({
  title: name,
  occupation: {
    name,
    codes: [
      { scheme: 'esco', uri: OCCUPATION, version: '1.2', label, match: 'exact' },
      { scheme: 'isco-08', code: '5120', match: 'broad' },
    ],
  },
  definition: { body: paragraph(`${name}: what ESCO says.`) },
  sources: [{ label: 'ESCO', attribution: 'This service uses ESCO.' }],
});

beforeAll(async () => {
  site = await createGuideSite({ locales: ['de', 'en', 'fr'] });
  running = await site.start();
  ({ strapi } = running);
  admin = await signInAsAdministrator(running);
  const skill = await strapi.documents(uid('skill')).create({ locale: 'de', data: { name: 'Backen' } });
  const created = await articles().create({
    locale: 'de',
    data: {
      title: 'Vorbild',
      lead: 'Einleitung des Vorbilds.',
      category: running.category,
      occupation: { name: 'Vorbild/in', codes: [{ scheme: 'esco', uri: OCCUPATION, match: 'close' }] },
      definition: { heading: 'Ganz anders?', anchor: 'ganz-anders', body: paragraph('Text des Vorbilds.') },
      skills: { heading: 'Können', items: [{ skill: skill.documentId, requirement: 'essential' }] },
      sections: [
        {
          __component: 'career-field.quote-section',
          after: 'tasks',
          heading: 'Zitat',
          quote: 'Gesagt.',
          person: 'Ada',
        },
      ],
      faq: [{ question: 'Frage?', answer: paragraph('Antwort.') }],
      seo: { metaTitle: 'Nur für das Vorbild' },
      editorial: { author: 'Ada' },
    } as never,
  });
  model = created.documentId;
  cook = (await articles().create({ locale: 'de', data: occupation('Köchin', 'Köchin') as never }))
    .documentId;
  baker = (await articles().create({ locale: 'en', data: occupation('Baker', 'baker') as never })).documentId;
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const start = async (from: object, { title = 'Neu', locale = 'de', authorization = admin } = {}) =>
  running.request.post('/career-field/guide-starts').set({ authorization }).send({ title, locale, from });

const PARTS = [
  'hero',
  'occupation',
  'definition',
  'employers',
  'areas',
  'studies',
  'accessRequirements',
].concat(['skills', 'tasks', 'workingConditions', 'jobs', 'outlook', 'editorial', 'seo']);

interface Started {
  documentId: string;
  [attribute: string]: unknown;
}

const started = async (
  from: object,
  options: { title?: string; locale?: string; authorization?: string } = {}
): Promise<Started> => {
  const { status, body } = await start(from, options);
  expect([status, body]).toEqual([200, expect.anything()]);
  const { documentId, locale } = (body as { data: { documentId: string; locale: string } }).data;
  return (await articles().findOne({
    documentId,
    locale,
    populate: [
      ...PARTS,
      'faq',
      'category',
      'sources',
      'occupation.codes',
      'skills.items.skill',
      'sections',
      'createdBy',
    ],
  } as never)) as unknown as Started;
};

describe('a new guide', () => {
  it('has all parts, with headings and anchors in its language', async () => {
    const article = await started({ kind: 'empty' }, { title: 'Backstube' });
    expect(article).toMatchObject({
      title: 'Backstube',
      slug: 'backstube',
      locale: 'de',
      publishedAt: null,
      createdBy: { firstname: 'Ada' },
      definition: { heading: 'Worum geht es?', anchor: 'worum-geht-es', body: null },
      skills: { heading: 'Was du können solltest', anchor: 'was-du-koennen-solltest' },
    });
    expect(PARTS.filter((name) => article[name] === null)).toEqual([]);
    const anchors = PARTS.flatMap((name) => (article[name] as { anchor?: string }).anchor ?? []);
    expect(new Set(anchors).size).toBe(10);
    const english = await started({ kind: 'empty' }, { title: 'Bakery', locale: 'en' });
    expect(english).toMatchObject({
      definition: { heading: 'What is it about?', anchor: 'what-is-it-about' },
    });
  });

  it('has no headings in a language without texts, rather than English ones', async () => {
    const article = await started({ kind: 'empty' }, { title: 'Boulangerie', locale: 'fr' });
    expect(article.definition).toMatchObject({ heading: null, anchor: null });
  });

  it('is built like another one, without what that one says', async () => {
    const article = await started({ kind: 'article', documentId: model, what: 'structure' });
    expect(article).toMatchObject({
      title: 'Neu',
      lead: null,
      category: { documentId: running.category },
      definition: { heading: 'Ganz anders?', anchor: 'ganz-anders', body: null },
      tasks: { heading: 'Aufgaben im Alltag' },
      skills: { heading: 'Können', anchor: 'koennen', items: [] },
      sections: [
        { __component: 'career-field.quote-section', after: 'tasks', heading: 'Zitat', quote: null },
      ],
      faq: [],
    });
  });

  it('says what another one says, but for what belongs to that one alone', async () => {
    const article = await started(
      { kind: 'article', documentId: model, what: 'contents' },
      { title: 'Kopie' }
    );
    expect(article).toMatchObject({
      title: 'Kopie',
      slug: 'kopie',
      lead: 'Einleitung des Vorbilds.',
      definition: { body: paragraph('Text des Vorbilds.') },
      skills: { items: [{ requirement: 'essential', skill: { name: 'Backen' } }] },
      sections: [{ quote: 'Gesagt.', person: 'Ada' }],
      faq: [{ question: 'Frage?' }],
      occupation: { name: null, codes: [] },
      seo: { metaTitle: null },
      editorial: { author: null },
    });
    expect(await articles().findOne({ documentId: model, locale: 'de' })).toMatchObject({ title: 'Vorbild' });
  });

  it('prepares an imported occupation, and keeps what the import wrote', async () => {
    const article = await started({ kind: 'occupation', documentId: cook }, { title: 'Kochen' });
    expect(article).toMatchObject({
      documentId: cook,
      title: 'Kochen',
      definition: { heading: 'Worum geht es?', body: paragraph('Köchin: what ESCO says.') },
      occupation: { name: 'Köchin', codes: [{ label: 'Köchin' }, { code: '5120' }] },
      sources: [{ label: 'ESCO' }],
    });
    expect(PARTS.filter((name) => article[name] === null)).toEqual([]);
  });

  it('gets the codes of an occupation that was imported in another language', async () => {
    const article = await started({ kind: 'occupation', documentId: baker }, { title: 'Backen' });
    expect(article).toMatchObject({
      documentId: baker,
      title: 'Backen',
      definition: { heading: 'Worum geht es?', body: null },
      occupation: { name: null, codes: [{ uri: OCCUPATION, match: 'exact', label: null }, { code: '5120' }] },
      sources: [{ attribution: 'This service uses ESCO.' }],
    });
    expect(await articles().findOne({ documentId: baker, locale: 'en' })).toMatchObject({ title: 'Baker' });
  });

  it('is refused without a title, in an unknown language, and from what is none', async () => {
    expect((await start({ kind: 'empty' }, { title: ' ' })).status).toBe(400);
    expect((await start({ kind: 'empty' }, { locale: 'xx' })).status).toBe(400);
    expect((await start({ kind: 'article', documentId: 'none', what: 'contents' })).status).toBe(404);
    expect(
      (await start({ kind: 'article', documentId: model, what: 'contents' }, { locale: 'en' })).status
    ).toBe(404);
    expect((await start({ kind: 'occupation', documentId: model })).status).toBe(404);
  });
});

describe('what a guide can start from', () => {
  const candidates = async (query: object, authorization = admin): Promise<[string, string][]> => {
    const { status, body } = await running.request
      .get('/career-field/guide-starts/candidates')
      .query(query)
      .set({ authorization });
    expect([status, body]).toEqual([200, expect.anything()]);
    return (body as { data: { title: string; locale: string }[] }).data.map(({ title, locale }) => [
      title,
      locale,
    ]);
  };

  it('are articles in the language by their titles', async () => {
    expect(await candidates({ kind: 'article', locale: 'de', search: 'orbil' })).toEqual([['Vorbild', 'de']]);
    expect(await candidates({ kind: 'article', locale: 'en', search: 'orbil' })).toEqual([]);
  });

  it('are imported occupations, those in the language first and each once', async () => {
    const found = await candidates({ kind: 'occupation', locale: 'de' });
    expect(found).toEqual([
      ['Backen', 'de'],
      ['Kochen', 'de'],
    ]);
    expect(await candidates({ kind: 'occupation', locale: 'fr', search: 'BAK' })).toEqual([['Baker', 'en']]);
    await articles().update({
      documentId: cook,
      locale: 'de',
      data: { lead: 'Da.', category: running.category } as never,
    });
    await articles().publish({ documentId: cook, locale: 'de' });
    expect(await candidates({ kind: 'occupation', locale: 'de' })).toEqual([['Backen', 'de']]);
  });

  it('are limited to what a role may read, create and write', async () => {
    const fields = ['title', 'slug', 'lead', 'definition.heading'];
    const role = await createRole(strapi, 'Germans', [
      { action: 'read', type: 'article', locales: ['de'], fields },
      { action: 'create', type: 'article', locales: ['de'], fields: ['title', 'definition.heading', 'lead'] },
    ]);
    const { authorization } = await signIn(running, 'german@example.com', [role]);
    const { body } = await running.request.get('/career-field/guide-starts/options').set({ authorization });
    expect((body as { data: StartOptions }).data).toEqual({
      locales: ['de'],
      hasArticles: true,
      hasOccupations: true,
    });
    expect((await start({ kind: 'empty' }, { locale: 'en', authorization })).status).toBe(403);
    expect((await start({ kind: 'occupation', documentId: cook }, { authorization })).status).toBe(403);
    expect(await candidates({ kind: 'occupation', locale: 'fr' }, authorization)).not.toContainEqual([
      'Baker',
      'en',
    ]);
    const article = await started(
      { kind: 'article', documentId: model, what: 'contents' },
      { title: 'Wenig', authorization }
    );
    expect(article).toMatchObject({
      title: 'Wenig',
      lead: 'Einleitung des Vorbilds.',
      definition: { heading: 'Ganz anders?', anchor: null, body: null },
      skills: null,
      sections: [],
      category: null,
    });
    expect((await running.request.get('/career-field/guide-starts/options')).status).toBe(401);
  });
});

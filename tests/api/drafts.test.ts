import type { Core, UID } from '@strapi/strapi';
import { createCategory, publishable } from '../support/articles';
import { OWN_TYPES } from '../support/own-types';
import { allowPublic, createToken } from '../support/permissions';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/**
 * Each question is put twice: to a site's own type, of which plain Strapi hands out the draft, and to articles. The
 * first half shows that the question is a dangerous one; should Strapi ever close it, that half will say so.
 */

const SECRET = { plain: 'Unpublished plain text', article: 'Unpublished article text' } as const;

type Target = keyof typeof SECRET;

let site: Site;
let running: RunningSite;
let ids: { plain: string; article: string };

const own = (strapi: Core.Strapi, name: string) =>
  strapi.documents(`api::${name}.${name}` as UID.CollectionType);

beforeAll(async () => {
  site = await createSite({ files: OWN_TYPES });
  running = await site.start();
  const { strapi } = running;
  await allowPublic(
    strapi,
    ['plain', 'page', 'story'].flatMap((name) => [
      `api::${name}.${name}.find`,
      `api::${name}.${name}.findOne`,
    ])
  );
  const category = await createCategory(strapi, 'field');

  // Published in German, changed since, and begun in English.
  const plain = await own(strapi, 'plain').create({
    locale: 'de',
    status: 'published',
    data: { title: 'Public' },
  });
  await own(strapi, 'plain').update({
    documentId: plain.documentId,
    locale: 'de',
    data: { title: SECRET.plain },
  });
  await own(strapi, 'plain').update({
    documentId: plain.documentId,
    locale: 'en',
    data: { title: SECRET.plain },
  });
  const article = await strapi.documents(uid('article')).create({
    locale: 'de',
    status: 'published',
    data: publishable('public', category, { title: 'Public' }),
  });
  await strapi.documents(uid('article')).update({
    documentId: article.documentId,
    locale: 'de',
    data: { title: SECRET.article },
  });
  await strapi.documents(uid('article')).update({
    documentId: article.documentId,
    locale: 'en',
    data: { title: SECRET.article, slug: 'secret' },
  });
  ids = { plain: plain.documentId, article: article.documentId };

  const draft = (status: string) => ({ documentId: ids.plain, locale: 'de', status });
  await own(strapi, 'page').create({
    data: {
      name: 'page',
      zone: [
        {
          __component: 'shared.teaser',
          plain: { connect: [draft('draft')] },
          article: { connect: [{ ...draft('draft'), documentId: ids.article }] },
        },
      ],
      plain: { connect: [draft('draft')] },
      article: { connect: [{ ...draft('draft'), documentId: ids.article }] },
    },
  });
  await own(strapi, 'story').create({
    status: 'published',
    data: {
      name: 'story',
      plain: { connect: [draft('draft')] },
      article: { connect: [{ ...draft('draft'), documentId: ids.article }] },
    },
  });
});

afterAll(async () => {
  await running?.stop();
  await site?.remove();
});

const rest = async (path: string, token?: string): Promise<string> => {
  const request = running.request.get(path);
  const answer = await (token ? request.set('Authorization', token) : request);
  return JSON.stringify(answer.body);
};

const graphql = async (query: string, token?: string): Promise<string> => {
  const request = running.request.post('/graphql').send({ query });
  const answer = await (token ? request.set('Authorization', token) : request);
  return JSON.stringify(answer.body);
};

interface Question {
  what: string;
  ask: (target: Target, token?: string) => Promise<string>;
  /** What an answer has that gives something of a draft away. */
  tells?: string;
}

const list = { plain: '/api/plains', article: '/api/career-field/articles' } as const;
const fields = { plain: 'plains', article: 'careerFieldArticles' } as const;

const QUESTIONS: Question[] = [
  { what: 'REST, a list', ask: (target, token) => rest(`${list[target]}?locale=de&status=draft`, token) },
  {
    what: 'REST, one document',
    ask: (target, token) => rest(`${list[target]}/${ids[target]}?locale=de&status=draft`, token),
  },
  {
    what: 'REST, a filter on the draft',
    ask: (target, token) =>
      rest(`${list[target]}?locale=de&status=draft&filters[title][$startsWith]=Unpubl`, token),
  },
  ...['page', 'story'].flatMap((from): Question[] => [
    {
      what: `REST, a relation from a ${from}`,
      ask: (target, token) =>
        rest(`/api/${from === 'story' ? 'stories' : 'pages'}?populate=${target}&status=draft`, token),
    },
    {
      what: `REST, a relation from a ${from}, everything populated`,
      ask: (_, token) =>
        rest(`/api/${from === 'story' ? 'stories' : 'pages'}?populate=*&status=draft`, token),
    },
  ]),
  {
    what: 'REST, a relation in a dynamic zone of a page',
    ask: (_, token) => rest('/api/pages?populate[zone][populate]=*&status=draft', token),
  },
  {
    what: 'REST, a filter through a relation that guesses',
    ask: (target, token) => rest(`/api/pages?filters[${target}][title][$startsWith]=Unpubl`, token),
    tells: '"name":"page"',
  },
  {
    what: 'GraphQL, a list',
    ask: (target, token) => graphql(`{ ${fields[target]}(locale: "de", status: DRAFT) { title } }`, token),
  },
  {
    what: 'GraphQL, one document',
    ask: (target, token) => {
      const field = fields[target].slice(0, -1);
      return graphql(
        `{ ${field}(documentId: "${ids[target]}", locale: "de", status: DRAFT) { title } }`,
        token
      );
    },
  },
  {
    what: 'GraphQL, a relation from a page',
    ask: (target, token) => graphql(`{ pages(status: DRAFT) { ${target} { title } } }`, token),
  },
  {
    what: 'GraphQL, a relation from a story',
    ask: (target, token) => graphql(`{ stories(status: DRAFT) { ${target} { title } } }`, token),
  },
  {
    what: 'GraphQL, a filter through a relation that guesses',
    ask: (target, token) =>
      graphql(`{ pages(filters: { ${target}: { title: { startsWith: "Unpubl" } } }) { name } }`, token),
    tells: '"name":"page"',
  },
];

const hasSecret = (answer: string, target: Target, { tells }: Question): boolean =>
  answer.includes(tells ?? SECRET[target]);

describe.each(QUESTIONS)('$what', (question) => {
  it('gives a draft away in plain Strapi', async () => {
    expect(hasSecret(await question.ask('plain'), 'plain', question)).toBe(true);
  });

  it('gives nothing of an article away', async () => {
    expect(hasSecret(await question.ask('article'), 'article', question)).toBe(false);
  });

  it('is answered to whoever may preview', async () => {
    const token = await createToken(running.strapi, 'full-access');
    expect(hasSecret(await question.ask('article', token), 'article', question)).toBe(true);
  });
});

it.each([
  `/api/career-field/articles?locale=de&populate=localizations`,
  `/api/career-field/articles?locale=de&populate[localizations][fields][0]=title`,
  `/api/career-field/articles?locale=en`,
  `/api/career-field/articles?locale=*&publicationFilter=has-draft`,
  `/api/career-field/articles?locale=de&_q=Unpublished`,
  `/api/upload/files?populate=*`,
])('%s has no draft in it', async (path) => {
  await allowPublic(running.strapi, ['plugin::upload.content-api.find']);
  expect(await rest(path)).not.toContain(SECRET.article);
});

it('refuses to sort by what is in drafts', async () => {
  const answer = await running.request.get('/api/pages?sort=article.title');
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toContain('plugin::career-field.article.preview');
});

it('still answers with what is published, through relations too', async () => {
  const answers = await Promise.all([
    rest('/api/career-field/articles?locale=de&fields=title'),
    rest('/api/stories?populate=article'),
    graphql('{ stories { article { title } } }'),
  ]);
  for (const answer of answers) expect(answer).toContain('"title":"Public"');
});

describe('the preview route', () => {
  const preview = () => `/api/career-field/articles/${ids.article}/preview?locale=de`;

  it.each<['read-only' | 'full-access' | 'custom', string[] | undefined, number]>([
    ['read-only', undefined, 403],
    ['custom', ['plugin::career-field.article.find', 'plugin::career-field.article.findOne'], 403],
    ['custom', ['plugin::career-field.article.preview'], 200],
    ['full-access', undefined, 200],
  ])('for a %s token with %s answers %i', async (type, permissions, status) => {
    const token = await createToken(running.strapi, type, permissions);
    const answer = await running.request.get(preview()).set('Authorization', token);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body).includes(SECRET.article)).toBe(status === 200);
  });

  it('is closed to the public', async () => {
    expect((await running.request.get(preview())).status).toBe(403);
  });
});

import type { Core, UID } from '@strapi/strapi';
import { createCategory, publishable } from '../support/articles';
import { OWN_TYPES, relationTo, typeFiles } from '../support/own-types';
import { allowPublic, createToken } from '../support/permissions';
import { createSite, uid, type RunningSite, type Site } from '../support/site';

/**
 * Each query runs twice: on a site's own type, whose draft plain Strapi returns, and on articles. The first half shows that
 * the query is dangerous; it fails as soon as Strapi protects drafts itself.
 */

const SECRET = { plain: 'Unpublished plain text', article: 'Unpublished article text' } as const;

type Target = keyof typeof SECRET;

/** Types of the site with relations to any type, and with their own images in the plugin's component. */
const image = { type: 'component', component: 'career-field.image' };
const ANYTHING = {
  ...typeFiles({
    singular: 'note',
    draftAndPublish: false,
    attributes: {
      name: { type: 'string' },
      cover: image,
      article: relationTo('plugin::career-field.article'),
      about: { type: 'relation', relation: 'morphToOne' },
      abouts: { type: 'relation', relation: 'morphToMany' },
    },
  }),
  ...typeFiles({ singular: 'leaflet', draftAndPublish: true, attributes: { cover: image } }),
  ...typeFiles({
    singular: 'sheet',
    draftAndPublish: false,
    attributes: {
      name: { type: 'string' },
      notes: { type: 'relation', relation: 'morphMany', target: 'api::note.note', morphBy: 'about' },
    },
  }),
};

let site: Site;
let running: RunningSite;
let ids: { plain: string; article: string };

const own = (strapi: Core.Strapi, name: string) =>
  strapi.documents(`api::${name}.${name}` as UID.CollectionType);

beforeAll(async () => {
  site = await createSite({ graphql: true, files: { ...OWN_TYPES, ...ANYTHING } });
  running = await site.start();
  const { strapi } = running;
  await allowPublic(
    strapi,
    ['plain', 'page', 'story', 'note', 'sheet'].flatMap((name) => [
      `api::${name}.${name}.find`,
      `api::${name}.${name}.findOne`,
    ])
  );
  const category = await createCategory(strapi, 'field');

  // Published in German and modified since, with a draft in English.
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

  // Sorted after the others by the published title, and before them by that of the draft.
  const secondPlain = await own(strapi, 'plain').create({
    locale: 'de',
    status: 'published',
    data: { title: 'Second' },
  });
  await own(strapi, 'plain').update({
    documentId: secondPlain.documentId,
    locale: 'de',
    data: { title: 'A draft' },
  });
  const secondArticle = await strapi.documents(uid('article')).create({
    locale: 'de',
    status: 'published',
    data: publishable('second', category, { title: 'Second' }),
  });
  await strapi.documents(uid('article')).update({
    documentId: secondArticle.documentId,
    locale: 'de',
    data: { title: 'A draft' },
  });
  for (const [type, status] of [
    ['page', 'draft'],
    ['story', 'published'],
  ] as const) {
    const connect = ({ documentId }: { documentId: string }) => ({
      connect: [{ documentId, locale: 'de', status }],
    });
    await own(strapi, type).create({
      status: 'published',
      data: { name: 'second', plain: connect(secondPlain), article: connect(secondArticle) },
    });
  }

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
  const response = await (token ? request.set('Authorization', token) : request);
  return JSON.stringify(response.body);
};

const graphql = async (query: string, token?: string): Promise<string> => {
  const request = running.request.post('/graphql').send({ query });
  const response = await (token ? request.set('Authorization', token) : request);
  return JSON.stringify(response.body);
};

interface Leak {
  what: string;
  request: (target: Target, token?: string) => Promise<string>;
  /** Matches a response that reveals a draft, if not by its text. */
  reveals?: RegExp;
}

const list = { plain: '/api/plains', article: '/api/career-field/articles' } as const;
const fields = { plain: 'plains', article: 'careerFieldArticles' } as const;

/** Sorting by the titles of drafts: the second published document comes first. */
const SORTING: Leak[] = [
  ...[
    'sort=localizations.title',
    'sort[localizations][title]=asc',
    'sort[0][localizations][title]=asc&sort[1][title]=asc',
    'sort=localizations.title:asc,title',
    'sort[]=localizations.title&sort[]=title',
  ].map((sort) => ({
    what: `REST, a list sorted by all versions, ${sort}`,
    request: (target: Target, token?: string) =>
      rest(`${list[target]}?locale=de&fields=title&${sort}`, token),
    reveals: /"Second".*"Public"/,
  })),
  ...['pages', 'stories'].map((from) => ({
    what: `REST, ${from} sorted by all versions`,
    request: (target: Target, token?: string) =>
      rest(`/api/${from}?sort=${target}.localizations.title&fields=name`, token),
    reveals: /"second".*"(page|story)"/,
  })),
  {
    what: 'REST, pages sorted by a draft',
    request: (target, token) => rest(`/api/pages?sort[${target}][title]=asc&fields=name`, token),
    reveals: /"second".*"page"/,
  },
  {
    what: 'REST, stories with an unknown status, sorted by drafts',
    request: (target, token) => rest(`/api/stories?status=any&sort=${target}.title&fields=name`, token),
    reveals: /"second".*"story"/,
  },
  {
    what: 'GraphQL, a list sorted by all versions',
    request: (target, token) =>
      graphql(
        `{ ${fields[target]}(locale: "de", sort: ["localizations.title:asc", "id"]) { title } }`,
        token
      ),
    reveals: /"Second".*"Public"/,
  },
  {
    what: 'GraphQL, pages sorted by all versions',
    request: (target, token) => graphql(`{ pages(sort: "${target}.localizations.title") { name } }`, token),
    reveals: /"second".*"page"/,
  },
  {
    what: 'GraphQL, a connection sorted by all versions',
    request: (target, token) =>
      graphql(
        `{ ${fields[target]}_connection(locale: "de", sort: "localizations.title") { nodes { title } } }`,
        token
      ),
    reveals: /"Second".*"Public"/,
  },
];

const LEAKS: Leak[] = [
  ...SORTING,
  { what: 'REST, a list', request: (target, token) => rest(`${list[target]}?locale=de&status=draft`, token) },
  {
    what: 'REST, one document',
    request: (target, token) => rest(`${list[target]}/${ids[target]}?locale=de&status=draft`, token),
  },
  {
    what: 'REST, a filter on the draft',
    request: (target, token) =>
      rest(`${list[target]}?locale=de&status=draft&filters[title][$startsWith]=Unpubl`, token),
  },
  ...['page', 'story'].flatMap((from): Leak[] => [
    {
      what: `REST, a relation from a ${from}`,
      request: (target, token) =>
        rest(`/api/${from === 'story' ? 'stories' : 'pages'}?populate=${target}&status=draft`, token),
    },
    {
      what: `REST, a relation from a ${from}, everything populated`,
      request: (_, token) =>
        rest(`/api/${from === 'story' ? 'stories' : 'pages'}?populate=*&status=draft`, token),
    },
  ]),
  {
    what: 'REST, a relation in a dynamic zone of a page',
    request: (_, token) => rest('/api/pages?populate[zone][populate]=*&status=draft', token),
  },
  {
    what: 'REST, a filter through a relation',
    request: (target, token) => rest(`/api/pages?filters[${target}][title][$startsWith]=Unpubl`, token),
    reveals: /"name":"page"/,
  },
  {
    what: 'GraphQL, a list',
    request: (target, token) =>
      graphql(`{ ${fields[target]}(locale: "de", status: DRAFT) { title } }`, token),
  },
  {
    what: 'GraphQL, one document',
    request: (target, token) => {
      const field = fields[target].slice(0, -1);
      return graphql(
        `{ ${field}(documentId: "${ids[target]}", locale: "de", status: DRAFT) { title } }`,
        token
      );
    },
  },
  {
    what: 'GraphQL, a relation from a page',
    request: (target, token) => graphql(`{ pages(status: DRAFT) { ${target} { title } } }`, token),
  },
  {
    what: 'GraphQL, a relation from a story',
    request: (target, token) => graphql(`{ stories(status: DRAFT) { ${target} { title } } }`, token),
  },
  {
    what: 'GraphQL, a filter through a relation',
    request: (target, token) =>
      graphql(`{ pages(filters: { ${target}: { title: { startsWith: "Unpubl" } } }) { name } }`, token),
    reveals: /"name":"page"/,
  },
];

const hasSecret = (response: string, target: Target, { reveals }: Leak): boolean =>
  reveals ? reveals.test(response) : response.includes(SECRET[target]);

describe.each(LEAKS)('$what', (leak) => {
  it('reveals a draft in plain Strapi', async () => {
    expect(hasSecret(await leak.request('plain'), 'plain', leak)).toBe(true);
  });

  it('reveals no draft of an article', async () => {
    expect(hasSecret(await leak.request('article'), 'article', leak)).toBe(false);
  });

  it('reveals the draft with the preview permission', async () => {
    const token = await createToken(running.strapi, 'full-access');
    expect(hasSecret(await leak.request('article', token), 'article', leak)).toBe(true);
  });
});

it.each([
  `/api/career-field/articles?locale=de&populate=localizations`,
  `/api/career-field/articles?locale=de&populate[localizations][fields][0]=title`,
  `/api/career-field/articles?locale=en`,
  `/api/career-field/articles?locale=*&publicationFilter=has-draft`,
  `/api/career-field/articles?locale=de&_q=Unpublished`,
  `/api/upload/files?populate=*`,
])('%s returns no draft', async (path) => {
  await allowPublic(running.strapi, ['plugin::upload.content-api.find']);
  expect(await rest(path)).not.toContain(SECRET.article);
});

it('rejects sorting by the content of drafts', async () => {
  const response = await running.request.get('/api/pages?sort=article.title');
  expect(response.status).toBe(400);
  expect(response.body.error.message).toContain('plugin::career-field.article.preview');
});

it('rejects sorting with the path', async () => {
  const response = await running.request.get('/api/career-field/articles?sort=title,localizations.title');
  expect(response.body.error).toMatchObject({
    status: 400,
    name: 'ValidationError',
    details: { path: 'sort.localizations.title' },
  });
});

it('sorts published documents by published documents', async () => {
  for (const sort of ['article.title', 'article.title:desc'] as const) {
    const response = await running.request.get(`/api/stories?sort=${sort}&fields=name`);
    const names = (response.body.data as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(sort.endsWith('desc') ? ['second', 'story'] : ['story', 'second']);
  }
});

describe('relations to any type', () => {
  const IMAGE = 'career-field.image';
  const ARTICLE = 'plugin::career-field.article';
  const PUBLIC = ['Public alt', 'Public inner alt', 'Own alt', 'Own draft alt'];
  const HIDDEN = /Hidden|Unpublished article text|A draft/;

  let readOnly: string;
  let fullAccess: string;

  beforeAll(async () => {
    const { strapi } = running;
    readOnly = await createToken(strapi, 'read-only');
    fullAccess = await createToken(strapi, 'full-access');
    const file = await strapi.db.query('plugin::upload.file').create({
      data: {
        name: 'a.png',
        hash: 'a',
        ext: '.png',
        mime: 'image/png',
        size: 1,
        url: '/uploads/a.png',
        provider: 'local',
      },
    });
    const imageOf = (name: string) => ({
      file: file.id,
      alt: `${name} alt`,
      caption: `${name} caption`,
      credit: `${name} credit`,
    });
    const images = (name: string) => ({
      hero: imageOf(name),
      sections: [
        {
          __component: 'career-field.media-section',
          after: 'tasks',
          image: imageOf(`${name} inner`),
        },
      ],
    });
    const { documentId } = await strapi.documents(uid('article')).create({
      locale: 'de',
      status: 'published',
      data: publishable('images', await createCategory(strapi, 'images'), images('Public')),
    });
    await strapi.documents(uid('article')).update({ documentId, locale: 'de', data: images('Hidden') });
    const note = await own(strapi, 'note').create({ data: { name: 'note', cover: imageOf('Own') } });
    await own(strapi, 'leaflet').create({ data: { cover: imageOf('Own draft') } });

    // As a plugin or script of the site does: with the ids of a draft and of its image.
    const rows = await strapi.db
      .query(ARTICLE)
      .findMany({ where: { publishedAt: { $null: true } }, populate: ['hero'], orderBy: { title: 'desc' } });
    const drafts = rows.flatMap(({ id, hero }: { id: number; hero?: { id: number } | null }) => [
      { __type: ARTICLE, id },
      ...(hero ? [{ __type: IMAGE, id: hero.id }] : []),
    ]);
    await strapi.db.query('api::note.note').update({
      where: { documentId: note.documentId },
      data: { abouts: drafts, about: drafts[0] },
    });
    const sheet = await own(strapi, 'sheet').create({ data: { name: 'sheet' } });
    // From the sheet to the note about it, and from there to drafts.
    await strapi.db.query('api::note.note').create({
      data: {
        documentId: 'about-a-sheet',
        name: 'about',
        about: { __type: 'api::sheet.sheet', id: sheet.id },
        abouts: drafts,
        publishedAt: new Date(),
      },
    });
  });

  it.each([
    '[fields]=*',
    '[populate]=*',
    '[sort]=alt:desc',
    '[filters][alt][$contains]=alt',
    '[filters][$or][0][alt][$contains]=alt&populate[related][on][career-field.image][populate]=file',
  ])('lead from files to no image in a draft, populate[related][on][career-field.image]%s', async (rest_) => {
    const path = `/api/upload/files?populate[related][on][${IMAGE}]${rest_}`;
    const response = await rest(path, readOnly);
    for (const text of PUBLIC) expect(response).toContain(text);
    expect(response).not.toMatch(HIDDEN);
    const preview = await rest(path, fullAccess);
    for (const text of [...PUBLIC, 'Hidden alt', 'Hidden inner alt']) expect(preview).toContain(text);
  });

  it.each([
    '/api/upload/files?populate=*',
    '/api/upload/files?populate=related',
    '/api/upload/files?populate[related]=true',
    '/api/upload/files?populate[related][populate]=*',
    '/api/upload/files?populate[related][count]=true',
    `/api/upload/files?populate[related][on][${IMAGE}][populate][file][populate][related][on][${IMAGE}]=true`,
    '/api/upload/files/page?populate=*',
    '/api/notes?populate=*',
    '/api/notes?populate=about,abouts',
    '/api/notes?populate[about]=true&populate[abouts]=true',
    '/api/notes?populate[about][populate]=*&populate[abouts][populate]=*',
    `/api/notes?populate[about][on][${ARTICLE}]=true&populate[abouts][on][${ARTICLE}][populate]=*`,
    `/api/notes?populate[abouts][on][${IMAGE}]=true`,
    `/api/notes?populate[cover][populate][file][populate][related][on][${IMAGE}]=true`,
    '/api/sheets?populate[notes][populate]=*',
    `/api/sheets?populate[notes][populate][abouts][on][${ARTICLE}]=true&populate[notes][populate][abouts][on][${IMAGE}]=true`,
    `/api/career-field/articles?locale=de&populate[hero][populate][file][populate][related][on][${IMAGE}]=true`,
  ])('return no draft: %s', async (path) => {
    for (const token of [readOnly, undefined]) expect(await rest(path, token)).not.toMatch(HIDDEN);
  });

  it('return drafts with the permission', async () => {
    const response = await rest(
      `/api/notes?populate[about][on][${ARTICLE}]=true&populate[abouts][on][${IMAGE}]=true`,
      fullAccess
    );
    expect(response).toContain('Hidden alt');
    expect(response).toContain(SECRET.article);
  });
});

it('returns published documents, also through relations', async () => {
  const responses = await Promise.all([
    rest('/api/career-field/articles?locale=de&fields=title'),
    rest('/api/stories?populate=article'),
    graphql('{ stories { article { title } } }'),
  ]);
  for (const response of responses) expect(response).toContain('"title":"Public"');
});

describe('careerFieldDraft', () => {
  const ask = async (given: string, token?: string) => {
    const query = `{ careerFieldDraft(${given}, format: html) { documentId title locale } }`;
    const request = running.request.post('/graphql').send({ query });
    return token ? request.set('Authorization', token) : request;
  };
  const byDocument = () => `documentId: "${ids.article}", locale: "de"`;

  it.each<['read-only' | 'custom' | undefined, string[] | undefined]>([
    [undefined, undefined],
    ['read-only', undefined],
    ['custom', ['plugin::career-field.guide.findOne', 'plugin::career-field.article.findOne']],
  ])('says nothing to a %s token with %s', async (type, permissions) => {
    const token = type && (await createToken(running.strapi, type, permissions));
    const [present, absent] = [await ask(byDocument(), token), await ask('documentId: "none"', token)];
    expect(present.body).toMatchObject({ errors: [{ message: 'Forbidden access' }] });
    expect(present.body.data).toEqual(absent.body.data);
    expect(present.text).not.toContain(SECRET.article);
  });

  it('gives a draft as a guide to a reader with the permission, and no cache keeps it', async () => {
    const token = await createToken(running.strapi, 'custom', ['plugin::career-field.article.preview']);
    const response = await ask(byDocument(), token);
    expect(response.body).toEqual({
      data: { careerFieldDraft: { documentId: ids.article, title: SECRET.article, locale: 'de' } },
    });
    expect(response.headers['cache-control']).toContain('no-store');
    const bySlug = await ask('slug: "secret", locale: "en"', token);
    expect(bySlug.body.data.careerFieldDraft.title).toBe(SECRET.article);
    expect((await ask('slug: "none", locale: "en"', token)).body).toEqual({
      data: { careerFieldDraft: null },
    });
    for (const wrong of ['locale: "en"', `slug: "secret", ${byDocument()}`]) {
      expect((await ask(wrong, token)).body.errors).toHaveLength(1);
    }
  });
});

import { errors } from '@strapi/utils';
import { createDraftGuard, PREVIEW_ACTION } from './draft-guard';
import { createStrapiStandIn, type Model } from '../../../tests/support/unit/stand-in';

const ARTICLE = 'plugin::career-field.article';
const SKILL = 'plugin::career-field.skill';

const toArticle = { type: 'relation', relation: 'oneToOne', target: ARTICLE } as const;
const toArticles = { type: 'relation', relation: 'oneToMany', target: ARTICLE } as const;

/** What a site may have: a type of its own that leads to articles in every way that Strapi knows. */
const page = (draftAndPublish: boolean): Model => ({
  uid: 'api::page.page',
  options: { draftAndPublish },
  attributes: {
    title: { type: 'string' },
    article: toArticle,
    articles: toArticles,
    parent: { type: 'relation', relation: 'oneToOne', target: 'api::page.page' },
    skill: { type: 'relation', relation: 'oneToOne', target: SKILL },
    teaser: { type: 'component', component: 'shared.teaser' },
    teasers: { type: 'component', component: 'shared.teaser', repeatable: true },
    zone: { type: 'dynamiczone', components: ['shared.teaser', 'shared.plain'] },
    anything: { type: 'relation', relation: 'morphToOne' },
    cover: { type: 'media' },
    story: { type: 'relation', relation: 'oneToOne', target: 'api::story.story' },
    comments: { type: 'relation', relation: 'morphMany', target: 'api::story.story', morphBy: 'about' },
    columned: { type: 'relation', relation: 'oneToOne', target: ARTICLE, useJoinTable: false },
  },
});

const SITE: Model[] = [
  {
    uid: 'shared.teaser',
    attributes: {
      text: { type: 'string' },
      article: toArticle,
      plain: { type: 'component', component: 'shared.plain' },
    },
  },
  { uid: 'shared.plain', attributes: { text: { type: 'string' }, article: toArticle } },
  {
    uid: 'api::note.note',
    attributes: { article: toArticle },
  },
  {
    uid: 'api::story.story',
    options: { draftAndPublish: true },
    attributes: {
      name: { type: 'string' },
      article: toArticle,
      note: { type: 'relation', relation: 'oneToOne', target: 'api::note.note' },
      about: { type: 'relation', relation: 'morphToOne' },
    },
  },
  {
    uid: 'plugin::upload.file',
    attributes: { name: { type: 'string' }, related: { type: 'relation', relation: 'morphToMany' } },
  },
];

type Query = Record<string, unknown>;
type Schema = Parameters<ReturnType<typeof createDraftGuard>['publishedOnly']>[1];

/** Stands for the ids of a component's rows that do not stand in a draft. */
const OWNED = new Map([['career-field.image', 'ids of images']]);

const guardFor = (draftAndPublish: boolean) => {
  const strapi = createStrapiStandIn([...SITE, page(draftAndPublish)]);
  const { publishedOnly } = createDraftGuard(strapi, (component) => OWNED.get(component));
  return (uid: string, query: Query, isWrite = false): Query =>
    publishedOnly(query, strapi.getModel(uid as 'admin::user') as unknown as Schema, isWrite);
};

const guard = guardFor(false);
const guardDrafted = guardFor(true);

const PUBLISHED = { publishedAt: { $notNull: true } };
const PAGE = 'api::page.page';

const filtersOf = (uid: string, filters: unknown): unknown => guard(uid, { filters }).filters;
const populateOf = (uid: string, populate: unknown): unknown => guard(uid, { populate }).populate;

describe('a query for articles', () => {
  it('is for what is published, whatever it asks', () => {
    expect(guard(ARTICLE, {})).toEqual({ filters: PUBLISHED });
    expect(guard(ARTICLE, { status: 'published' })).toEqual({ status: 'published', filters: PUBLISHED });
    expect(guard(ARTICLE, { filters: {} }).filters).toEqual(PUBLISHED);
    expect(guard(ARTICLE, { filters: { slug: 'backend' } }).filters).toEqual({
      $and: [{ slug: 'backend' }, PUBLISHED],
    });
    expect(guard(ARTICLE, { filters: { publishedAt: { $null: true } } }).filters).toEqual({
      $and: [{ publishedAt: { $null: true } }, PUBLISHED],
    });
  });

  it.each(['draft', 'Draft', 'DRAFT', '', null, ['draft'], ['published', 'draft'], { $eq: 'draft' }, true])(
    'may not ask for the status %j',
    (status) => {
      expect(() => guard(ARTICLE, { status })).toThrow(errors.ForbiddenError);
      expect(() => guard(ARTICLE, { status })).toThrow(PREVIEW_ACTION);
    }
  );

  it('keeps what else it asks', () => {
    const query = {
      fields: ['title'],
      pagination: { page: 2 },
      locale: 'de',
      _q: 'server',
      sort: 'title:desc',
    };
    expect(guard(ARTICLE, query)).toEqual({ ...query, filters: PUBLISHED });
  });

  it('is not changed itself', () => {
    const query = { filters: { related: { slug: 'a' } }, populate: { related: { filters: { slug: 'a' } } } };
    const before = structuredClone(query);
    guard(ARTICLE, query);
    expect(query).toEqual(before);
  });
});

describe('a write', () => {
  it('of an article may name the state that it writes', () => {
    expect(guardFor(false)(ARTICLE, { status: 'draft' }, true)).toEqual({ status: 'draft' });
    expect(guard(ARTICLE, { status: 'published' }, true)).toEqual({ status: 'published' });
  });

  it('does not answer with the drafts that it leads to', () => {
    expect(guard(ARTICLE, { status: 'draft', populate: 'related' }, true)).toEqual({
      status: 'draft',
      populate: { related: { filters: PUBLISHED } },
    });
  });
});

describe('a query for something else', () => {
  it.each([SKILL, PAGE])('is left as it is: %s', (uid) => {
    const query = {
      filters: { title: 'a', $or: [{ id: 1 }, { id: { $in: [2, 3] } }] },
      sort: ['title:asc'],
      locale: 'de',
    };
    expect(guard(uid, query)).toEqual(query);
  });

  it('may ask for drafts of its own', () => {
    expect(guardDrafted(PAGE, { status: 'draft' })).toEqual({ status: 'draft' });
  });
});

describe('a filter', () => {
  it.each<[string, unknown, unknown]>([
    [
      'by what is in an article',
      { article: { title: 'a' } },
      { article: { $and: [{ title: 'a' }, PUBLISHED] } },
    ],
    [
      'by one of several articles',
      { articles: { title: { $startsWith: 'a' } } },
      { articles: { $and: [{ title: { $startsWith: 'a' } }, PUBLISHED] } },
    ],
    [
      'by what an article leads to',
      { article: { related: { title: 'a' } } },
      { article: { $and: [{ related: { $and: [{ title: 'a' }, PUBLISHED] } }, PUBLISHED] } },
    ],
    [
      'by another language of an article',
      { article: { localizations: { title: 'a' } } },
      { article: { $and: [{ localizations: { $and: [{ title: 'a' }, PUBLISHED] } }, PUBLISHED] } },
    ],
    [
      'by a component of an article',
      { article: { hero: { alt: 'a' } } },
      { article: { $and: [{ hero: { alt: 'a' } }, PUBLISHED] } },
    ],
    [
      'through a component',
      { teaser: { article: { title: 'a' } } },
      { teaser: { article: { $and: [{ title: 'a' }, PUBLISHED] } } },
    ],
    [
      'through a component in a component in a list',
      { teasers: { plain: { article: { title: 'a' } } } },
      { teasers: { plain: { article: { $and: [{ title: 'a' }, PUBLISHED] } } } },
    ],
    [
      'through another page',
      { parent: { parent: { article: { title: 'a' } } } },
      { parent: { parent: { article: { $and: [{ title: 'a' }, PUBLISHED] } } } },
    ],
    [
      'within $and',
      { $and: [{ title: 'b' }, { article: { title: 'a' } }] },
      { $and: [{ title: 'b' }, { article: { $and: [{ title: 'a' }, PUBLISHED] } }] },
    ],
    [
      'within $or within $not within $and',
      { $and: [{ $not: { $or: [{ article: { title: 'a' } }, { title: 'b' }] } }] },
      { $and: [{ $not: { $or: [{ article: { $and: [{ title: 'a' }, PUBLISHED] } }, { title: 'b' }] } }] },
    ],
    [
      'with $or inside the relation',
      { article: { $or: [{ title: 'a' }, { lead: 'b' }] } },
      { article: { $and: [{ $or: [{ title: 'a' }, { lead: 'b' }] }, PUBLISHED] } },
    ],
    [
      'with $not inside the relation',
      { article: { $not: { title: 'a' } } },
      { article: { $and: [{ $not: { title: 'a' } }, PUBLISHED] } },
    ],
    [
      'as a list of conditions',
      [{ article: { title: 'a' } }],
      [{ article: { $and: [{ title: 'a' }, PUBLISHED] } }],
    ],
    [
      'that asks for what is not published',
      { article: { publishedAt: { $null: true } } },
      { article: { $and: [{ publishedAt: { $null: true } }, PUBLISHED] } },
    ],
  ])('%s', (_what, filters, guarded) => {
    expect(filtersOf(PAGE, filters)).toEqual(guarded);
  });

  it.each<[string, unknown]>([
    ['whether there is a relation at all', { article: { $null: true } }],
    ['whether there is none', { article: { $notNull: false } }],
    ['for what is not guarded', { skill: { name: 'Python' } }],
    ['for what is in its own components', { teaser: { text: 'a' } }],
    ['for nothing', null],
  ])('that asks %s is left as it is', (_what, filters) => {
    expect(filtersOf(PAGE, filters)).toEqual(filters);
  });

  it('reaches articles from the other types of the plugin', () => {
    expect(filtersOf(SKILL, { localizations: { name: 'a' } })).toEqual({ localizations: { name: 'a' } });
    expect(filtersOf(ARTICLE, { areas: { items: { article: { title: 'a' } } } })).toEqual({
      $and: [{ areas: { items: { article: { $and: [{ title: 'a' }, PUBLISHED] } } } }, PUBLISHED],
    });
  });

  it('in the words of the database layer leads to what is published too', () => {
    expect(guard(PAGE, { where: { article: { title: 'a' } } }).where).toEqual({
      article: { $and: [{ title: 'a' }, PUBLISHED] },
    });
  });

  it.each<[string, unknown]>([
    ['an operator', { article: { $eq: { title: 'a' } } }],
    ['an operator with a list', { article: { $in: [{ title: 'a' }] } }],
  ])('that hides a comparison in %s is held to what is published', (_what, filters) => {
    expect(JSON.stringify(filtersOf(PAGE, filters))).toContain('publishedAt');
  });

  // `id` and `documentId` are no attributes to Strapi: asked for, they tell that a draft is there and, a letter at a
  // time, what its documentId is.
  it.each<[string, unknown]>([
    ['id', { article: { id: { $gt: 0 } } }],
    ['documentId', { article: { documentId: { $startsWith: 'a' } } }],
  ])('by the %s of an article', (_name, filters) => {
    expect(JSON.stringify(filtersOf(PAGE, filters))).toContain('publishedAt');
  });

  // qs makes a list of `filters[0][slug]=a`; the condition is lost, and the answer is every article.
  it('of articles that is a list is kept', () => {
    expect(JSON.stringify(filtersOf(ARTICLE, [{ slug: 'a' }]))).toContain('slug');
  });
});

describe('populate', () => {
  const guarded = { filters: PUBLISHED };

  it.each<[string, unknown, unknown]>([
    ['a name', 'article', { article: guarded }],
    ['names with commas', 'article, skill', { article: guarded, skill: true }],
    ['a path', 'parent.article', { parent: { populate: { article: guarded } } }],
    [
      'a path through an article',
      'article.related',
      { article: { populate: { related: guarded }, filters: PUBLISHED } },
    ],
    ['a list of names', ['article', 'articles'], { article: guarded, articles: guarded }],
    [
      'a list of paths, one within the other',
      ['teaser', 'teaser.article', 'teaser.plain.article', 'parent'],
      {
        teaser: { populate: { article: guarded, plain: { populate: { article: guarded } } } },
        parent: true,
      },
    ],
    [
      'a list of paths, the longer one first',
      ['teaser.article', 'teaser'],
      { teaser: { populate: { article: guarded } } },
    ],
    ['an object', { article: true, skill: true }, { article: guarded, skill: true }],
    ['an object of texts', { article: 'true', teaser: 'true' }, { article: guarded, teaser: 'true' }],
    ['an object without anything in it', { article: {} }, { article: guarded }],
    [
      'an object with conditions',
      { article: { filters: { title: 'a' }, fields: ['title'] } },
      { article: { filters: { $and: [{ title: 'a' }, PUBLISHED] }, fields: ['title'] } },
    ],
    [
      'an object with conditions through drafts',
      { parent: { filters: { article: { title: 'a' } } } },
      { parent: { filters: { article: { $and: [{ title: 'a' }, PUBLISHED] } } } },
    ],
    [
      'an object in an object',
      { parent: { populate: { parent: { populate: { article: true } } } } },
      { parent: { populate: { parent: { populate: { article: guarded } } } } },
    ],
    [
      'texts in an object',
      { parent: { populate: 'article' }, teaser: { populate: ['article', 'plain.article'] } },
      {
        parent: { populate: { article: guarded } },
        teaser: { populate: { article: guarded, plain: { populate: { article: guarded } } } },
      },
    ],
    [
      'a number of articles',
      { articles: { count: true } },
      { articles: { count: true, filters: PUBLISHED } },
    ],
    [
      'a list of components',
      {
        teasers: {
          populate: {
            article: { populate: { areas: { populate: { items: { populate: { article: true } } } } } },
          },
        },
      },
      {
        teasers: {
          populate: {
            article: {
              populate: { areas: { populate: { items: { populate: { article: guarded } } } } },
              filters: PUBLISHED,
            },
          },
        },
      },
    ],
    [
      'fragments of a dynamic zone',
      { zone: { on: { 'shared.teaser': { populate: { article: true } }, 'shared.plain': true } } },
      { zone: { on: { 'shared.teaser': { populate: { article: guarded } }, 'shared.plain': true } } },
    ],
    [
      'fragments with texts',
      {
        zone: { on: { 'shared.teaser': { populate: 'article' }, 'shared.plain': { populate: ['article'] } } },
      },
      {
        zone: {
          on: {
            'shared.teaser': { populate: { article: guarded } },
            'shared.plain': { populate: { article: guarded } },
          },
        },
      },
    ],
    [
      'fragments of a relation to anything',
      { anything: { on: { [ARTICLE]: true, [SKILL]: true } } },
      { anything: { on: { [ARTICLE]: guarded, [SKILL]: true } } },
    ],
    [
      'fragments of a relation to anything, with conditions',
      { anything: { on: { [ARTICLE]: { filters: { title: 'a' }, populate: 'related' } } } },
      {
        anything: {
          on: {
            [ARTICLE]: { filters: { $and: [{ title: 'a' }, PUBLISHED] }, populate: { related: guarded } },
          },
        },
      },
    ],
    ['nothing of an article', { article: false, articles: 'false' }, { article: false, articles: 'false' }],
    ['a name that is not there', { nothing: true }, { nothing: true }],
  ])('as %s leads to what is published only', (_what, populate, expected) => {
    expect(populateOf(PAGE, populate)).toEqual(expected);
  });

  it('of everything, which Strapi has spelt out by then, leads to what is published only', () => {
    const everything = (uid: string): Record<string, true> =>
      Object.fromEntries(
        Object.entries(createStrapiStandIn([...SITE, page(false)]).getModel(uid as 'admin::user').attributes)
          .filter(([, { type }]) => ['relation', 'component', 'media', 'dynamiczone'].includes(type))
          .map(([name]) => [name, true])
      );
    expect(populateOf(PAGE, everything(PAGE))).toEqual({
      ...everything(PAGE),
      article: guarded,
      articles: guarded,
      columned: guarded,
      anything: { on: expect.objectContaining({ [ARTICLE]: guarded }) },
    });
    expect(populateOf(ARTICLE, everything(ARTICLE))).toEqual({
      ...everything(ARTICLE),
      related: guarded,
      localizations: guarded,
    });
  });

  it('leads to what is published only from a type with drafts of its own, too', () => {
    expect(guardDrafted(PAGE, { status: 'draft', populate: 'article' })).toEqual({
      status: 'draft',
      populate: { article: guarded },
    });
  });

  // Strapi takes "*" in a dynamic zone for every relation in every component, and does not spell it out before. A real
  // site (5.54) answers `/api/pages?populate[zone][populate]=*&status=draft` with drafts.
  it.each<[string, unknown]>([
    ['in a dynamic zone', { zone: { populate: '*' } }],
    ['beside the fragments of a dynamic zone', { zone: { populate: '*', on: { 'shared.plain': true } } }],
    ['in a dynamic zone of another page', { parent: { populate: { zone: { populate: '*' } } } }],
  ])('of everything %s leads to what is published only', (_where, populate) => {
    expect(JSON.stringify(populateOf(PAGE, populate))).toContain('publishedAt');
  });

  // A site may add a picture to the article itself; the picture's file then leads to it.
  it('through a file leads to what is published only', () => {
    const populate = { cover: { populate: { related: { on: { [ARTICLE]: true } } } } };
    expect(JSON.stringify(populateOf(PAGE, populate))).toContain('publishedAt');
  });

  it.each<[string, unknown]>([
    ['a name', 'anything'],
    ['true', { anything: true }],
    ['an object', { anything: {} }],
    ['a number', { anything: { count: true } }],
    ['everything', { anything: { populate: '*' } }],
  ])('of a relation to anything, written as %s, leads to no draft', (_what, populate) => {
    const { anything } = populateOf(PAGE, populate) as { anything: { on: Record<string, Query> } };
    // Every type and component is named, since a relation to anything leads to no others then.
    expect(Object.keys(anything.on)).toEqual(expect.arrayContaining([PAGE, SKILL, 'shared.teaser']));
    expect(anything.on[ARTICLE]?.filters).toEqual(PUBLISHED);
    expect(anything.on['career-field.image']?.filters).toEqual({ id: { $in: 'ids of images' } });
    expect(anything.on[PAGE]?.filters).toBeUndefined();
    expect(anything).not.toHaveProperty('populate');
  });

  it('of everything in a relation to anything leads to no draft further on', () => {
    const { anything } = populateOf(PAGE, { anything: { populate: '*' } }) as {
      anything: { on: Record<string, { populate: Record<string, Query> }> };
    };
    expect(anything.on[PAGE]?.populate.article).toEqual(guarded);
    expect(anything.on['api::story.story']?.populate.about).toHaveProperty(['on', ARTICLE], guarded);
  });

  it('of a component in a relation to anything keeps its conditions', () => {
    const populate = { anything: { on: { 'career-field.image': { filters: { alt: 'a' }, limit: 1 } } } };
    expect(populateOf(PAGE, populate)).toEqual({
      anything: {
        on: {
          'career-field.image': {
            filters: { $and: [{ alt: 'a' }, { id: { $in: 'ids of images' } }] },
            limit: 1,
          },
        },
      },
    });
  });

  it('of a component where it stands needs no condition', () => {
    expect(populateOf(ARTICLE, { hero: true })).toEqual({ hero: true });
  });

  // Strapi refuses the name before, for now.
  it('cannot be made to change what every object has', () => {
    try {
      populateOf(PAGE, '__proto__.polluted');
      expect(({} as Query).populate).toBeUndefined();
    } finally {
      delete (Object.prototype as Query).populate;
    }
  });
});

describe('sorting', () => {
  it.each<[string, unknown]>([
    ['a text', 'article.title'],
    ['a text with a direction', 'article.title:desc'],
    ['one of several in a text', 'title:asc, article.title:desc'],
    ['one of several in a list', ['title', 'article.title:asc']],
    ['an object', { article: { title: 'asc' } }],
    ['an object in a list', [{ title: 'asc' }, { article: { title: 'desc' } }]],
    ['a path through a component', 'teaser.article.title'],
    ['an object through a component', { teaser: { plain: { article: { title: 'asc' } } } }],
    ['a path through another page', 'parent.parent.article.slug'],
    ['the id of a draft', 'article.id'],
    ['the draft itself', 'article'],
    ['one of several drafts', 'articles.updatedAt'],
    ['another language of an article', 'article.localizations.title'],
    ['what has drafts itself, and leads to an article', 'story.article.title'],
    ['a relation to what is related to this', { comments: { article: { title: 'asc' } } }],
    ['one of several lists in a list', ['title', [['article.title']]]],
    ['brackets, which Strapi takes for dots', 'article[title]'],
  ])('by %s would compare drafts', (_what, sort) => {
    expect(() => guard(PAGE, { sort })).toThrow(errors.ValidationError);
    expect(() => guard(PAGE, { sort })).toThrow(PREVIEW_ACTION);
    expect(() => guardDrafted(PAGE, { sort, status: 'draft' })).toThrow(errors.ValidationError);
  });

  it.each<[string, unknown]>([
    ['a text', 'title:desc'],
    ['a list', ['title', 'skill.name:asc', 'parent.title']],
    ['an object', { skill: { name: 'asc' } }],
    ['what is not there', 'nothing.article'],
    ['a component', 'teaser.text'],
  ])('by %s compares none', (_what, sort) => {
    expect(guard(PAGE, { sort })).toEqual({ sort });
  });

  it('says where the order is', () => {
    expect(() => guard(PAGE, { sort: 'title,article.title' })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ path: 'sort.article.title' }) })
    );
  });

  it('of what is published compares what is published, as long as it leads from version to version', () => {
    const published = { filters: PUBLISHED };
    expect(guardDrafted(PAGE, { sort: 'article.title' })).toEqual({ sort: 'article.title', ...published });
    expect(guardDrafted(PAGE, { sort: 'teaser.article.title', status: 'published' })).toEqual({
      sort: 'teaser.article.title',
      status: 'published',
      ...published,
    });
    expect(guardDrafted(PAGE, { sort: { story: { article: { title: 'asc' } } } })).toHaveProperty('sort');
    expect(guard(ARTICLE, { sort: 'related.title' })).toEqual({ sort: 'related.title', ...published });
    expect(guard(ARTICLE, { sort: 'areas.items.article.title' })).toHaveProperty('sort');
  });

  it.each<[string, Query]>([
    ['all versions of a document', { sort: 'localizations.title' }],
    ['all versions of a document, as an object', { sort: { localizations: { title: 'desc' } } }],
    ['all versions of a document, among others', { sort: ['title', { localizations: { id: 'asc' } }] }],
    ['all versions of a related document', { sort: 'related.localizations.slug' }],
    [
      'all versions of a document in a list in a component',
      { sort: 'areas.items.article.localizations.title' },
    ],
  ])('of articles by %s would compare drafts', (_what, query) => {
    expect(() => guard(ARTICLE, query)).toThrow(errors.ValidationError);
    expect(() => guard(ARTICLE, query)).toThrow(PREVIEW_ACTION);
    const { sort } = query;
    expect(() => guard(PAGE, { populate: { article: { sort } } })).toThrow(PREVIEW_ACTION);
  });

  it.each<[string, unknown]>([
    ['all versions of an article', 'article.localizations.title'],
    ['what has no versions, and leads to an article', 'parent.story.note.article.title'],
    ['a relation without a table of its own', 'columned.title'],
    ['a relation to what is related to this', 'comments.article.title'],
  ])('of what is published by %s would compare drafts', (_what, sort) => {
    expect(() => guardDrafted(PAGE, { sort })).toThrow(errors.ValidationError);
    expect(() => guardDrafted(PAGE, { sort, status: 'published' })).toThrow(errors.ValidationError);
  });

  // Strapi takes every state that it does not know for "draft".
  it.each(['draft', 'Published', '', null, ['published']])(
    'of the state %j is an order of drafts',
    (status) => {
      expect(() => guardDrafted(PAGE, { sort: 'article.title', status })).toThrow(errors.ValidationError);
    }
  );

  it('within what is populated reads what is published, whatever the state of the list above', () => {
    expect(guard(PAGE, { populate: { story: { sort: 'article.title' } }, status: 'draft' }).populate).toEqual(
      {
        story: { sort: 'article.title', filters: PUBLISHED },
      }
    );
  });

  it.each<[string, Query]>([
    ['an order', { orderBy: { article: { title: 'asc' } } }],
    ['an order in a list', { orderBy: [{ title: 'asc' }, { teaser: { article: { title: 'asc' } } }] }],
  ])('by %s in the words of the database layer would compare drafts', (_what, query) => {
    expect(() => guard(PAGE, query)).toThrow(PREVIEW_ACTION);
  });

  // Only the sorting at the top is looked at. Strapi 5.54 fails at these with 500, so they tell nothing for now.
  it.each<[string, unknown]>([
    ['a relation', { parent: { sort: 'article.title' } }],
    ['a component', { teasers: { sort: ['article.title:desc'] } }],
    [
      'a relation in a relation',
      { parent: { populate: { parent: { sort: { article: { title: 'asc' } } } } } },
    ],
  ])('within %s that is populated would compare drafts', (_what, populate) => {
    expect(() => guard(PAGE, { populate })).toThrow(errors.ValidationError);
  });
});

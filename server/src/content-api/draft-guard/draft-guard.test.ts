import { errors } from '@strapi/utils';
import { createModels, type Query, type Model as QueryModel } from '../query-models';
import { PREVIEW_ACTION } from './guarded';
import { publishedOnly } from './published-only';
import { createStrapiStandIn, type Model } from '../../../../tests/support/unit/stand-in';

const ARTICLE = 'plugin::career-field.article';
const SKILL = 'plugin::career-field.skill';

const toArticle = { type: 'relation', relation: 'oneToOne', target: ARTICLE } as const;
const toArticles = { type: 'relation', relation: 'oneToMany', target: ARTICLE } as const;

/** A type of the site with every kind of relation to articles. */
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

/** Stands for the ids of a component's rows that are in no draft. */
const ROWS_OUTSIDE_DRAFTS = new Map([['career-field.image', 'ids of images']]);

const guardFor = (draftAndPublish: boolean) => {
  const strapi = createStrapiStandIn([...SITE, page(draftAndPublish)]);
  const context = {
    models: createModels(strapi),
    uids: () => [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)],
    publishedComponents: (component: string) => ROWS_OUTSIDE_DRAFTS.get(component),
  };
  return (uid: string, query: Query, isWrite = false): Query =>
    publishedOnly(query, strapi.getModel(uid as 'admin::user') as unknown as QueryModel, isWrite, context);
};

const guard = guardFor(false);
const guardDrafted = guardFor(true);

const PUBLISHED = { publishedAt: { $notNull: true } };
const PAGE = 'api::page.page';

const filtersOf = (uid: string, filters: unknown): unknown => guard(uid, { filters }).filters;
const populateOf = (uid: string, populate: unknown): unknown => guard(uid, { populate }).populate;

describe('a query for articles', () => {
  it('returns published articles only', () => {
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
    'is rejected with the status %j',
    (status) => {
      expect(() => guard(ARTICLE, { status })).toThrow(errors.ForbiddenError);
      expect(() => guard(ARTICLE, { status })).toThrow(PREVIEW_ACTION);
    }
  );

  it('keeps its other parameters', () => {
    const query = {
      fields: ['title'],
      pagination: { page: 2 },
      locale: 'de',
      _q: 'server',
      sort: 'title:desc',
    };
    expect(guard(ARTICLE, query)).toEqual({ ...query, filters: PUBLISHED });
  });

  it('is not modified in place', () => {
    const query = { filters: { related: { slug: 'a' } }, populate: { related: { filters: { slug: 'a' } } } };
    const before = structuredClone(query);
    guard(ARTICLE, query);
    expect(query).toEqual(before);
  });
});

describe('a write', () => {
  it('of an article may name the status that it writes', () => {
    expect(guardFor(false)(ARTICLE, { status: 'draft' }, true)).toEqual({ status: 'draft' });
    expect(guard(ARTICLE, { status: 'published' }, true)).toEqual({ status: 'published' });
  });

  it('does not return related drafts', () => {
    expect(guard(ARTICLE, { status: 'draft', populate: 'related' }, true)).toEqual({
      status: 'draft',
      populate: { related: { filters: PUBLISHED } },
    });
  });
});

describe('a query for another type', () => {
  it.each([SKILL, PAGE])('is unchanged: %s', (uid) => {
    const query = {
      filters: { title: 'a', $or: [{ id: 1 }, { id: { $in: [2, 3] } }] },
      sort: ['title:asc'],
      locale: 'de',
    };
    expect(guard(uid, query)).toEqual(query);
  });

  it('may request its own drafts', () => {
    expect(guardDrafted(PAGE, { status: 'draft' })).toEqual({ status: 'draft' });
  });
});

describe('a filter', () => {
  it.each<[string, unknown, unknown]>([
    [
      'by an attribute of an article',
      { article: { title: 'a' } },
      { article: { $and: [{ title: 'a' }, PUBLISHED] } },
    ],
    [
      'by an attribute of several articles',
      { articles: { title: { $startsWith: 'a' } } },
      { articles: { $and: [{ title: { $startsWith: 'a' } }, PUBLISHED] } },
    ],
    [
      'by an attribute of a related article',
      { article: { related: { title: 'a' } } },
      { article: { $and: [{ related: { $and: [{ title: 'a' }, PUBLISHED] } }, PUBLISHED] } },
    ],
    [
      'by another locale of an article',
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
      'through nested components in a list',
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
      'by publishedAt',
      { article: { publishedAt: { $null: true } } },
      { article: { $and: [{ publishedAt: { $null: true } }, PUBLISHED] } },
    ],
  ])('%s', (_what, filters, guarded) => {
    expect(filtersOf(PAGE, filters)).toEqual(guarded);
  });

  it.each<[string, unknown]>([
    ['for the presence of a relation', { article: { $null: true } }],
    ['for the absence of a relation', { article: { $notNull: false } }],
    ['for a type that is not guarded', { skill: { name: 'Python' } }],
    ['for its own components', { teaser: { text: 'a' } }],
    ['for nothing', null],
  ])('%s is unchanged', (_what, filters) => {
    expect(filtersOf(PAGE, filters)).toEqual(filters);
  });

  it('reaches articles from the other types of the plugin', () => {
    expect(filtersOf(SKILL, { localizations: { name: 'a' } })).toEqual({ localizations: { name: 'a' } });
    expect(filtersOf(ARTICLE, { areas: { items: { article: { title: 'a' } } } })).toEqual({
      $and: [{ areas: { items: { article: { $and: [{ title: 'a' }, PUBLISHED] } } } }, PUBLISHED],
    });
  });

  it('as a parameter of the database layer matches published articles only', () => {
    expect(guard(PAGE, { where: { article: { title: 'a' } } }).where).toEqual({
      article: { $and: [{ title: 'a' }, PUBLISHED] },
    });
  });

  it.each<[string, unknown]>([
    ['an operator', { article: { $eq: { title: 'a' } } }],
    ['an operator with a list', { article: { $in: [{ title: 'a' }] } }],
  ])('with a comparison in %s matches published articles only', (_what, filters) => {
    expect(JSON.stringify(filtersOf(PAGE, filters))).toContain('publishedAt');
  });

  // Strapi does not count `id` and `documentId` among the attributes. Filters on them would reveal that a draft exists and,
  // one letter at a time, its documentId.
  it.each<[string, unknown]>([
    ['id', { article: { id: { $gt: 0 } } }],
    ['documentId', { article: { documentId: { $startsWith: 'a' } } }],
  ])('by the %s of an article', (_name, filters) => {
    expect(JSON.stringify(filtersOf(PAGE, filters))).toContain('publishedAt');
  });

  // qs parses `filters[0][slug]=a` as a list. Without its condition the response would be every article.
  it('on articles is kept when it is a list', () => {
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
      'a list of nested paths',
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
    ['an object of strings', { article: 'true', teaser: 'true' }, { article: guarded, teaser: 'true' }],
    ['an empty object', { article: {} }, { article: guarded }],
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
      'nested objects',
      { parent: { populate: { parent: { populate: { article: true } } } } },
      { parent: { populate: { parent: { populate: { article: guarded } } } } },
    ],
    [
      'strings in an object',
      { parent: { populate: 'article' }, teaser: { populate: ['article', 'plain.article'] } },
      {
        parent: { populate: { article: guarded } },
        teaser: { populate: { article: guarded, plain: { populate: { article: guarded } } } },
      },
    ],
    ['a count of articles', { articles: { count: true } }, { articles: { count: true, filters: PUBLISHED } }],
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
      'fragments with strings',
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
      'fragments of a relation to any type',
      { anything: { on: { [ARTICLE]: true, [SKILL]: true } } },
      { anything: { on: { [ARTICLE]: guarded, [SKILL]: true } } },
    ],
    [
      'fragments of a relation to any type, with conditions',
      { anything: { on: { [ARTICLE]: { filters: { title: 'a' }, populate: 'related' } } } },
      {
        anything: {
          on: {
            [ARTICLE]: { filters: { $and: [{ title: 'a' }, PUBLISHED] }, populate: { related: guarded } },
          },
        },
      },
    ],
    ['false', { article: false, articles: 'false' }, { article: false, articles: 'false' }],
    ['an unknown name', { nothing: true }, { nothing: true }],
  ])('as %s returns published articles only', (_what, populate, expected) => {
    expect(populateOf(PAGE, populate)).toEqual(expected);
  });

  it('of `*`, which Strapi has expanded by then, returns published articles only', () => {
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

  it('returns published articles only, also from a type with drafts of its own', () => {
    expect(guardDrafted(PAGE, { status: 'draft', populate: 'article' })).toEqual({
      status: 'draft',
      populate: { article: guarded },
    });
  });

  // Strapi expands "*" in a dynamic zone to every relation in every component, but only later. A real site (5.54)
  // returns drafts for `/api/pages?populate[zone][populate]=*&status=draft`.
  it.each<[string, unknown]>([
    ['in a dynamic zone', { zone: { populate: '*' } }],
    ['together with fragments of a dynamic zone', { zone: { populate: '*', on: { 'shared.plain': true } } }],
    ['in a dynamic zone of another page', { parent: { populate: { zone: { populate: '*' } } } }],
  ])('of `*` %s returns published articles only', (_where, populate) => {
    expect(JSON.stringify(populateOf(PAGE, populate))).toContain('publishedAt');
  });

  // A site may add media to the article itself; a relation leads from the file to the article then.
  it('through a file returns published articles only', () => {
    const populate = { cover: { populate: { related: { on: { [ARTICLE]: true } } } } };
    expect(JSON.stringify(populateOf(PAGE, populate))).toContain('publishedAt');
  });

  it.each<[string, unknown]>([
    ['a name', 'anything'],
    ['true', { anything: true }],
    ['an object', { anything: {} }],
    ['a count', { anything: { count: true } }],
    ['`*`', { anything: { populate: '*' } }],
  ])('of a relation to any type, as %s, returns no draft', (_what, populate) => {
    const { anything } = populateOf(PAGE, populate) as { anything: { on: Record<string, Query> } };
    // With `on`, Strapi follows the relation only into the types and components that it names.
    expect(Object.keys(anything.on)).toEqual(expect.arrayContaining([PAGE, SKILL, 'shared.teaser']));
    expect(anything.on[ARTICLE]?.filters).toEqual(PUBLISHED);
    expect(anything.on['career-field.image']?.filters).toEqual({ id: { $in: 'ids of images' } });
    expect(anything.on[PAGE]?.filters).toBeUndefined();
    expect(anything).not.toHaveProperty('populate');
  });

  it('of `*` in a relation to any type returns no draft at deeper levels', () => {
    const { anything } = populateOf(PAGE, { anything: { populate: '*' } }) as {
      anything: { on: Record<string, { populate: Record<string, Query> }> };
    };
    expect(anything.on[PAGE]?.populate.article).toEqual(guarded);
    expect(anything.on['api::story.story']?.populate.about).toHaveProperty(['on', ARTICLE], guarded);
  });

  it('of a component in a relation to any type keeps its conditions', () => {
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

  it('of a component in its document needs no condition', () => {
    expect(populateOf(ARTICLE, { hero: true })).toEqual({ hero: true });
  });

  // Strapi rejects these names earlier, for now.
  it.each(['__proto__.polluted', 'parent.__proto__.polluted'])(
    'of %s does not pollute prototypes',
    (path) => {
      try {
        populateOf(PAGE, path);
        expect(({} as Query).populate).toBeUndefined();
      } finally {
        delete (Object.prototype as Query).populate;
      }
    }
  );
});

describe('sorting', () => {
  it.each<[string, unknown]>([
    ['a string', 'article.title'],
    ['a string with a direction', 'article.title:desc'],
    ['one of several in a string', 'title:asc, article.title:desc'],
    ['one of several in a list', ['title', 'article.title:asc']],
    ['an object', { article: { title: 'asc' } }],
    ['an object in a list', [{ title: 'asc' }, { article: { title: 'desc' } }]],
    ['a path through a component', 'teaser.article.title'],
    ['an object through a component', { teaser: { plain: { article: { title: 'asc' } } } }],
    ['a path through another page', 'parent.parent.article.slug'],
    ['the id of a draft', 'article.id'],
    ['the relation itself', 'article'],
    ['a list of drafts', 'articles.updatedAt'],
    ['another locale of an article', 'article.localizations.title'],
    ['a type with drafts that leads to an article', 'story.article.title'],
    ['a morphMany relation', { comments: { article: { title: 'asc' } } }],
    ['nested lists', ['title', [['article.title']]]],
    ['brackets, which Strapi reads as dots', 'article[title]'],
  ])('by %s is rejected', (_what, sort) => {
    expect(() => guard(PAGE, { sort })).toThrow(errors.ValidationError);
    expect(() => guard(PAGE, { sort })).toThrow(PREVIEW_ACTION);
    expect(() => guardDrafted(PAGE, { sort, status: 'draft' })).toThrow(errors.ValidationError);
  });

  it.each<[string, unknown]>([
    ['a string', 'title:desc'],
    ['a list', ['title', 'skill.name:asc', 'parent.title']],
    ['an object', { skill: { name: 'asc' } }],
    ['an unknown attribute', 'nothing.article'],
    ['a component', 'teaser.text'],
  ])('by %s is unchanged', (_what, sort) => {
    expect(guard(PAGE, { sort })).toEqual({ sort });
  });

  it('is rejected with its path', () => {
    expect(() => guard(PAGE, { sort: 'title,article.title' })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ path: 'sort.article.title' }) })
    );
  });

  it('of published versions follows relations between published versions', () => {
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
      'all versions of a document in a list of components',
      { sort: 'areas.items.article.localizations.title' },
    ],
  ])('of articles by %s is rejected', (_what, query) => {
    expect(() => guard(ARTICLE, query)).toThrow(errors.ValidationError);
    expect(() => guard(ARTICLE, query)).toThrow(PREVIEW_ACTION);
    const { sort } = query;
    expect(() => guard(PAGE, { populate: { article: { sort } } })).toThrow(PREVIEW_ACTION);
  });

  it.each<[string, unknown]>([
    ['all versions of an article', 'article.localizations.title'],
    ['a type without drafts that leads to an article', 'parent.story.note.article.title'],
    ['a relation without a join table', 'columned.title'],
    ['a morphMany relation', 'comments.article.title'],
  ])('of published versions by %s is rejected', (_what, sort) => {
    expect(() => guardDrafted(PAGE, { sort })).toThrow(errors.ValidationError);
    expect(() => guardDrafted(PAGE, { sort, status: 'published' })).toThrow(errors.ValidationError);
  });

  // Strapi takes every unknown status for "draft".
  it.each(['draft', 'Published', '', null, ['published']])('of the status %j is rejected', (status) => {
    expect(() => guardDrafted(PAGE, { sort: 'article.title', status })).toThrow(errors.ValidationError);
  });

  it('within populate sorts published versions, whatever the status of the list above', () => {
    expect(guard(PAGE, { populate: { story: { sort: 'article.title' } }, status: 'draft' }).populate).toEqual(
      {
        story: { sort: 'article.title', filters: PUBLISHED },
      }
    );
  });

  it.each<[string, Query]>([
    ['orderBy', { orderBy: { article: { title: 'asc' } } }],
    ['orderBy as a list', { orderBy: [{ title: 'asc' }, { teaser: { article: { title: 'asc' } } }] }],
  ])('by the parameter of the database layer %s is rejected', (_what, query) => {
    expect(() => guard(PAGE, query)).toThrow(PREVIEW_ACTION);
  });

  // Strapi 5.54 fails at these with 500, so they reveal nothing for now.
  it.each<[string, unknown]>([
    ['a relation', { parent: { sort: 'article.title' } }],
    ['a component', { teasers: { sort: ['article.title:desc'] } }],
    [
      'a relation in a relation',
      { parent: { populate: { parent: { sort: { article: { title: 'asc' } } } } } },
    ],
  ])('within populate of %s is rejected', (_what, populate) => {
    expect(() => guard(PAGE, { populate })).toThrow(errors.ValidationError);
  });
});

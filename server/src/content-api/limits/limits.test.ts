import { errors } from '@strapi/utils';
import { Budget, type Limits } from './budget';
import { measureRest } from './measure-rest';
import { createModels, type Model } from '../query-models';
import { config } from '../../config';
import { wholeGuide } from '../../../../tests/support/whole-guide';
import { createStrapiStandIn } from '../../../../tests/support/unit/stand-in';

const ARTICLE = 'plugin::career-field.article';
const CATEGORY = 'plugin::career-field.category';
const PAGE = 'api::page.page';

/** A type of the site that leads to articles. */
const page = {
  uid: PAGE,
  attributes: {
    title: { type: 'string' },
    parent: { type: 'relation', relation: 'oneToOne', target: PAGE },
    pages: { type: 'relation', relation: 'oneToMany', target: PAGE },
    article: { type: 'relation', relation: 'oneToOne', target: ARTICLE },
    articles: { type: 'relation', relation: 'oneToMany', target: ARTICLE },
    link: { type: 'component', component: 'career-field.link' },
    zone: { type: 'dynamiczone', components: ['shared.teaser', 'career-field.media-section'] },
    anything: { type: 'relation', relation: 'morphToOne' },
  },
};
const teaser = {
  uid: 'shared.teaser',
  attributes: { article: { type: 'relation', relation: 'oneToOne', target: ARTICLE } },
};
const file = {
  uid: 'plugin::upload.file',
  attributes: {
    name: { type: 'string' },
    related: { type: 'relation', relation: 'morphToMany' },
  },
};

const strapi = createStrapiStandIn([page, teaser, file]);
const PAGES = { byDefault: 25, most: Infinity };

/** Returns the option that rejects a query, the message of another error, and undefined if it passes. */
const rejection = (
  query: Record<string, unknown>,
  {
    limits = {},
    uid = ARTICLE,
    pages = PAGES,
  }: { limits?: Partial<Limits>; uid?: string; pages?: typeof PAGES } = {}
): string | undefined => {
  const budget = new Budget({ ...config.default.limits, ...limits });
  const model = strapi.getModel(uid as 'admin::user') as unknown as Model;
  try {
    measureRest(query, model, pages, budget, createModels(strapi));
    return undefined;
  } catch (error) {
    if (!(error instanceof errors.ValidationError)) throw error;
    const { option } = error.details as { option?: string };
    return option ?? error.message;
  }
};

/** `{ a: { populate: { a: … } } }` */
const chain = (name: string, levels: number): Record<string, unknown> => ({
  [name]: levels > 1 ? { populate: chain(name, levels - 1) } : true,
});

const nested = (key: string, levels: number, leaf: unknown): unknown =>
  levels > 0 ? { [key]: nested(key, levels - 1, leaf) } : leaf;

const repeat = <T>(times: number, entry: T): T[] => Array.from({ length: times }, () => entry);

describe('a limit', () => {
  /** The query, the limit, and the amount that it takes. */
  it.each<[string, Record<string, unknown>, keyof Limits, number]>([
    ['levels of populate', { populate: chain('category', 3) }, 'depth', 3],
    ['levels of populate as a path', { populate: 'areas.items.article' }, 'depth', 3],
    ['levels of populate as one of several paths', { populate: ['hero', 'areas.items.article'] }, 'depth', 3],
    ['everything in a level', { populate: { areas: { populate: '*' } } }, 'depth', 2],
    [
      'levels in a zone',
      { populate: { sections: { on: { 'career-field.media-section': { populate: { image: true } } } } } },
      'depth',
      2,
    ],
    ['levels of conditions', { filters: nested('$and', 4, { title: 'a' }) }, 'depth', 4],
    [
      'levels of lists of conditions',
      { filters: { $and: [{ $or: [{ $not: { title: 'a' } }] }] } },
      'depth',
      3,
    ],
    [
      'levels of relations in conditions',
      { filters: nested('category', 1, nested('parent', 3, { slug: 'a' })) },
      'depth',
      4,
    ],
    ['levels of invalid conditions', { filters: { title: nested('a', 5, 1) } }, 'depth', 4],
    ['levels of relations in sorting', { sort: 'category.parent.parent.name:desc' }, 'depth', 3],
    [
      'levels of relations in sorting as an object',
      { sort: [{ category: { parent: { name: 'asc' } } }] },
      'depth',
      2,
    ],
    [
      'levels of conditions in populate',
      { populate: { related: { filters: nested('$not', 4, { title: 'a' }) } } },
      'depth',
      4,
    ],
    ['conditions', { filters: { title: 'a', slug: { $ne: 'b', $contains: 'c' } } }, 'conditions', 3],
    ['values of a list', { filters: { slug: { $in: ['a', 'b', 'c', 'd'] } } }, 'conditions', 4],
    ['empty conditions', { filters: { $or: [{}, {}, { title: {} }] } }, 'conditions', 3],
    [
      'conditions and sorting',
      { filters: { title: 'a' }, sort: ['title', 'slug:desc,lead'] },
      'conditions',
      4,
    ],
    ['sorting as an object', { sort: { title: 'asc', slug: 'desc' } }, 'conditions', 2],
    [
      'conditions in populate',
      { filters: { title: 'a' }, populate: { related: { filters: { title: 'b' }, sort: 'slug' } } },
      'conditions',
      3,
    ],
    ['joins to one', { filters: { category: { parent: { name: 'a' } } } }, 'joins', 2],
    [
      'joins to many',
      { filters: { $or: [{ related: { title: 'a' } }, { related: { title: 'b' } }] } },
      'joins',
      10,
    ],
    [
      'joins of conditions and sorting',
      { filters: { hero: { alt: 'a' } }, sort: 'category.name' },
      'joins',
      2,
    ],
    [
      'joins of the largest of several lists',
      { filters: { hero: { alt: 'a' } }, populate: { related: { filters: { related: { title: 'a' } } } } },
      'joins',
      5,
    ],
    [
      'populate',
      { populate: { areas: { populate: { items: { populate: { article: true } } } }, hero: true } },
      'populated',
      4,
    ],
    [
      'what is populated by paths, each part once',
      { populate: ['areas', 'areas.items', 'areas.items.article, hero'] },
      'populated',
      4,
    ],
    ['populate with unknown names', { populate: { a: true, b: true } }, 'populated', 2],
    [
      'components of a zone',
      {
        populate: {
          sections: { on: { 'career-field.text-section': true, 'career-field.quote-section': true } },
        },
      },
      'populated',
      3,
    ],
    ['everything in a category', { populate: { category: { populate: '*' } } }, 'populated', 5],
    ['fields', { fields: ['title', 'slug,lead'], populate: { hero: { fields: 'alt' } } }, 'fields', 4],
    ['entries of a page', { populate: { category: true, related: true } }, 'entries', 25 + 125],
    [
      'entries of a page with a size',
      { pagination: { pageSize: '10' }, populate: { related: { populate: { related: true } } } },
      'entries',
      50 + 250,
    ],
    [
      'entries of one document',
      { filters: { slug: { $eq: 'a' } }, populate: { related: { populate: { hero: true } } } },
      'entries',
      5 + 5,
    ],
    [
      'entries of one document, by a short form',
      { filters: { documentId: 'a' }, populate: 'related' },
      'entries',
      5,
    ],
    [
      'entries of one document in all locales',
      { locale: '*', filters: { slug: 'a' }, populate: 'related' },
      'entries',
      125,
    ],
    [
      'entries of documents with a condition that only looks like an identifier',
      { filters: { slug: { $ne: 'a' } }, populate: 'hero' },
      'entries',
      25,
    ],
    ['the size of a page', { pagination: { pageSize: 7 } }, 'pageSize', 7],
    ['the size of a list', { pagination: { limit: '7' } }, 'pageSize', 7],
    ['a search', { _q: 'a'.repeat(9) }, 'text', 9],
    ['a value', { filters: { title: { $containsi: 'a'.repeat(9) } } }, 'text', 9],
    ['a value in a list', { filters: { title: { $in: ['a', 'a'.repeat(9)] } } }, 'text', 9],
    ['a text with paths', { populate: 'hero.file' }, 'text', 9],
    ['a text with sort keys', { sort: 'createdAt' }, 'text', 9],
    ['a text with fields', { fields: 'createdAt' }, 'text', 9],
    ['a locale', { locale: ['de', 'a'.repeat(9)] }, 'text', 9],
  ])('counts %s', (_what, query, name, amount) => {
    expect(rejection(query, { limits: { [name]: amount } })).toBeUndefined();
    expect(rejection(query, { limits: { [name]: amount - 1 } })).toBe(`limits.${name}`);
  });

  it('is in the error with its value and its option', () => {
    const budget = new Budget({ ...config.default.limits, pageSize: 7 });
    expect(() => budget.checkPagination({ pageSize: 8 })).toThrow(
      new errors.ValidationError(
        'This query requests more than 7 documents at a time. Request less at a time, or raise the option "limits.pageSize" of the plugin career-field.',
        { option: 'limits.pageSize', limit: 7 }
      )
    );
  });
});

describe('by default', () => {
  it('a whole guide passes, and a list of whole guides', () => {
    const populate = wholeGuide(strapi, ARTICLE);
    expect(rejection({ filters: { slug: 'backend' }, populate })).toBeUndefined();
    expect(rejection({ populate })).toBeUndefined();
    // It is the largest legitimate query.
    expect(rejection({ populate }, { limits: { depth: 4 } })).toBe('limits.depth');
    expect(rejection({ populate }, { limits: { populated: 50 } })).toBe('limits.populated');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['six levels of a cycle', { populate: chain('related', 6) }, 'limits.entries'],
    [
      'six levels of a cycle of one document',
      { filters: { slug: 'a' }, populate: chain('related', 6) },
      'limits.entries',
    ],
    ['seven levels to one', { populate: { category: { populate: chain('parent', 6) } } }, 'limits.depth'],
    ['everything, as -1', { pagination: { limit: -1 } }, 'limits.pageSize'],
    ['everything, as a string', { pagination: { limit: '-1' } }, 'limits.pageSize'],
    ['an endless page', { pagination: { pageSize: 'Infinity' } }, 'limits.pageSize'],
    ['a megabyte', { filters: { title: { $containsi: 'a'.repeat(1e6) } } }, 'limits.text'],
    ['a hundred thousand conditions', { filters: { $or: repeat(1e5, { title: 'a' }) } }, 'limits.conditions'],
    ['a hundred thousand empty conditions', { filters: repeat(1e5, {}) }, 'limits.conditions'],
    [
      'a hundred thousand paths',
      { populate: repeat(1e5, 0).map((_, index) => `a${index}`) },
      'limits.populated',
    ],
    ['a hundred thousand invalid paths', { populate: repeat(1e5, {}) }, 'limits.populated'],
    ['a hundred thousand sort keys', { sort: repeat(1e5, 'title') }, 'limits.conditions'],
    ['a hundred thousand fields', { fields: repeat(1e5, 'title') }, 'limits.fields'],
    ['deeply nested lists', { filters: JSON.parse('['.repeat(5000) + ']'.repeat(5000)) }, 'limits.depth'],
    ['deeply nested conditions', { filters: nested('$and', 5000, {}) }, 'limits.depth'],
    ['deeply nested keys', { filters: nested('a', 5000, {}) }, 'limits.depth'],
    ['deeply nested sorting', { sort: nested('a', 5000, {}) }, 'limits.depth'],
    ['deeply nested populate', { populate: chain('category', 5000) }, 'limits.depth'],
    [
      'a path back through a file',
      {
        populate: {
          hero: {
            populate: {
              file: { populate: { related: { on: { [ARTICLE]: { populate: chain('related', 6) } } } } },
            },
          },
        },
      },
      'limits.entries',
    ],
  ])('%s is rejected', (_what, query, option) => {
    expect(rejection(query)).toBe(option);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a page far away', { pagination: { page: 1e20 } }],
    ['a start far away', { pagination: { start: '1e20' } }],
    ['a start far away in populate', { populate: { related: { start: '99999999999' } } }],
    ['a null character', { filters: { slug: 'a\0' } }],
    ['a null character in a search', { _q: '\0' }],
    ['a search that is an object', { _q: { a: 'b' } }],
    ['a locale that is an object', { locale: { a: 'b' } }],
    ['a logical operator without conditions', { filters: { $or: 'a' } }],
    ['$between with one value', { filters: { id: { $between: [1] } } }],
  ])('%s is rejected, whatever the limits', (_what, query) => {
    expect(rejection(query)).toMatch(/^[^.]+ [^.]+\.$/);
  });
});

describe("a query that starts from a site's own type", () => {
  const own = { uid: PAGE };

  it.each<[string, Record<string, unknown>]>([
    ['levels', { populate: chain('parent', 50) }],
    ['populate', { populate: Object.fromEntries(repeat(300, 0).map((_, index) => [`a${index}`, true])) }],
    ['pages', { pagination: { pageSize: 100_000 }, populate: 'pages.pages.pages' }],
    ['conditions', { filters: { $or: repeat(5000, { title: 'a' }) } }],
    ['levels of conditions', { filters: nested('$not', 50, { title: 'a' }) }],
    ['joins', { filters: { $or: repeat(50, { pages: { title: 'a' } }) } }],
    ['texts', { _q: 'a'.repeat(5000), filters: { title: 'a'.repeat(5000) }, sort: 'title,'.repeat(1000) }],
    ['fields', { fields: repeat(5000, 'title') }],
    [
      'an article behind three pages',
      { populate: { parent: { populate: { parent: { populate: { parent: { populate: 'article' } } } } } } },
    ],
  ])('has no limit of %s', (_what, query) => {
    expect(rejection(query, own)).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, keyof Limits, number]>([
    [
      'levels from an article onwards',
      { populate: { parent: { populate: { article: { populate: 'areas.items' } } } } },
      'depth',
      3,
    ],
    ['levels from a component onwards', { populate: 'link' }, 'depth', 1],
    [
      'populate from an article onwards',
      { populate: { parent: true, article: { populate: 'areas.items' } } },
      'populated',
      3,
    ],
    [
      'entries by the size of the page',
      { populate: { articles: { populate: 'related' } } },
      'entries',
      125 + 625,
    ],
    [
      'components of a zone',
      { populate: { zone: { on: { 'career-field.media-section': { populate: 'image' } } } } },
      'populated',
      2,
    ],
    [
      'levels in a zone',
      { populate: { zone: { on: { 'career-field.media-section': { populate: 'image' } } } } },
      'depth',
      2,
    ],
    [
      'an article in a zone',
      { populate: { zone: { on: { 'shared.teaser': { populate: 'article.hero' } } } } },
      'depth',
      2,
    ],
    ['everything in a zone', { populate: { zone: { populate: '*' } } }, 'populated', 2],
    [
      'an article in a relation to any type',
      { populate: { anything: { on: { [ARTICLE]: { populate: 'hero.file' } } } } },
      'depth',
      3,
    ],
    [
      'conditions on an article',
      { filters: { title: 'a', article: { title: 'b', slug: 'c' } } },
      'conditions',
      2,
    ],
    [
      'joins from an article onwards',
      { filters: { pages: { article: { category: { name: 'a' } } } } },
      'joins',
      2,
    ],
    [
      'levels of conditions from an article onwards',
      { filters: { $and: [{ $or: [{ article: { $not: { title: 'a' } } }] }] } },
      'depth',
      2,
    ],
    ['sorting by an article', { sort: 'parent.article.category.name' }, 'depth', 2],
    ['sorting by an article as an object', { sort: { article: { category: { name: 'asc' } } } }, 'joins', 2],
    [
      'texts about an article',
      { filters: { title: 'a'.repeat(99), article: { title: 'a'.repeat(9) } } },
      'text',
      9,
    ],
  ])('is limited in %s', (_what, query, name, amount) => {
    expect(rejection(query, { ...own, limits: { [name]: amount } })).toBeUndefined();
    expect(rejection(query, { ...own, limits: { [name]: amount - 1 } })).toBe(`limits.${name}`);
  });

  it('has a limit of levels in its own conditions', () => {
    expect(rejection({ filters: nested('$and', 5000, { title: 'a' }) }, own)).toBe('limits.depth');
  });
});

it('a request for one document by its id reads one row', () => {
  const one = { pages: { byDefault: 1, most: 1 } };
  const query = { pagination: { pageSize: 50 }, populate: { related: true } };
  expect(rejection(query, { ...one, limits: { entries: 5 } })).toBeUndefined();
  expect(rejection(query, { limits: { entries: 249 } })).toBe('limits.entries');
});

it("a site's own page size limits the rows", () => {
  const query = { pagination: { pageSize: 50 }, populate: { category: true } };
  expect(rejection(query, { pages: { byDefault: 10, most: 20 }, limits: { entries: 20 } })).toBeUndefined();
  expect(rejection(query, { pages: { byDefault: 10, most: 20 }, limits: { entries: 19 } })).toBe(
    'limits.entries'
  );
});

it('`*` populates the attributes of the model', () => {
  expect(rejection({ populate: '*' }, { uid: CATEGORY, limits: { populated: 4 } })).toBeUndefined();
});

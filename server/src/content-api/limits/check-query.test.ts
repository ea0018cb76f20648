import { createQueryChecker, type Database } from './check-query';
import { createModels, type Model } from './models';
import { errors } from '../../strapi-internals/host-utils';
import { createStrapiStandIn } from '../../../../tests/support/unit/stand-in';

const ARTICLE = 'plugin::career-field.article';
const STUDY_PATH = 'plugin::career-field.study-path';
const DATABASES: Database[] = ['sqlite', 'postgres', 'mysql'];

const strapi = createStrapiStandIn([
  {
    uid: 'plugin::upload.file',
    attributes: { name: { type: 'string' }, related: { type: 'relation', relation: 'morphToMany' } },
  },
]);

type Query = Record<string, unknown>;

/** The path by which a query is refused, and `undefined` where it passes. */
const refusal = (query: Query, database: Database, uid = ARTICLE): string | undefined => {
  const check = createQueryChecker(createModels(strapi), database);
  try {
    check(query, strapi.getModel(uid as 'admin::user') as unknown as Model);
    return undefined;
  } catch (error) {
    if (!(error instanceof errors.ValidationError)) throw error;
    const { path, source } = error.details as { path: string; source: string };
    expect(error.message).toContain(`"${path}"`);
    expect(source).toBe('query');
    return path;
  }
};

const onEach = (query: Query, uid?: string): (string | undefined)[] =>
  DATABASES.map((database) => refusal(query, database, uid));

it.each<[string, Query, string]>([
  ['logic at an attribute', { filters: { title: { $and: ['a'] } } }, 'filters.title.$and'],
  ['logic in a condition', { filters: { title: { $not: { $or: ['a'] } } } }, 'filters.title.$not.$or'],
  ['an object as a value', { filters: { title: { $eq: { a: 'b' } } } }, 'filters.title.$eq'],
  ['an object in a list of values', { filters: { slug: { $in: ['a', { a: 'b' }] } } }, 'filters.slug.$in.1'],
  ['an attribute in an attribute', { filters: { title: { slug: 'a' } } }, 'filters.title.slug'],
  ['a list of lists as a value', { filters: { title: [['a']] } }, 'filters.title.0'],
  ['no list for logic', { filters: { $and: { title: 'a' } } }, 'filters.$and'],
  ['a value for logic', { filters: { $or: ['a'] } }, 'filters.$or.0'],
  ['a list for what is not to be', { filters: { $not: [{ title: 'a' }] } }, 'filters.$not'],
  ['an operator without an attribute', { filters: { $eq: 'a' } }, 'filters.$eq'],
  ['a list of filters', { filters: [{ title: 'a' }] }, 'filters'],
  [
    'the id of a document in a component',
    { populate: { seo: { filters: { documentId: 'a' } } } },
    'populate.seo.filters.documentId',
  ],
  ['an operator below logic', { filters: { $and: [{ $null: true }] } }, 'filters.$and.0.$null'],
  [
    'one end of a span',
    { filters: { createdAt: { $between: ['2020-01-01'] } } },
    'filters.createdAt.$between',
  ],
  [
    'conditions as the id of a relation',
    { filters: { category: { $not: { name: 'a' } } } },
    'filters.category.$not',
  ],
  ['conditions in a list of relations', { filters: { related: [{ title: 'a' }] } }, 'filters.related.0'],
  ['operators and names in a relation', { filters: { related: { $eq: 1, title: 'a' } } }, 'filters.related'],
  [
    'something wrong in a relation',
    { filters: { category: { name: { $and: [] } } } },
    'filters.category.name.$and',
  ],
  ['what every object has, as a condition', { filters: { constructor: 'a' } }, 'filters.constructor'],
  ['what every object has, as an order', { sort: 'toString' }, 'sort.toString'],
  ['what every object has, as a field', { fields: '__proto__' }, 'fields'],
  ['what every object has, as one of several fields', { fields: ['id', 'title,valueOf'] }, 'fields.1'],
  [
    'what every object has, in populate',
    { populate: { related: { fields: ['hasOwnProperty'] } } },
    'populate.related.fields.0',
  ],
  ['no field', { fields: '' }, 'fields'],
  ['a field without a name', { fields: 'title,' }, 'fields'],
  ['an order below an attribute', { sort: 'title.id:asc' }, 'sort.title.id'],
  ['an order below an attribute, as an object', { sort: [{ title: { id: 'asc' } }] }, 'sort.0.title.id'],
  ['an order without a name', { sort: 'title,.id' }, 'sort..id'],
  [
    'an order through a list in populate',
    { populate: { related: { sort: 'related.title' } } },
    'populate.related.sort.related.title',
  ],
  [
    'an order through a component in populate',
    { populate: { related: { sort: { hero: { alt: 'asc' } } } } },
    'populate.related.sort.hero.alt',
  ],
  [
    'an order deep in populate',
    { populate: { category: { populate: { parent: { sort: ['name', 'parent.name'] } } } } },
    'populate.category.populate.parent.sort.1.parent.name',
  ],
  [
    'an order in a fragment',
    { populate: { sections: { on: { 'career-field.media-section': { sort: 'image.alt' } } } } },
    'populate.sections.on.career-field.media-section.sort.image.alt',
  ],
  [
    'a condition in populate',
    { populate: { related: { filters: { title: { $and: ['a'] } } } } },
    'populate.related.filters.title.$and',
  ],
  ['a direction that is none', { sort: 'category.name:title' }, 'sort.category.name'],
  ['two directions', { sort: ['slug', 'title:asc:desc'] }, 'sort.1.title'],
  ['a list as a search', { _q: ['a'] }, '_q'],
])('refuses %s on every database, by its path', (_what, query, path) => {
  expect(onEach(query)).toEqual([path, path, path]);
});

it.each<[string, Query, (string | undefined)[]]>([
  ['what is no number', { filters: { eqfLevel: 'six' } }, Array(3).fill('filters.eqfLevel')],
  ['no number', { filters: { eqfLevel: { $gt: ' ' } } }, Array(3).fill('filters.eqfLevel.$gt')],
  [
    'half a number',
    { filters: { eqfLevel: { $lt: '6.5' } } },
    [undefined, 'filters.eqfLevel.$lt', undefined],
  ],
  ['a number that no column holds', { filters: { id: 2 ** 31 } }, [undefined, 'filters.id', undefined]],
  ['a quote in an id', { filters: { id: { $in: ['1', "1'"] } } }, [undefined, 'filters.id.$in.1', undefined]],
  [
    'a quote in the id of a relation',
    { filters: { localizations: "1'" } },
    [undefined, 'filters.localizations', undefined],
  ],
  [
    'a part of a number',
    { filters: { eqfLevel: { $contains: '6' } } },
    [undefined, 'filters.eqfLevel.$contains', undefined],
  ],
  [
    'a part of a moment',
    { filters: { createdAt: { $startsWith: '2020' } } },
    [undefined, 'filters.createdAt.$startsWith', undefined],
  ],
  ['what is no JSON', { filters: { subjects: 'a' } }, [undefined, 'filters.subjects', undefined]],
  [
    'an operator for JSON',
    { filters: { subjects: { $jsonSupersetOf: '[]' } } },
    ['filters.subjects.$jsonSupersetOf', undefined, undefined],
  ],
  [
    'an operator for JSON on a text',
    { filters: { slug: { $jsonSupersetOf: '[]' } } },
    Array(3).fill('filters.slug.$jsonSupersetOf'),
  ],
])('refuses %s where the database does', (_what, query, paths) => {
  expect(onEach(query, STUDY_PATH)).toEqual(paths);
});

it.each<[string, Query]>([
  ['nothing', {}],
  [
    'values, lists and operators',
    { filters: { title: 'a', slug: ['a', 'b'], lead: { $notNull: true, $ne: 'a' } } },
  ],
  ['a list for an operator that takes a value', { filters: { title: { $containsi: ['a', 'b'] } } }],
  ['what is not to be', { filters: { title: { $not: { $contains: 'a' } }, $not: { slug: 'a' } } }],
  [
    'logic in logic',
    { filters: { $or: [{ $and: [{ title: 'a' }, { slug: { $in: ['a'] } }] }, { lead: null }] } },
  ],
  ['an object of values, as a long list arrives', { filters: { title: { $null: 'true' } } }],
  [
    'relations and components',
    { filters: { category: { parent: { slug: 'a' } }, hero: { alt: { $eqi: 'a' } } } },
  ],
  [
    'whether there is a relation, and which',
    { filters: { category: { $null: true }, related: { $in: [1, '2'] } } },
  ],
  [
    'one of several conditions in a relation',
    { filters: { related: { $or: [{ title: 'a' }, { slug: 'b' }] } } },
  ],
  ['a file', { filters: { hero: { file: { name: { $endsWith: '.png' } } } } }],
  ['orders', { sort: ['title:desc', 'category.name', 'hero.alt:asc,slug'] }],
  ['an order as an object', { sort: [{ category: { name: 'asc' } }, { id: 'desc' }] }],
  ['fields', { fields: ['title', 'slug,lead', '*'], populate: { related: { fields: 'documentId' } } }],
  ['populate in every form', { populate: '*' }],
  [
    'populate with orders',
    { populate: { related: { sort: 'title:desc', filters: { slug: { $ne: 'a' } } } } },
  ],
  ['a search', { _q: 'a', locale: 'de', status: 'published', pagination: { page: '1' } }],
  // Strapi has a sentence for each of these.
  [
    'what Strapi refuses itself',
    { fields: 'nothing', sort: 'nothing', filters: { nothing: 'a', sections: 'a' } },
  ],
])('passes %s', (_what, query) => {
  expect(onEach(query)).toEqual([undefined, undefined, undefined]);
});

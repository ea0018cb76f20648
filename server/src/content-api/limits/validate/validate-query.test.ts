import { validateQuery } from './index';
import type { DatabaseClient } from '../../../strapi-internals/database';
import { createModels, type Model, type Query } from '../../query-models';
import { errors } from '../../../strapi-internals/host-utils';
import { createStrapiStandIn } from '../../../../../tests/support/unit/stand-in';

const ARTICLE = 'plugin::career-field.article';
const STUDY_PATH = 'plugin::career-field.study-path';
const DATABASES: DatabaseClient[] = ['sqlite', 'postgres', 'mysql'];

const strapi = createStrapiStandIn([
  {
    uid: 'plugin::upload.file',
    attributes: { name: { type: 'string' }, related: { type: 'relation', relation: 'morphToMany' } },
  },
]);

/** Returns the path with which a query is rejected, and undefined if it passes. */
const rejection = (query: Query, database: DatabaseClient, uid = ARTICLE): string | undefined => {
  const model = strapi.getModel(uid as 'admin::user') as unknown as Model;
  try {
    validateQuery(query, model, { models: createModels(strapi), database });
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
  DATABASES.map((database) => rejection(query, database, uid));

it.each<[string, Query, string]>([
  ['a logical operator at an attribute', { filters: { title: { $and: ['a'] } } }, 'filters.title.$and'],
  [
    'a logical operator in a condition',
    { filters: { title: { $not: { $or: ['a'] } } } },
    'filters.title.$not.$or',
  ],
  ['an object as a value', { filters: { title: { $eq: { a: 'b' } } } }, 'filters.title.$eq'],
  ['an object in a list of values', { filters: { slug: { $in: ['a', { a: 'b' }] } } }, 'filters.slug.$in.1'],
  ['an attribute below an attribute', { filters: { title: { slug: 'a' } } }, 'filters.title.slug'],
  ['a list of lists as a value', { filters: { title: [['a']] } }, 'filters.title.0'],
  ['an object for a logical operator', { filters: { $and: { title: 'a' } } }, 'filters.$and'],
  ['a value for a logical operator', { filters: { $or: ['a'] } }, 'filters.$or.0'],
  ['a list for $not', { filters: { $not: [{ title: 'a' }] } }, 'filters.$not'],
  ['an operator without an attribute', { filters: { $eq: 'a' } }, 'filters.$eq'],
  ['a list of filters', { filters: [{ title: 'a' }] }, 'filters'],
  [
    'the id of a document in a component',
    { populate: { seo: { filters: { documentId: 'a' } } } },
    'populate.seo.filters.documentId',
  ],
  ['an operator below a logical operator', { filters: { $and: [{ $null: true }] } }, 'filters.$and.0.$null'],
  [
    '$between with one value',
    { filters: { createdAt: { $between: ['2020-01-01'] } } },
    'filters.createdAt.$between',
  ],
  [
    'conditions as the id of a relation',
    { filters: { category: { $not: { name: 'a' } } } },
    'filters.category.$not',
  ],
  ['conditions in a list of relations', { filters: { related: [{ title: 'a' }] } }, 'filters.related.0'],
  [
    'operators next to attributes in a relation',
    { filters: { related: { $eq: 1, title: 'a' } } },
    'filters.related',
  ],
  [
    'an invalid condition in a relation',
    { filters: { category: { name: { $and: [] } } } },
    'filters.category.name.$and',
  ],
  ['an inherited property as a condition', { filters: { constructor: 'a' } }, 'filters.constructor'],
  ['an inherited property as a sort key', { sort: 'toString' }, 'sort.toString'],
  ['an inherited property as a field', { fields: '__proto__' }, 'fields'],
  ['an inherited property as one of several fields', { fields: ['id', 'title,valueOf'] }, 'fields.1'],
  [
    'an inherited property in populate',
    { populate: { related: { fields: ['hasOwnProperty'] } } },
    'populate.related.fields.0',
  ],
  ['an empty field', { fields: '' }, 'fields'],
  ['a field without a name', { fields: 'title,' }, 'fields'],
  ['a sort key below an attribute', { sort: 'title.id:asc' }, 'sort.title.id'],
  ['a sort key below an attribute, as an object', { sort: [{ title: { id: 'asc' } }] }, 'sort.0.title.id'],
  ['a sort key without a name', { sort: 'title,.id' }, 'sort..id'],
  [
    'sorting through a list in populate',
    { populate: { related: { sort: 'related.title' } } },
    'populate.related.sort.related.title',
  ],
  [
    'sorting through a component in populate',
    { populate: { related: { sort: { hero: { alt: 'asc' } } } } },
    'populate.related.sort.hero.alt',
  ],
  [
    'sorting deep in populate',
    { populate: { category: { populate: { parent: { sort: ['name', 'parent.name'] } } } } },
    'populate.category.populate.parent.sort.1.parent.name',
  ],
  [
    'sorting in a fragment',
    { populate: { sections: { on: { 'career-field.media-section': { sort: 'image.alt' } } } } },
    'populate.sections.on.career-field.media-section.sort.image.alt',
  ],
  [
    'a condition in populate',
    { populate: { related: { filters: { title: { $and: ['a'] } } } } },
    'populate.related.filters.title.$and',
  ],
  ['an invalid direction', { sort: 'category.name:title' }, 'sort.category.name'],
  ['two directions', { sort: ['slug', 'title:asc:desc'] }, 'sort.1.title'],
  ['a list as a search', { _q: ['a'] }, '_q'],
])('rejects %s on every database, with its path', (_what, query, path) => {
  expect(onEach(query)).toEqual([path, path, path]);
});

it.each<[string, Query, (string | undefined)[]]>([
  ['a word for a number', { filters: { eqfLevel: 'six' } }, Array(3).fill('filters.eqfLevel')],
  ['a space for a number', { filters: { eqfLevel: { $gt: ' ' } } }, Array(3).fill('filters.eqfLevel.$gt')],
  [
    'a fraction for an integer',
    { filters: { eqfLevel: { $lt: '6.5' } } },
    [undefined, 'filters.eqfLevel.$lt', undefined],
  ],
  ['a number beyond the column', { filters: { id: 2 ** 31 } }, [undefined, 'filters.id', undefined]],
  ['a quote in an id', { filters: { id: { $in: ['1', "1'"] } } }, [undefined, 'filters.id.$in.1', undefined]],
  [
    'a quote in the id of a relation',
    { filters: { localizations: "1'" } },
    [undefined, 'filters.localizations', undefined],
  ],
  [
    '$contains on a number',
    { filters: { eqfLevel: { $contains: '6' } } },
    [undefined, 'filters.eqfLevel.$contains', undefined],
  ],
  [
    '$startsWith on a date',
    { filters: { createdAt: { $startsWith: '2020' } } },
    [undefined, 'filters.createdAt.$startsWith', undefined],
  ],
  ['text for JSON', { filters: { subjects: 'a' } }, [undefined, 'filters.subjects', undefined]],
  [
    'an operator of JSON',
    { filters: { subjects: { $jsonSupersetOf: '[]' } } },
    ['filters.subjects.$jsonSupersetOf', undefined, undefined],
  ],
  [
    'an operator of JSON on a text',
    { filters: { slug: { $jsonSupersetOf: '[]' } } },
    Array(3).fill('filters.slug.$jsonSupersetOf'),
  ],
])('rejects %s where the database does', (_what, query, paths) => {
  expect(onEach(query, STUDY_PATH)).toEqual(paths);
});

it.each<[string, Query]>([
  ['nothing', {}],
  [
    'values, lists and operators',
    { filters: { title: 'a', slug: ['a', 'b'], lead: { $notNull: true, $ne: 'a' } } },
  ],
  ['a list for an operator that takes a value', { filters: { title: { $containsi: ['a', 'b'] } } }],
  ['$not', { filters: { title: { $not: { $contains: 'a' } }, $not: { slug: 'a' } } }],
  [
    'nested logical operators',
    { filters: { $or: [{ $and: [{ title: 'a' }, { slug: { $in: ['a'] } }] }, { lead: null }] } },
  ],
  ['$null with a string', { filters: { title: { $null: 'true' } } }],
  [
    'relations and components',
    { filters: { category: { parent: { slug: 'a' } }, hero: { alt: { $eqi: 'a' } } } },
  ],
  [
    'the presence of a relation, and its ids',
    { filters: { category: { $null: true }, related: { $in: [1, '2'] } } },
  ],
  [
    'one of several conditions in a relation',
    { filters: { related: { $or: [{ title: 'a' }, { slug: 'b' }] } } },
  ],
  ['a file', { filters: { hero: { file: { name: { $endsWith: '.png' } } } } }],
  ['sorting', { sort: ['title:desc', 'category.name', 'hero.alt:asc,slug'] }],
  ['sorting as an object', { sort: [{ category: { name: 'asc' } }, { id: 'desc' }] }],
  ['fields', { fields: ['title', 'slug,lead', '*'], populate: { related: { fields: 'documentId' } } }],
  ['populate in every form', { populate: '*' }],
  [
    'populate with sorting',
    { populate: { related: { sort: 'title:desc', filters: { slug: { $ne: 'a' } } } } },
  ],
  ['a search', { _q: 'a', locale: 'de', status: 'published', pagination: { page: '1' } }],
  // Strapi has an error for each of these.
  [
    'queries that Strapi rejects itself',
    { fields: 'nothing', sort: 'nothing', filters: { nothing: 'a', sections: 'a' } },
  ],
])('passes %s', (_what, query) => {
  expect(onEach(query)).toEqual([undefined, undefined, undefined]);
});

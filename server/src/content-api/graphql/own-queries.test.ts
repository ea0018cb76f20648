import { createOwnQueries } from './own-queries';
import { findGraphqlParser } from '../../strapi-internals/host-graphql';

const queries = createOwnQueries(findGraphqlParser());

const GUIDE = '{ careerFieldGuide(slug: "backend") { title } }';

it.each([
  GUIDE,
  'query ($slug: String!) { careerFieldGuide(slug: $slug) { title } __typename }',
  '{ ...Guides ... on Query { careerFieldGuide(slug: "a") { title } } } fragment Guides on Query { careerFieldGuides { locale } }',
])('recognises %s as a query for guides only', (query) => {
  expect(queries.nameOf({ query })).toBeDefined();
});

it.each([
  '{ pages { title } }',
  '{ careerFieldDraft(slug: "backend") { title } }',
  '{ careerFieldGuide(slug: "backend") { title } careerFieldDraft(slug: "backend") { title } }',
  '{ careerFieldGuide(slug: "backend") { title } pages { title } }',
  '{ careerFieldGuide: pages { title } }',
  '{ careerFieldGuide(slug: "a") { title } ...More } fragment More on Query { pages { title } }',
  'mutation { careerFieldGuide { title } }',
  '{ __typename }',
  '{ careerFieldGuide(',
  '',
])('does not recognise %j', (query) => {
  expect(queries.nameOf({ query })).toBeUndefined();
});

it('does not recognise a request without a query', () => {
  expect(queries.nameOf({})).toBeUndefined();
  expect(queries.nameOf({ query: 7 })).toBeUndefined();
});

it('distinguishes the operations of a document', () => {
  const query = 'query Mine { careerFieldGuides { locale } } query Theirs { pages { title } }';
  expect(queries.nameOf({ query, operationName: 'Mine' })).toBeDefined();
  expect(queries.nameOf({ query, operationName: 'Theirs' })).toBeUndefined();
  expect(queries.nameOf({ query })).toBeUndefined();
});

it('returns one key for each document with its variables, also for a persisted query', () => {
  const query = 'query ($slug: String!) { careerFieldGuide(slug: $slug) { lead } }';
  const sha256Hash = '2f4c9efb4dd5e3c4a04d6a3ee1dab62b1d0b4a7b0d9a1b6ac2b64ac0bc3e1a6c';
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  expect(queries.nameOf({ extensions })).toBeUndefined();
  const keys = ['a', 'b'].map((slug) => queries.nameOf({ query, variables: { slug } }));
  expect(new Set(keys).size).toBe(2);
  const [hash] = keys[0]!.split(' ');
  const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } };
  expect(queries.nameOf({ ...persisted, variables: { slug: 'a' } })).toBe(keys[0]);
});

it('recognises nothing without a parser', () => {
  expect(createOwnQueries(undefined).nameOf({ query: GUIDE })).toBeUndefined();
});

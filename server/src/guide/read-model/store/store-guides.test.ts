import { findMissed } from './store-guides';

const since = [
  { name: 'skill:java', sequence: 5 },
  { name: 'skill:java', sequence: 6 },
  { name: 'skill:php', sequence: 5 },
  { name: '*', sequence: 7 },
];

const added = (article: string, dependencies: string, basis = 4) => ({
  article,
  language: 'en',
  basis,
  dependencies,
});

it('repeats each invalidation of a document that a guide has come to show', () => {
  expect(findMissed([added('', '|skill:java|')], since)).toEqual(['skill:java']);
});

it('repeats nothing that the rebuild has included', () => {
  expect(findMissed([added('', '|skill:java|', 7)], since)).toEqual([]);
});

it('repeats a write without names for a new guide only, as one of its article', () => {
  expect(findMissed([added('new', ''), added('', '|file:1|')], since)).toEqual(['article:new en']);
});

import { nameOfRow } from './invalidate-on-write';

const row = { id: 1, documentId: 'abc', locale: 'en', publishedAt: '2026-01-01T00:00:00.000Z' };

it.each<[string, ReturnType<typeof nameOfRow>, string | undefined]>([
  ['a published article', nameOfRow('article', row), 'article:abc en'],
  ['an article without a known language', nameOfRow('article', { ...row, locale: null }), 'article:abc *'],
  ['a draft of an article', nameOfRow('article', { ...row, publishedAt: null }), undefined],
  ['a skill, which has no drafts', nameOfRow('skill', { ...row, publishedAt: null }), 'skill:abc'],
  ['an article without a documentId', nameOfRow('article', { id: 1 }), '*articles'],
  ['a skill without a documentId', nameOfRow('skill', { id: 1 }), '*'],
  ['no row', nameOfRow('skill', null), undefined],
])('names the write of %s', (_what, name, expected) => {
  expect(name).toBe(expected);
});

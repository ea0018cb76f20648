import { positionOf, toChanges } from './changes';
import { listed } from '../../../../tests/support/unit/guide-index';

const changes = [listed(3), listed(5, { state: 'removed', slug: 'gone' }), listed(9, { language: 'de' })];

it('names each guide with what happened to it, in the order of the numbers', () => {
  const changedAt = '2026-01-01T00:00:00.000Z';
  expect(toChanges(changes, { pageSize: 10, last: 9 })).toEqual({
    data: [
      { documentId: 'article-3', locale: 'en', slug: 'slug-3', change: 'published', changedAt },
      { documentId: 'article-5', locale: 'en', slug: 'gone', change: 'removed', changedAt },
      { documentId: 'article-9', locale: 'de', slug: 'slug-9', change: 'published', changedAt },
    ],
    meta: { next: '9', hasMore: false },
  });
});

it('says where to go on: after the page, or after everything', () => {
  expect(toChanges(changes, { pageSize: 2, last: 9 }).meta).toEqual({ next: '5', hasMore: true });
  expect(toChanges([], { pageSize: 2, last: 9 })).toEqual({ data: [], meta: { next: '9', hasMore: false } });
  expect(toChanges([], { pageSize: 2, last: 0 }).meta).toEqual({ next: null, hasMore: false });
});

it.each([
  [{}, { after: 0 }],
  [{ cursor: '17' }, { after: 17 }],
  [{ since: '2026-01-01T01:00:20+01:00' }, { since: '2026-01-01T00:00:20.000Z' }],
  // As a plus arrives that was not encoded.
  [{ since: '2026-01-01T01:00:20 01:00' }, { since: '2026-01-01T00:00:20.000Z' }],
  [{ since: '2026-01-01' }, { since: '2026-01-01T00:00:00.000Z' }],
  [{ since: '2026-01-01T00:00Z' }, { since: '2026-01-01T00:00:00.000Z' }],
  // As an earlier release gave it.
  [{ since: '2026-01-01T00:00:20.000Z~article-3~en' }, { since: '2026-01-01T00:00:20.000Z' }],
])('%j leads to %j', (query, position) => {
  expect(positionOf(query)).toEqual(position);
});

it.each([
  '',
  'yesterday',
  '17',
  '2026',
  '2026-01',
  '20260101',
  '2026-02-31T25:00:00Z',
  '2026-01-01T00:00:00',
  '2026-01-01 00:00',
  '2026-01-01T00:00:01.000Z~a~b~c',
  '~a~b',
])('refuses since=%j', (since) => {
  expect(() => positionOf({ since })).toThrow('must be a moment in ISO 8601');
});

it.each(['', '-1', '1.5', 'x', '2026-01-01', '99999999999'])('refuses cursor=%j', (cursor) => {
  expect(() => positionOf({ cursor })).toThrow('must be what meta.next');
});

it('refuses both at once', () => {
  expect(() => positionOf({ cursor: '1', since: '2026-01-01' })).toThrow('exclude each other');
});

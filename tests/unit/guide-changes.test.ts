import fc from 'fast-check';
import { listChanges } from '../../server/src/api/guides/changes';
import { catalogueOf, entry } from './support/catalogue-entries';

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

/** A day later: all changes have settled. */
const LATER = Date.UTC(2026, 0, 2);

const slugsOf = ({ data }: ReturnType<typeof listChanges>): string[] => data.map(({ slug }) => slug);

const catalogue = catalogueOf(
  [entry(1, { changedAt: at(30) }), entry(2, { changedAt: at(10) }), entry(3, { changedAt: at(20) })],
  [
    { article: 'gone', locale: 'en', slug: 'gone', changedAt: at(20) },
    { article: 'never', locale: 'en', slug: null, changedAt: at(5) },
  ]
);

const ask = (since: string | undefined, pageSize = 100, now = LATER) =>
  listChanges(catalogue, { since, pageSize }, now);

it('has the oldest change first, and those of one moment in an order that stays', () => {
  expect(ask(undefined)).toEqual({
    data: [
      { documentId: 'article-2', locale: 'en', slug: 'slug-2', change: 'published', changedAt: at(10) },
      { documentId: 'article-3', locale: 'en', slug: 'slug-3', change: 'published', changedAt: at(20) },
      { documentId: 'gone', locale: 'en', slug: 'gone', change: 'removed', changedAt: at(20) },
      { documentId: 'article-1', locale: 'en', slug: 'slug-1', change: 'published', changedAt: at(30) },
    ],
    meta: { next: `${at(30)}~article-1~en`, hasMore: false },
  });
});

it.each([
  [at(20), ['slug-3', 'gone', 'slug-1']],
  ['2026-01-01T01:00:20+01:00', ['slug-3', 'gone', 'slug-1']],
  // As a plus arrives that was not encoded.
  ['2026-01-01T01:00:20 01:00', ['slug-3', 'gone', 'slug-1']],
  ['2026-01-01', ['slug-2', 'slug-3', 'gone', 'slug-1']],
  ['2026-01-01T00:00Z', ['slug-2', 'slug-3', 'gone', 'slug-1']],
  [`${at(20)}~article-3~en`, ['gone', 'slug-1']],
  [`${at(30)}~article-1~en`, []],
  ['2027-01-01', []],
])('since %s there are %j', (since, slugs) => {
  expect(slugsOf(ask(since))).toEqual(slugs);
});

it('says where to go on in the middle and at the end', () => {
  expect(ask(undefined, 2).meta).toEqual({ next: `${at(20)}~article-3~en`, hasMore: true });
  expect(ask(`${at(20)}~article-3~en`, 2).meta).toEqual({ next: `${at(30)}~article-1~en`, hasMore: false });
  // Whoever asks again and again gets the same answer, which is a 304.
  expect(ask(`${at(30)}~article-1~en`)).toEqual({
    data: [],
    meta: { next: `${at(30)}~article-1~en`, hasMore: false },
  });
  expect(listChanges(catalogueOf([]), { since: undefined, pageSize: 1 }, LATER).meta).toEqual({
    next: null,
    hasMore: false,
  });
});

it('tells the latest changes once more, because one with an earlier time may still come', () => {
  const soon = Date.parse(at(30)) + 5000;
  const { data, meta } = ask(undefined, 100, soon);
  expect(data).toHaveLength(4);
  expect(slugsOf(ask(meta.next!, 100, soon))).toEqual(['slug-1']);
  // Only once the end is reached: pages lead on.
  expect(ask(undefined, 3, soon).meta).toEqual({ next: `${at(20)}~gone~en`, hasMore: true });
});

it.each([
  '',
  'yesterday',
  '2026',
  '2026-01',
  '20260101',
  '2026-02-31T25:00:00Z',
  '2026-01-01T00:00:00',
  '2026-01-01 00:00',
  `${at(1)}~a~b~c`,
  '~a~b',
])('refuses %j', (since) => {
  expect(() => ask(since)).toThrow('must be a moment in ISO 8601');
});

it('leaves nothing out and tells nothing twice, whatever the pages are', () => {
  const changes = fc.array(fc.record({ second: fc.nat(5), removed: fc.boolean() }), { maxLength: 20 });
  fc.assert(
    fc.property(changes, fc.integer({ min: 1, max: 5 }), (all, pageSize) => {
      const each = all.map(({ second, removed }, id) => ({ id, removed, changedAt: at(second) }));
      const some = catalogueOf(
        each.filter(({ removed }) => !removed).map(({ id, changedAt }) => entry(id, { changedAt })),
        each
          .filter(({ removed }) => removed)
          .map(({ id, changedAt }) => ({
            article: `article-${id}`,
            locale: 'en',
            slug: `slug-${id}`,
            changedAt,
          }))
      );
      const told: string[] = [];
      let since: string | undefined;
      for (let more = true; more;) {
        const { data, meta } = listChanges(some, { since, pageSize }, LATER);
        told.push(...data.map(({ slug }) => slug));
        more = meta.hasMore;
        since = meta.next ?? undefined;
      }
      expect(told.toSorted()).toEqual(each.map(({ id }) => `slug-${id}`).toSorted());
    })
  );
});

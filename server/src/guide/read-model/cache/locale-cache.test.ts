import { entry } from '../../../../../tests/support/unit/guide-index';
import { byNamedType } from '../../filters';
import type { StoredGuide } from '../store/guide-row';
import type { EntryData } from '../stored-guide';
import type { TermReader, Terms } from '../vocabulary';
import { LocaleCache } from './locale-cache';

const NO_TERMS: Terms = byNamedType(() => new Map());

/** No names change here. */
const reader: TermReader = {
  all: async () => NO_TERMS,
  after: async (terms) => terms,
  complete: async (terms) => terms,
};

const row = (version: number, data: Partial<EntryData>, state = 'ready'): StoredGuide => ({
  id: 1,
  key: 'article-1 en',
  article: 'article-1',
  language: 'en',
  state,
  version,
  sequence: version,
  basis: version,
  build: 'build',
  failure: null,
  changedAt: null,
  dependencies: '',
  entry: JSON.stringify({ ...entry(1), hash: 'hash', ...data }),
});

/** A table with one row, whose reads can be held back. */
const createTable = (stored: StoredGuide) => {
  let gate: Promise<void> | undefined;
  const respond = async <Value>(value: Value): Promise<Value> => {
    await gate;
    return value;
  };
  return {
    hold(): () => void {
      let release = (): void => {};
      gate = new Promise((resolve) => (release = resolve));
      return () => {
        gate = undefined;
        release();
      };
    },
    ofLocale: () => respond([stored]),
    lastChange: async () => ({ sequence: 1, changedAt: undefined }),
  };
};

const nothingElse = { written: [], open: [], isWithdrawn: () => false };

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('applies what is stored while a language is loaded', async () => {
  const table = createTable(row(1, { slug: 'old' }));
  const locales = new LocaleCache(reader, table);
  const release = table.hold();
  const loaded = locales.load('en');
  // The rows are read, but have not arrived yet.
  await turn();
  const applied = locales.apply({ rows: [row(2, { slug: 'new' })], ...nothingElse });
  await turn();
  release();
  await Promise.all([loaded, applied]);
  expect(locales.index('en').entries.map(({ slug }) => slug)).toEqual(['new']);
});

it.each([
  ['was changed', row(2, { slug: 'new' }), ['new']],
  ['was withdrawn', row(2, {}, 'removed'), []],
])('ignores an earlier version of a row that %s', async (_what, next, slugs) => {
  const locales = new LocaleCache(reader, createTable(row(1, { slug: 'old' })));
  await locales.load('en');
  await locales.apply({ rows: [next], ...nothingElse });
  // Read earlier, applied later.
  await locales.put([row(1, { slug: 'old' })]);
  expect(locales.index('en').entries.map(({ slug }) => slug)).toEqual(slugs);
});

it('loads a language again after a read that failed', async () => {
  const table = createTable(row(1, { slug: 'old' }));
  const failing = {
    ...table,
    ofLocale: (): Promise<StoredGuide[]> => Promise.reject(new Error('connection lost')),
  };
  const locales = new LocaleCache(reader, failing);
  await expect(locales.load('en')).rejects.toThrow('connection lost');
  failing.ofLocale = table.ofLocale;
  await locales.load('en');
  expect(locales.has('en')).toBe(true);
});

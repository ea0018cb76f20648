import fc from 'fast-check';
import type { GuideIndexEntry } from '../guide-index';
import { createSearch, MAX_QUERY_LENGTH, type Search } from './index';
import { guideIndexOf, guide, term } from '../../../../tests/support/unit/searched-guides';

/** The number of cases; `RUNS=6000` takes some minutes. */
const RUNS = Number(process.env.RUNS ?? 60);

const titles = (search: Search, q = ''): string[] =>
  search.list({ q, page: 1, pageSize: 1000 }).entries.map(({ card }) => card.title);

const WORDS = [
  'Koch',
  'Köchin',
  'Softwareentwickler',
  'Entwickler',
  'Gaertner',
  'Gärtner',
  'Back-End',
  'Backend',
  'Arzt',
];
const QUERIES = [
  'koch',
  'entwickler',
  'gartner',
  'backend entw',
  'back end',
  'artz',
  'arzt koch',
  'zahnbürste',
  '',
];

const entry = fc
  .record({
    article: fc.integer({ min: 1, max: 12 }).map(String),
    title: fc
      .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 2 })
      .map((words) => words.join(' ')),
    names: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
    lead: fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(' ')),
    skillTerms: fc.array(
      fc.constantFrom('a', 'b', 'c').map((slug) => term(slug)),
      { maxLength: 2 }
    ),
  })
  .map(guide);

const entries = fc.uniqueArray(entry, { selector: ({ key }) => key, minLength: 8, maxLength: 12 });

/** Deletes, changes and adds some guides. */
const changed = (before: GuideIndexEntry[], changes: GuideIndexEntry[]): GuideIndexEntry[] => {
  const byKey = new Map(before.map((one) => [one.key, one]));
  for (const change of changes) {
    if (byKey.has(change.key) && change.searchText.names.length === 0) byKey.delete(change.key);
    else byKey.set(change.key, change);
  }
  return [...byKey.values()];
};

const resultsOf = (search: Search): unknown => QUERIES.map((q) => search.list({ q, page: 1, pageSize: 100 }));

describe('the search of a later guide index', () => {
  it('returns what a new search returns, whenever the first queries came', () => {
    const step = fc.record({ changes: fc.array(entry, { maxLength: 2 }), isQueried: fc.boolean() });
    fc.assert(
      fc.property(entries, fc.array(step, { minLength: 1, maxLength: 12 }), (first, steps) => {
        let now = first;
        let search = createSearch(guideIndexOf(now));
        for (const { changes, isQueried } of steps) {
          if (isQueried) titles(search, 'koch');
          now = changed(now, changes);
          search = search.update(guideIndexOf(now));
        }
        expect(resultsOf(search)).toEqual(resultsOf(createSearch(guideIndexOf(now))));
      }),
      { numRuns: RUNS }
    );
  });

  it('does not change the earlier search', () => {
    const before = Array.from({ length: 20 }, (_, at) => guide({ title: `Koch ${at + 10}` }));
    const earlier = createSearch(guideIndexOf(before));
    const found = titles(earlier, 'koch');
    const later = earlier.update(guideIndexOf(before.with(0, guide({ title: 'Koch 99' }))));
    expect(titles(later, 'koch')).toContain('Koch 99');
    expect(titles(earlier, 'koch')).toEqual(found);
    expect(titles(earlier, '99')).toEqual([]);
    expect(titles(later, '99')).toEqual(['Koch 99']);
  });
});

describe('prepare', () => {
  const many = Array.from({ length: 300 }, (_, at) => guide({ title: `Koch ${at + 100}` }));

  it('yields to the event loop regularly, however many callers wait', async () => {
    const search = createSearch(guideIndexOf(many));
    let isPrepared = false;
    const prepared = Promise.all(Array.from({ length: 50 }, () => search.prepare())).then(() => {
      isPrepared = true;
    });
    let turns = 0;
    for (; !isPrepared; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    await prepared;
    expect(turns).toBeGreaterThan(4);
    expect(titles(search, 'koch')).toHaveLength(many.length);
  });

  it('does not delay a query', async () => {
    const search = createSearch(guideIndexOf(many));
    const prepared = search.prepare();
    expect(titles(search, 'koch')).toHaveLength(300);
    await prepared;
    expect(titles(search, 'koch')).toHaveLength(300);
  });

  it('may run while the search is updated', async () => {
    const search = createSearch(guideIndexOf(many));
    const prepared = search.prepare();
    const later = search.update(guideIndexOf(many.slice(1)));
    await Promise.all([prepared, later.prepare()]);
    expect(titles(later, 'koch')).toHaveLength(299);
    expect(titles(search, 'koch')).toHaveLength(300);
  });

  it('continues after an update', async () => {
    const search = createSearch(guideIndexOf(many));
    const prepared = search.prepare();
    await new Promise((resolve) => setImmediate(resolve));
    // One guide of the first slice is removed, and one that is not indexed yet is replaced.
    const later = search.update(
      guideIndexOf([...many.slice(1, -1), guide({ title: 'Koch 99', article: 'Koch 399' })])
    );
    const found = titles(later, 'koch');
    await prepared;
    expect(found).toHaveLength(299);
    expect(found).not.toContain('Koch 100');
    expect(found).not.toContain('Koch 399');
    expect(found).toContain('Koch 99');
  });
});

describe('any query', () => {
  const search = createSearch(
    guideIndexOf(
      WORDS.flatMap((title) => WORDS.map((lead, at) => guide({ title, lead, article: `${title}${at}` })))
    )
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom('a', 'e', 'ä', '-', ' ', '\0', '\u0001', '\u0301', '*', '"', '😀', 'ﷺ', '\uD800'),
      maxLength: 300,
    }),
    fc
      .array(fc.constantFrom(...WORDS, '__proto__', 'שלום', '工程师'), { maxLength: 40 })
      .map((words) => words.join(' '))
  );

  it('returns each guide on one page', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.integer({ min: 1, max: 50 }), (q, skill, pageSize) => {
        const page = (number: number, filter?: string) =>
          search.list({ q, skill: filter, page: number, pageSize });
        expect(page(1, skill).total).toBeLessThanOrEqual(page(1).total);
        const { total } = page(1);
        const pages = Array.from({ length: Math.ceil(total / pageSize) }, (_, at) => page(at + 1).entries);
        expect(new Set(pages.flat()).size).toBe(total);
        expect(pages.flat()).toHaveLength(total);
      }),
      { numRuns: RUNS }
    );
  });

  it('is read up to a maximum length', () => {
    const long = 'Koch '.repeat(MAX_QUERY_LENGTH / 5);
    expect(long).toHaveLength(MAX_QUERY_LENGTH);
    const found = titles(search, 'Koch');
    expect(found.length).toBeGreaterThan(0);
    expect(titles(search, `${long}Gärtner`)).toEqual(found);
    expect(titles(search, long + 'Unsinn '.repeat(2000))).toEqual(found);
  });
});

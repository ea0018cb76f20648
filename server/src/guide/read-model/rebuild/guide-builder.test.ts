import type { StoredGuide } from '../store/guide-row';
import { selectStale } from './guide-builder';

const row = (article: string, more: Partial<StoredGuide> = {}): [string, StoredGuide] => [
  `${article} en`,
  {
    article,
    language: 'en',
    build: 'present',
    basis: 1,
    dependencies: '',
    failure: null,
    ...more,
  } as StoredGuide,
];

const open = [
  { id: 1, name: 'skill:java', sequence: 2 },
  { id: 2, name: 'article:written en', sequence: 2 },
];

it('selects missing guides, guides of another build, and those that an invalidation makes stale', () => {
  const rows = new Map([
    row('current'),
    row('otherBuild', { build: 'other' }),
    row('shows', { dependencies: '|skill:java|' }),
    row('linked', { dependencies: '|article:written|' }),
    row('linkedOtherBuild', { dependencies: '|article:written|', build: 'other' }),
    row('linkedFailed', { dependencies: '|article:written|', failure: 'invalid' }),
    row('rebuilt', { dependencies: '|skill:java|', basis: 2 }),
  ]);
  const keys = [...rows.values(), { article: 'missing' }].map(({ article }) => ({ article, locale: 'en' }));
  const { stale, linked } = selectStale(keys, rows, open, 'present');
  expect(stale.map(({ article }) => article)).toEqual([
    'otherBuild',
    'shows',
    'linked',
    'linkedOtherBuild',
    'linkedFailed',
    'missing',
  ]);
  expect(linked.map(({ article }) => article)).toEqual(['linked']);
});

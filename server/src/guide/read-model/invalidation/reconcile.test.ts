import { stampOf } from '../published-articles';
import type { GuideStamp } from '../store/guide-table';
import { compareWithGuides, type PublishedRow } from './reconcile';

const DAY = '2026-01-01T00:00:00.000Z';
const LATER = '2026-02-02T00:00:00.000Z';

const published = (article: string, updatedAt = DAY): PublishedRow => ({
  documentId: article,
  locale: 'en',
  updatedAt,
  publishedAt: DAY,
});

const guide = (article: string, more: Partial<GuideStamp> = {}): GuideStamp => ({
  key: `${article} en`,
  article,
  language: 'en',
  state: 'ready',
  stamp: stampOf({ updatedAt: DAY, publishedAt: DAY }),
  failure: null,
  ...more,
});

it.each<[string, PublishedRow[], GuideStamp[], string[]]>([
  ['is unchanged', [published('a')], [guide('a')], []],
  ['was written', [published('a', LATER)], [guide('a')], ['article:a en']],
  ['has no guide', [published('a')], [], ['article:a en']],
  ['has a removed guide', [published('a')], [guide('a', { state: 'removed' })], ['article:a en']],
  ['could not be built', [published('a')], [guide('a', { failure: 'invalid' })], ['article:a en']],
  ['has a guide of an earlier release', [published('a', LATER)], [guide('a', { stamp: null })], []],
  ['is not published any more', [], [guide('a')], ['article:a en']],
  ['was never published again', [], [guide('a', { state: 'removed' })], []],
  ['has no language', [{ ...published('a'), locale: null }], [], []],
])('compares the guide of an article that %s', (_what, articles, guides, names) => {
  expect(compareWithGuides(articles, guides)).toEqual(names);
});

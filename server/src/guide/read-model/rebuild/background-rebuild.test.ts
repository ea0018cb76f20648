import { guideKey } from '../../key';
import type { StoredGuide } from '../store/guide-row';
import type { OpenInvalidation } from '../store/invalidation-log';
import {
  BackgroundRebuild,
  byUrgency,
  findFinished,
  type BackgroundRebuildContext,
} from './background-rebuild';
import { BATCH_SIZE } from './guide-builder';
import { Retries } from './retries';

const key = { article: 'a', locale: 'en' };

/** A site in which nothing was written. */
const createContext = (more: Partial<BackgroundRebuildContext>): BackgroundRebuildContext => ({
  retries: new Retries(),
  builds: { current: 'build', isRunning: false, finish: async () => {} },
  readOpen: async () => [],
  finish: async () => {},
  findUnbuilt: async () => [],
  findStale: async () => [],
  findOtherBuilds: async () => [],
  build: async () => new Set(),
  generation: () => 0,
  isStopped: () => false,
  pause: async () => {},
  ...more,
});

const guide = (article: string, dependencies = '', basis = 1) => ({
  article,
  language: 'en',
  basis,
  dependencies,
});

const open: OpenInvalidation[] = [
  { id: 1, name: 'skill:java', sequence: 2 },
  { id: 2, name: 'article:b en', sequence: 3 },
];

it('orders stale guides by urgency: own article, shown document, linked article', () => {
  const rows = [
    guide('linked', '|article:b|'),
    guide('shows', '|skill:java|'),
    guide('b'),
    guide('current', '|skill:java|', 2),
  ];
  expect(byUrgency(open, rows).map(({ article }) => article)).toEqual(['b', 'shows', 'linked']);
});

it('leaves an invalidation open while a guide is stale because of it or its article is unbuilt', () => {
  const ids = (rows: ReturnType<typeof guide>[], unbuilt: string[]): number[] =>
    findFinished(
      open,
      rows,
      unbuilt.map((article) => ({ article, locale: 'en' }))
    ).map(({ id }) => id);
  expect(ids([], [])).toEqual([1, 2]);
  expect(ids([guide('shows', '|skill:java|')], [])).toEqual([2]);
  expect(ids([], ['b'])).toEqual([1]);
});

it('interrupts its batches after a write, and builds the guide of that write first', async () => {
  let generation = 0;
  const built: string[] = [];
  const isBuilt = (article: string): boolean => built.includes(`${article} en`);
  const rows = Array.from(
    { length: BATCH_SIZE + 1 },
    (_, at) => guide(`${at}`, '|skill:java|') as StoredGuide
  );
  const rebuild = new BackgroundRebuild(
    createContext({
      readOpen: async () => (rows.every(({ article }) => isBuilt(article)) ? [] : open),
      findUnbuilt: async () => (generation > 0 && !isBuilt('b') ? [{ article: 'b', locale: 'en' }] : []),
      findStale: async () => rows.filter(({ article }) => !isBuilt(article)),
      build: async (keys) => {
        built.push(...keys.map(guideKey));
        generation = 1;
        return new Set(keys.map(guideKey));
      },
      generation: () => generation,
    })
  );
  await rebuild.run();
  expect(built.slice(BATCH_SIZE)).toEqual(['b en', `${BATCH_SIZE} en`]);
});

describe('with a rebuild that failed', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it('ends with the attempts that are due, also for a guide that another process has rebuilt', async () => {
    const retries = new Retries();
    const attempts: string[] = [];
    const rebuild = new BackgroundRebuild(
      createContext({
        retries,
        // The other process has finished the invalidation.
        readOpen: async () => [],
        build: async ([failed]) => {
          attempts.push(`${failed!.article} ${failed!.locale}`);
          retries.succeed('a en');
          return new Set(['a en']);
        },
      })
    );
    retries.fail(key, () => {});
    await rebuild.run();
    expect(attempts).toEqual([]);
    expect(retries.nextAttempt()).toBe(100);

    jest.advanceTimersByTime(100);
    await rebuild.run();
    expect(attempts).toEqual(['a en']);
    expect(retries.nextAttempt()).toBeUndefined();
  });
});

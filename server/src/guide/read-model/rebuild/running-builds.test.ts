import { AsyncResource } from 'node:async_hooks';
import { guideKey, type GuideKey } from '../../key';
import { RunningBuilds } from './running-builds';

const keysOf = (...articles: string[]): GuideKey[] => articles.map((article) => ({ article, locale: 'en' }));

const createBuilds = () => {
  const batches: string[][] = [];
  const ends: (() => void)[] = [];
  const builds = new RunningBuilds(new AsyncResource('test'), async (keys) => {
    batches.push(keys.map(({ article }) => article));
    await new Promise<void>((resolve) => ends.push(resolve));
    return new Set(keys.map(guideKey));
  });
  return { builds, batches, end: () => ends.shift()!() };
};

it('builds a guide once at a time, and waits for the build that already runs', async () => {
  const { builds, batches, end } = createBuilds();
  const first = builds.build(keysOf('a', 'b'));
  const second = builds.build(keysOf('b', 'c'));
  expect(batches).toEqual([['a', 'b'], ['c']]);
  end();
  expect([...(await first)]).toEqual(['a en', 'b en']);
  end();
  expect([...(await second)].sort()).toEqual(['a en', 'b en', 'c en']);
});

it('builds a guide again after its build has ended', async () => {
  const { builds, batches, end } = createBuilds();
  const first = builds.build(keysOf('a'));
  end();
  await first;
  const second = builds.build(keysOf('a'));
  end();
  await second;
  expect(batches).toEqual([['a'], ['a']]);
});

import type { GuideKey } from '../key';
import { createSettling, type Moment } from './settling';

const KEY = { article: 'article-1', locale: 'en' };

/** One article that was written with the number 2, and its guide, stored and in memory, up to a number. */
const createSite = ({ isWaiting = false } = {}) => {
  let stored = 1;
  let generation = 0;
  let seen = -1;
  let known: Moment & { basis: number };
  let builds = 0;
  const site = {
    /** Runs before the bases are read, as another reader or the sweep does meanwhile. */
    meanwhile: (): void => {},
    store: (): void => void (stored = 2),
    builds: (): number => builds,
    ...createSettling({
      fresh: async () => {
        if (seen === generation) return known;
        seen = generation;
        if (known === undefined || known.basis !== stored) {
          const open = [{ id: 1, name: 'article:article-1 en', sequence: 2 }];
          known = { open, settled: new Set(), basis: stored };
        }
        return known;
      },
      outdate: () => {
        generation += 1;
      },
      basesOf: async () => {
        site.meanwhile();
        return [{ key: 'article-1 en', article: KEY.article, language: KEY.locale, basis: stored }];
      },
      build: async (keys: GuideKey[]) => {
        builds += keys.length;
        stored = 2;
      },
      isWaiting: () => isWaiting,
      isInTransaction: () => false,
    }),
  };
  return site;
};

it('builds what was written before readers get it', async () => {
  const site = createSite();
  expect((await site.settle('en')).basis).toBe(2);
  expect(site.builds()).toBe(1);
});

it('reads the memory again when somebody else has built the guide since', async () => {
  const site = createSite();
  site.meanwhile = site.store;
  expect((await site.settle('en')).basis).toBe(2);
  expect(site.builds()).toBe(0);
});

it('serves the last one while the guide waits for its next attempt, and does not ask again', async () => {
  const site = createSite({ isWaiting: true });
  const { basis, settled } = await site.settle('en');
  expect([basis, [...settled], site.builds()]).toEqual([1, ['en'], 0]);
});

it('does not wait for other languages', async () => {
  const site = createSite();
  expect((await site.settle('de')).basis).toBe(1);
  expect(site.builds()).toBe(0);
});

describe('a guide that memory does not have', () => {
  const open = [{ id: 1, name: 'article:article-1 en', sequence: 2 }];

  it('is built', async () => {
    const site = createSite();
    expect(await site.buildMissing(open, async () => [KEY])).toBe(true);
    expect(site.builds()).toBe(1);
  });

  it('is looked for again when somebody else has built it since', async () => {
    const site = createSite();
    site.store();
    expect(await site.buildMissing(open, async () => [KEY])).toBe(true);
    expect(site.builds()).toBe(0);
  });

  it('is absent when nothing is published, or while it waits for its next attempt', async () => {
    expect(await createSite().buildMissing(open, async () => [])).toBe(false);
    expect(await createSite({ isWaiting: true }).buildMissing(open, async () => [KEY])).toBe(false);
  });
});

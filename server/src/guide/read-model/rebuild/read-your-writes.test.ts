import type { GuideKey } from '../../key';
import { buildMissing, waitForWrites, type ReadYourWritesContext, type Snapshot } from './read-your-writes';

const KEY = { article: 'article-1', locale: 'en' };

/** One article that was written with the number 2, and the numbers that its stored and its cached guide include. */
const createSite = ({ isWaiting = false } = {}) => {
  let stored = 1;
  let generation = 0;
  let seen = -1;
  let known: Snapshot & { basis: number };
  let builds = 0;
  const context: ReadYourWritesContext<Snapshot & { basis: number }> = {
    readFresh: async () => {
      if (seen === generation) return known;
      seen = generation;
      if (known === undefined || known.basis !== stored) {
        const open = [{ id: 1, name: 'article:article-1 en', sequence: 2 }];
        known = { open, settled: new Set(), basis: stored };
      }
      return known;
    },
    invalidate: () => {
      generation += 1;
    },
    table: {
      basesOf: async () => {
        site.meanwhile();
        return [{ key: 'article-1 en', article: KEY.article, language: KEY.locale, basis: stored }];
      },
    },
    build: async (keys: GuideKey[]) => {
      builds += keys.length;
      stored = 2;
    },
    isWaiting: () => isWaiting,
    isInTransaction: () => false,
  };
  const site = {
    /** Runs before the bases are read, as another reader or the background rebuild does meanwhile. */
    meanwhile: (): void => {},
    store: (): void => void (stored = 2),
    builds: (): number => builds,
    waitForWrites: (locale: string) => waitForWrites(context, locale),
    buildMissing: (open: Snapshot['open'], find: () => Promise<GuideKey[]>) =>
      buildMissing(context, open, find),
  };
  return site;
};

it('builds a written article before readers get the cache', async () => {
  const site = createSite();
  expect((await site.waitForWrites('en')).basis).toBe(2);
  expect(site.builds()).toBe(1);
});

it('reads the cache again when another reader or process has built the guide since', async () => {
  const site = createSite();
  site.meanwhile = site.store;
  expect((await site.waitForWrites('en')).basis).toBe(2);
  expect(site.builds()).toBe(0);
});

it('serves the last guide while the rebuild waits for its next attempt, and does not read again', async () => {
  const site = createSite({ isWaiting: true });
  const { basis, settled } = await site.waitForWrites('en');
  expect([basis, [...settled], site.builds()]).toEqual([1, ['en'], 0]);
});

it('does not wait for other languages', async () => {
  const site = createSite();
  expect((await site.waitForWrites('de')).basis).toBe(1);
  expect(site.builds()).toBe(0);
});

describe('a published article without a cached guide', () => {
  const open = [{ id: 1, name: 'article:article-1 en', sequence: 2 }];

  it('is built', async () => {
    const site = createSite();
    expect(await site.buildMissing(open, async () => [KEY])).toBe(true);
    expect(site.builds()).toBe(1);
  });

  it('is searched again when another reader has built it since', async () => {
    const site = createSite();
    site.store();
    expect(await site.buildMissing(open, async () => [KEY])).toBe(true);
    expect(site.builds()).toBe(0);
  });

  it('is not found when nothing is published, or while its rebuild waits for the next attempt', async () => {
    expect(await createSite().buildMissing(open, async () => [])).toBe(false);
    expect(await createSite({ isWaiting: true }).buildMissing(open, async () => [KEY])).toBe(false);
  });
});

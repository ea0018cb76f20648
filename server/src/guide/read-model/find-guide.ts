import type { Strapi } from '../../plugin';
import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import type { LogFollower, LogSnapshot } from './cache/log-follower';
import { findBySlug } from './published-articles';
import { buildMissing, MAX_ROUNDS, type ReadYourWritesContext } from './rebuild/read-your-writes';

export interface FoundGuide {
  entry: GuideIndexEntry;
  /** Whether the guide has another slug now: it had this one earlier, or succeeds an article that had it. */
  isPrevious: boolean;
}

type ReadIndex = (locale: string) => Promise<GuideIndex>;

/**
 * Looks a slug up in the languages of a fallback chain, in their order. A slug that is in use in any of the languages
 * takes precedence over a previous one.
 */
export const lookUpSlug = async (
  readIndex: ReadIndex,
  chain: readonly string[],
  slug: string
): Promise<FoundGuide | undefined> => {
  for (const locale of chain) {
    const entry = (await readIndex(locale)).bySlug(slug);
    if (entry) return { entry, isPrevious: false };
  }
  for (const locale of chain) {
    const entry = (await readIndex(locale)).byPreviousSlug(slug);
    if (entry) return { entry, isPrevious: true };
  }
  return undefined;
};

export interface FindGuideContext {
  strapi: Strapi;
  readIndex: ReadIndex;
  readYourWrites: ReadYourWritesContext<LogSnapshot>;
  follower: LogFollower;
  /** Rebuilds stale guides; undefined for one that was just withdrawn. */
  refresh: (entries: readonly GuideIndexEntry[]) => Promise<(GuideIndexEntry | undefined)[]>;
}

/** Finds the guide of a slug, and rebuilds it if it is stale. */
export const findGuide = async (
  { strapi, readIndex, readYourWrites, follower, refresh }: FindGuideContext,
  chain: readonly string[],
  slug: string
): Promise<FoundGuide | undefined> => {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = await lookUpSlug(readIndex, chain, slug);
    if (!found) {
      const open = follower.snapshot?.open ?? [];
      const isBuilt = await buildMissing(readYourWrites, open, () => findBySlug(strapi, chain, slug));
      if (!isBuilt) return undefined;
    } else {
      const [entry] = await refresh([found.entry]);
      if (entry && (entry.slug === slug) !== found.isPrevious) return { ...found, entry };
    }
    // The rebuilt guide has another slug, or none.
    follower.invalidate();
  }
  return undefined;
};

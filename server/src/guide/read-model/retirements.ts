import { retiredName } from '../retired/known-retired-slugs';
import { findRetirement, storeRetirement, type Retirement } from '../retired/retired-slugs';
import type { Parts } from './parts';

/** What readers get where an article was that is not published any more. */
export const createRetirements = ({ strapi, log, follower, retired }: Parts) => {
  const retire = async (article: string, retirement: Retirement | undefined): Promise<void> => {
    await strapi.db.transaction(async ({ onCommit }) => {
      await storeRetirement(strapi, article, retirement);
      await log.add([retiredName(article)], true);
      onCommit(() => follower.invalidate());
    });
  };

  return {
    /** Chooses that, for all slugs of an article in all its languages; undefined for 404. */
    retire,

    /** Takes over the slugs that an article has got since the choice, right before it is deleted or unpublished. */
    async refreshRetirement(article: string): Promise<void> {
      const retirement = await findRetirement(strapi, article);
      if (retirement) await retire(article, retirement);
    },

    /** Returns what was chosen for a slug that no guide has, as of the last `find`. */
    retirementOf: (chain: readonly string[], slug: string): Retirement | undefined =>
      retired.ofSlug(chain, slug),
  };
};

import type { GuideIndex, GuideIndexEntry } from '../guide-index';

/** Where a slug leads. */
export interface FoundGuide {
  entry: GuideIndexEntry;
  /** The guide had this slug earlier. */
  isPrevious: boolean;
}

/**
 * Looks for a guide in the languages of a chain, the first one first. A slug that is in use in any of them wins over one
 * that was.
 */
export const lookUp = async (
  guideIndexOf: (locale: string) => Promise<GuideIndex>,
  chain: readonly string[],
  slug: string
): Promise<FoundGuide | undefined> => {
  for (const locale of chain) {
    const entry = (await guideIndexOf(locale)).bySlug(slug);
    if (entry) return { entry, isPrevious: false };
  }
  for (const locale of chain) {
    const entry = (await guideIndexOf(locale)).byPreviousSlug(slug);
    if (entry) return { entry, isPrevious: true };
  }
  return undefined;
};

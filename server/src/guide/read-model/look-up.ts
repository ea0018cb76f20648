import type { Catalogue, CatalogueEntry } from '../guide-index';

/** Where a slug leads. */
export interface FoundGuide {
  entry: CatalogueEntry;
  /** The guide had this slug earlier. */
  isPrevious: boolean;
}

/**
 * Looks for a guide in the languages of a chain, the first one first. A slug that is in use in any of them wins over one
 * that was.
 */
export const lookUp = async (
  catalogueOf: (locale: string) => Promise<Catalogue>,
  chain: readonly string[],
  slug: string
): Promise<FoundGuide | undefined> => {
  for (const locale of chain) {
    const entry = (await catalogueOf(locale)).bySlug(slug);
    if (entry) return { entry, isPrevious: false };
  }
  for (const locale of chain) {
    const entry = (await catalogueOf(locale)).byPreviousSlug(slug);
    if (entry) return { entry, isPrevious: true };
  }
  return undefined;
};

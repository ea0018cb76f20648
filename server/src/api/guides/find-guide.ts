import type { Catalogue, CatalogueEntry, Guides } from '../../guide';

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
export const findGuide = (
  catalogue: Catalogue,
  chain: readonly string[],
  slug: string
): FoundGuide | undefined => {
  for (const locale of chain) {
    const entry = catalogue.bySlug(locale, slug);
    if (entry) return { entry, isPrevious: false };
  }
  for (const locale of chain) {
    const entry = catalogue.byPreviousSlug(locale, slug);
    if (entry) return { entry, isPrevious: true };
  }
  return undefined;
};

/** The same, with the guide as it is at this moment, whatever else is still being made anew. */
export const findPresentGuide = async (
  guides: Guides,
  chain: readonly string[],
  slug: string
): Promise<FoundGuide | undefined> => {
  const directory = await guides.directory();
  const found = findGuide(directory.catalogue, chain, slug);
  const entry = found && (await guides.present(directory, found.entry));
  return entry && { ...found, entry };
};

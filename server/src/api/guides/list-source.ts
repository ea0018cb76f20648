import { guidesOf, type Catalogue } from '../../guide';
import { searchOf } from '../../guide/search';
import type { Strapi } from '../../plugin';

/** What a list of guides is taken from. */
export interface ListSource {
  catalogue: Catalogue;
  /** A list is in one language: the first one of the chain that there are guides in. */
  locale: string;
}

/**
 * Finds the guides that a list is taken from, ready to be searched where words are looked for.
 *
 * @param chain the language that was asked for, and those that may take its place
 * @param q the words that are looked for
 */
export const listSource = async (
  strapi: Strapi,
  [first, ...others]: readonly [string, ...string[]],
  q: string | undefined
): Promise<ListSource> => {
  const catalogue = await guidesOf(strapi).catalogue();
  const locale = [first, ...others].find((each) => catalogue.ofLocale(each).length > 0) ?? first;
  if (q === undefined) return { catalogue, locale };
  // The first question in a language waits for the index, and lets others work meanwhile.
  await searchOf(catalogue).prepare(locale);
  // A guide may have been taken back in the meantime.
  return { catalogue: await guidesOf(strapi).catalogue(), locale };
};

import { guidesOf, type GuideIndex } from '../../guide';
import type { Strapi } from '../../plugin';

/**
 * Returns the guides of the first locale of a chain that has any, with the search index ready where it is needed.
 *
 * @param chain the requested locale and its fallbacks
 * @param q the words to search for
 */
export const findListIndex = async (
  strapi: Strapi,
  chain: readonly [string, ...string[]],
  q: string | undefined
): Promise<GuideIndex> => {
  const guides = guidesOf(strapi);
  let [locale] = chain;
  for (const each of chain) {
    if ((await guides.index(each)).entries.length === 0) continue;
    locale = each;
    break;
  }
  // The first search in a locale builds the index, and yields to the event loop meanwhile.
  if (q !== undefined) await guides.searchOf(await guides.index(locale)).prepare();
  // A guide may have been withdrawn in the meantime.
  return guides.index(locale);
};

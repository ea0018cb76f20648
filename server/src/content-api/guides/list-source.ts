import { guidesOf, type GuideIndex } from '../../guide';
import type { Strapi } from '../../plugin';

/**
 * Finds the guides that a list is taken from: those of the first language of the chain that has guides, ready to be
 * searched where words are looked for.
 *
 * @param chain the language that was asked for, and those that may take its place
 * @param q the words that are looked for
 */
export const listSource = async (
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
  // The first question in a language waits for the index, and lets others work meanwhile.
  if (q !== undefined) await guides.searchOf(await guides.index(locale)).prepare();
  // A guide may have been withdrawn in the meantime.
  return guides.index(locale);
};

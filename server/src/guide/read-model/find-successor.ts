import type { GuideIndex, GuideIndexEntry } from '../guide-index';
import type { KnownRetiredSlugs } from '../retired/known-retired-slugs';
import type { FoundGuide } from './find-guide';

/** Successors of successors that are followed; editors can choose a cycle. */
const MAX_STEPS = 10;

export interface SuccessorContext {
  retired: KnownRetiredSlugs;
  readIndex: (locale: string) => Promise<GuideIndex>;
  refresh: (entries: readonly GuideIndexEntry[]) => Promise<(GuideIndexEntry | undefined)[]>;
}

const entryOf = async (
  { readIndex, refresh }: SuccessorContext,
  chain: readonly string[],
  article: string
): Promise<GuideIndexEntry | undefined> => {
  for (const locale of chain) {
    const listed = (await readIndex(locale)).entries.find((entry) => entry.article === article);
    const [entry] = listed ? await refresh([listed]) : [];
    if (entry) return entry;
  }
  return undefined;
};

/** Finds the guide that succeeds one that had a slug and is not published any more. */
export const findSuccessor = async (
  context: SuccessorContext,
  chain: readonly string[],
  slug: string
): Promise<FoundGuide | undefined> => {
  let retirement = context.retired.ofSlug(chain, slug);
  for (let step = 0; step < MAX_STEPS && retirement && 'successor' in retirement; step += 1) {
    const entry = await entryOf(context, chain, retirement.successor);
    if (entry) return { entry, isPrevious: true };
    retirement = context.retired.ofArticle(retirement.successor);
  }
  return undefined;
};

import { groupBy } from '../../../utils/group-by';
import { guideKey, type GuideKey } from '../../key';
import { concerns, writtenArticles, type Invalidation } from '../staleness';
import type { GuideTable } from '../store/guide-table';
import type { OpenInvalidation } from '../store/invalidation-log';
import { BATCH_SIZE } from './guide-builder';

/** How often at most a reader waits for articles that are written again meanwhile. */
export const MAX_ROUNDS = 3;

/** The cache as it was read from the log at one moment. */
export interface Snapshot {
  open: OpenInvalidation[];
  /** The languages, or `*` for all, in which every written article is a cached guide. */
  settled: Set<string>;
}

export interface ReadYourWritesContext<Known extends Snapshot> {
  /** Returns the cache, which is read again first if it is too old or was invalidated. */
  readFresh: () => Promise<Known>;
  /** Says that the cache may lack what is stored. */
  invalidate: () => void;
  table: Pick<GuideTable, 'basesOf'>;
  build: (keys: GuideKey[]) => Promise<unknown>;
  /** Whether the rebuild of a guide has failed and waits for its next attempt. */
  isWaiting: (key: GuideKey) => boolean;
  isInTransaction: () => boolean;
}

const writtenIn = (open: readonly Invalidation[], locale?: string) =>
  [...writtenArticles(open).values()].filter((each) => locale === undefined || concerns(each, locale));

/**
 * Returns the guides that do not include the last write of their own article.
 *
 * @param locale only guides of this language
 */
export const findUnbuilt = async (
  table: Pick<GuideTable, 'basesOf'>,
  open: readonly Invalidation[],
  locale?: string
): Promise<GuideKey[]> => {
  const written = writtenIn(open, locale);
  if (written.length === 0) return [];
  const rows = await table.basesOf([...new Set(written.map(({ article }) => article))]);
  const bases = new Map(rows.map(({ key, basis }) => [key, basis]));
  const rowsOf = groupBy(rows, ({ article }) => article);
  const keys = new Map<string, GuideKey>();
  for (const { article, locale: code, sequence } of written) {
    const codes = code === '*' ? (rowsOf.get(article) ?? []).map(({ language }) => language) : [code];
    for (const each of codes) {
      const key = { article, locale: each };
      const isWanted = locale === undefined || locale === each;
      if (isWanted && (bases.get(guideKey(key)) ?? -1) < sequence) keys.set(guideKey(key), key);
    }
  }
  return [...keys.values()];
};

/**
 * Lets readers read what was written before their request: the guides of articles that were just written are built
 * before a reader gets the cache. Many at once, after an import, are not waited for.
 *
 * The background rebuild and readers build the same guides at the same time. A guide that a reader no longer finds
 * unbuilt may have been built after the cache was read, so the cache is read again before it counts as settled.
 *
 * @param locale the language to wait for, or undefined for all
 */
export const waitForWrites = async <Known extends Snapshot>(
  { readFresh, invalidate, table, build, isWaiting, isInTransaction }: ReadYourWritesContext<Known>,
  locale?: string
): Promise<Known> => {
  const name = locale ?? '*';
  const tried = new Set<string>();
  let built: Known | undefined;
  for (let round = 0; ; round += 1) {
    const now = await readFresh();
    const isSettled = writtenIn(now.open, locale).length === 0 || now.settled.has(name);
    if (isSettled || round === MAX_ROUNDS || isInTransaction()) return now;
    const unbuilt = (await findUnbuilt(table, now.open, locale)).filter(
      (key) => !tried.has(guideKey(key)) && !isWaiting(key)
    );
    if (unbuilt.length > BATCH_SIZE) return now;
    if (unbuilt.length === 0 && built === now) {
      now.settled.add(name);
      return now;
    }
    if (unbuilt.length === 0) built = now;
    // The background rebuild retries what fails here.
    else await build(unbuilt).catch(() => {});
    for (const key of unbuilt) tried.add(guideKey(key));
    invalidate();
  }
};

/**
 * Builds the guide of a published article that is not cached, because many articles were written at once.
 *
 * @returns whether it may be found when the cache is read again
 */
export const buildMissing = async (
  { table, build, isWaiting, isInTransaction }: ReadYourWritesContext<Snapshot>,
  open: readonly Invalidation[],
  findPublished: () => Promise<GuideKey[]>
): Promise<boolean> => {
  if (open.length === 0 || isInTransaction()) return false;
  const keys = await findPublished();
  if (keys.length === 0) return false;
  const unbuilt = new Set((await findUnbuilt(table, open)).map(guideKey));
  const missing = keys.find((key) => unbuilt.has(guideKey(key)) && !isWaiting(key));
  if (missing) await build([missing]).catch(() => {});
  return missing !== undefined || keys.some((key) => !unbuilt.has(guideKey(key)));
};

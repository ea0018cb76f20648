import { guideKey, type GuideKey } from '../key';
import { BATCH } from './build';
import type { OpenInvalidation } from './invalidations';
import { concerns, writtenArticles } from './staleness';
import type { Table } from './table';

/** How often at most a reader waits for what was written again meanwhile. */
export const ROUNDS = 3;

/** What is in memory, as it was read at one moment. */
export interface Moment {
  open: OpenInvalidation[];
  /** The languages, or `*` for all, in which every article that was written is a guide in memory. */
  settled: Set<string>;
}

export interface SettlingOptions<Known extends Moment> {
  /** What is in memory, which is read again first if it is too old or was outdated. */
  fresh: () => Promise<Known>;
  /** Says that what is in memory is not what is stored any more. */
  outdate: () => void;
  basesOf: Table['basesOf'];
  build: (keys: GuideKey[]) => Promise<unknown>;
  /** Whether the rebuild of a guide has failed and waits for its next attempt. */
  isWaiting: (key: GuideKey) => boolean;
  isInTransaction: () => boolean;
}

/**
 * Has the articles that were just written built before a reader gets what is in memory.
 *
 * The sweep and readers build the same guides at the same time. What a reader no longer finds to be built was perhaps
 * built after the memory was read, so the memory is read again before it counts as settled.
 */
export const createSettling = <Known extends Moment>({
  fresh,
  outdate,
  basesOf,
  build,
  isWaiting,
  isInTransaction,
}: SettlingOptions<Known>) => {
  const writtenIn = (open: OpenInvalidation[], locale?: string) =>
    [...writtenArticles(open).values()].filter((each) => locale === undefined || concerns(each, locale));

  /** Guides that do not have the last write of their own article in them, of one language or of all. */
  const findUrgent = async (open: OpenInvalidation[], locale?: string): Promise<GuideKey[]> => {
    const written = writtenIn(open, locale);
    if (written.length === 0) return [];
    const rows = await basesOf([...new Set(written.map(({ article }) => article))]);
    const bases = new Map(rows.map(({ key, basis }) => [key, basis]));
    const languages = new Map<string, string[]>();
    for (const { article, language } of rows)
      languages.set(article, [...(languages.get(article) ?? []), language]);
    const keys = new Map<string, GuideKey>();
    for (const { article, locale: code, sequence } of written) {
      for (const each of code === '*' ? (languages.get(article) ?? []) : [code]) {
        const key = { article, locale: each };
        const isWanted = locale === undefined || locale === each;
        if (isWanted && (bases.get(guideKey(key)) ?? -1) < sequence) keys.set(guideKey(key), key);
      }
    }
    return [...keys.values()];
  };

  return {
    findUrgent,

    /**
     * Waits until the articles that were just written are guides in memory, of one language or of all. Many at once,
     * after an import, are not waited for.
     */
    async settle(locale?: string): Promise<Known> {
      const name = locale ?? '*';
      const tried = new Set<string>();
      let built: Known | undefined;
      for (let round = 0; ; round += 1) {
        const now = await fresh();
        const isSettled = writtenIn(now.open, locale).length === 0 || now.settled.has(name);
        if (isSettled || round === ROUNDS || isInTransaction()) return now;
        const urgent = (await findUrgent(now.open, locale)).filter(
          (key) => !tried.has(guideKey(key)) && !isWaiting(key)
        );
        if (urgent.length > BATCH) return now;
        if (urgent.length === 0 && built === now) {
          now.settled.add(name);
          return now;
        }
        if (urgent.length === 0) built = now;
        // What fails is tried again in the background.
        else await build(urgent).catch(() => {});
        for (const key of urgent) tried.add(guideKey(key));
        outdate();
      }
    },

    /**
     * Has the guide of a published article built that memory does not have, because many were written at once.
     *
     * @returns whether it may be in memory when that is read again
     */
    async buildMissing(open: OpenInvalidation[], published: () => Promise<GuideKey[]>): Promise<boolean> {
      if (open.length === 0 || isInTransaction()) return false;
      const keys = await published();
      if (keys.length === 0) return false;
      const urgent = new Set((await findUrgent(open)).map(guideKey));
      const missing = keys.find((key) => urgent.has(guideKey(key)) && !isWaiting(key));
      if (missing) await build([missing]).catch(() => {});
      return missing !== undefined || keys.some((key) => !urgent.has(guideKey(key)));
    },
  };
};

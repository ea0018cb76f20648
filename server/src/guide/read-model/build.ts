import { uidOf, type Strapi } from '../../plugin';
import { documentsWhere } from '../documents-where';
import { guideKey, type GuideKey } from '../key';
import { momentIn } from '../values';
import type { GuideContentError } from '../content-error';
import type { AssembledGuide } from '../types';
import type { Invalidations } from './invalidations';
import { updateCards } from './linked-cards';
import { reasonOf, type Retries } from './retries';
import { staleBy, toDependencies } from './staleness';
import { hashOf, parseEntry, type EntryData } from './stored-guide';
import type { BuiltGuide, StoredGuide, Table } from './table';

export type Assemble = (
  keys: GuideKey[],
  onContentError: (error: GuideContentError) => void
) => Promise<Map<string, AssembledGuide>>;

/** Guides that are built and stored together: enough to share statements, few enough to be fair to readers. */
export const BATCH = 25;

/** What identifies a published row as it is: another text when it was written since. */
export const stampOf = ({ updatedAt, publishedAt }: { updatedAt: unknown; publishedAt: unknown }): string =>
  `${momentIn(updatedAt)} ${momentIn(publishedAt)}`;

const toBuilt = (
  key: GuideKey,
  stored: StoredGuide | undefined,
  { guide, card, ...assembled }: AssembledGuide,
  { now, stamp }: { now: string; stamp: string | undefined }
): BuiltGuide => {
  const payload = JSON.stringify(guide);
  const hash = hashOf(payload);
  const before = parseEntry(stored?.entry ?? null);
  const isSame = before.hash === hash && stored?.state !== 'removed';
  const data: EntryData = {
    slug: guide.slug,
    previousSlugs: assembled.previousSlugs,
    card,
    searchText: assembled.searchText,
    categories: assembled.categories,
    skills: assembled.skills,
    studyPaths: assembled.studyPaths,
    noIndex: guide.seo.noIndex,
    publishedAt: guide.publishedAt,
    updatedAt: guide.updatedAt,
    // Something that the guide does not show has changed, perhaps: then it is still the same guide.
    changedAt: isSame && before.changedAt ? before.changedAt : now,
    hash,
  };
  const entry = JSON.stringify(data);
  return {
    ...key,
    stored,
    state: 'ready',
    isChange: !isSame || entry !== stored?.entry || stored.failure !== null,
    failure: null,
    stamp: stamp ?? null,
    slug: guide.slug,
    noIndex: guide.seo.noIndex,
    changedAt: data.changedAt,
    changesOn: assembled.changesOn,
    dependencies: toDependencies(assembled.dependencies),
    entry,
    payload,
  };
};

/** What is left of a guide that is no longer published; nothing where there never was one. */
const toRemoved = (key: GuideKey, stored: StoredGuide | undefined, now: string): BuiltGuide[] => {
  if (!stored) return [];
  const isChange = stored.state !== 'removed' && stored.state !== 'failed';
  return [
    {
      ...key,
      stored,
      state: 'removed',
      isChange,
      failure: null,
      stamp: null,
      changesOn: null,
      ...(isChange ? { changedAt: now } : {}),
      dependencies: '',
      payload: null,
    },
  ];
};

/**
 * Rebuilds guides. What goes into them is read without a transaction, after the counter; storing them is a short
 * transaction of its own. What is written in between has a number above that counter, so the guide is stale again.
 *
 * A failure never removes a guide. One of the database leaves the last good guide in place, and the row waits for its
 * next attempt, longer each time, without holding up others. An article whose content is at fault is reported and waits
 * until it is written again.
 */
export const createBuilder = (
  strapi: Strapi,
  { table, invalidations, retries }: { table: Table; invalidations: Invalidations; retries: Retries },
  assemble: Assemble
) => {
  const findStamps = async (keys: GuideKey[]): Promise<Map<string, string>> => {
    const rows = (await strapi.db.query(uidOf('article')).findMany({
      where: {
        publishedAt: { $notNull: true },
        ...documentsWhere(keys.map(({ article, locale }) => ({ documentId: article, locale }))),
      },
      select: ['documentId', 'locale', 'updatedAt', 'publishedAt'],
    })) as { documentId: string; locale: string; updatedAt: unknown; publishedAt: unknown }[];
    return new Map(
      rows.map((row) => [guideKey({ article: row.documentId, locale: row.locale }), stampOf(row)])
    );
  };

  const assembleAll = async (
    keys: GuideKey[],
    rows: Map<string, StoredGuide>,
    now: string
  ): Promise<BuiltGuide[]> => {
    const stamps = await findStamps(keys);
    const failures = new Map<string, string>();
    const assembled = await assemble(keys, ({ key, message }) => {
      failures.set(guideKey(key), message);
    });
    return keys.flatMap((key): BuiltGuide[] => {
      const name = guideKey(key);
      const stored = rows.get(name);
      const failure = failures.get(name);
      const stamp = stamps.get(name);
      if (failure === undefined) {
        const guide = assembled.get(name);
        return guide ? [toBuilt(key, stored, guide, { now, stamp })] : toRemoved(key, stored, now);
      }
      if (stored?.failure !== failure) {
        strapi.log.error(
          `[career-field] ${failure} The last good guide stays as it is until the article is written again.`
        );
      }
      const hasGuide = stored !== undefined && stored.state !== 'removed' && stored.state !== 'failed';
      return [
        {
          ...key,
          stored,
          state: hasGuide ? 'ready' : 'failed',
          // Other processes must know that the guide is only the last good one.
          isChange: stored?.failure !== failure,
          failure,
          stamp: stamp ?? null,
        },
      ];
    });
  };

  let rebuilds = 0;

  /** @returns the keys that were stored, or that have nothing to be stored */
  const buildOnce = async (keys: GuideKey[], build: string): Promise<Set<string>> => {
    const basis = await invalidations.counter();
    const open = await invalidations.open();
    const rows = new Map((await table.ofKeys(keys.map(guideKey))).map((row) => [row.key, row]));
    const now = new Date().toISOString();
    // A reader or another process may have been here since the guide was found stale.
    const isStale = (row: StoredGuide | undefined): boolean =>
      row === undefined || row.build !== build || staleBy(open, row) !== undefined;
    const stale = keys.filter((key) => isStale(rows.get(guideKey(key))));
    const linked = [...rows.values()].filter(
      (row) => row.build === build && row.failure === null && staleBy(open, row) === 'linked'
    );
    const updated = linked.length > 0 ? await updateCards(table, linked, open, now) : [];
    const isUpdated = new Set(updated.map(guideKey));
    const others = stale.filter((key) => !isUpdated.has(guideKey(key)));
    const built = [...updated, ...(others.length > 0 ? await assembleAll(others, rows, now) : [])];
    const done = built.length > 0 ? await table.store(built, basis, build) : new Set<string>();
    rebuilds += done.size;
    const isBuilt = new Set(built.map(guideKey));
    for (const key of keys) if (!isBuilt.has(guideKey(key))) done.add(guideKey(key));
    return done;
  };

  const build = async (keys: GuideKey[], hash: string): Promise<Set<string>> => {
    try {
      const done = await buildOnce(keys, hash);
      for (const key of done) retries.succeed(key);
      return done;
    } catch (error) {
      if (keys.length === 1) {
        retries.fail(keys[0]!, (delay) =>
          strapi.log.warn(
            `[career-field] The guide of article ${keys[0]!.article} (${keys[0]!.locale}) could not be rebuilt; the last one stays and the next attempt follows in ${delay} ms: ${reasonOf(error)}`
          )
        );
        return new Set();
      }
      const done = new Set<string>();
      for (const key of keys) for (const each of await build([key], hash)) done.add(each);
      // Not one guide, but the database.
      if (done.size === 0) throw error;
      return done;
    }
  };

  return {
    /**
     * Rebuilds guides that do not wait for another attempt.
     *
     * @returns the keys of those that are in line with what was committed before the call
     * @throws what the database throws when none of several could be rebuilt
     */
    build: async (keys: GuideKey[], hash: string): Promise<Set<string>> => {
      const wanted = keys.filter((key) => !retries.isWaiting(key));
      return wanted.length > 0 ? build(wanted, hash) : new Set();
    },

    /** How many guides were rebuilt; one that somebody else had rebuilt already does not count. */
    rebuilds: (): number => rebuilds,
  };
};

export type Builder = ReturnType<typeof createBuilder>;

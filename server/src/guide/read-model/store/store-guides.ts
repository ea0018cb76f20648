import { uidOf, type Strapi } from '../../../plugin';
import { inParts, type Transaction } from '../../../strapi-internals/database';
import { guideKey, type GuideKey } from '../../key';
import type { BuiltGuide } from '../rebuild/built-guide';
import {
  ANYTHING,
  articleName,
  isStaleBy,
  namesIn,
  toDependencies,
  type Dependent,
  type Invalidation,
} from '../staleness';
import type { GuideTable } from './guide-table';
import { RETAINED, type InvalidationLog } from './invalidation-log';

interface GuideVersion {
  id: number;
  key: string;
  version: number;
}

export interface StoreContext {
  strapi: Strapi;
  table: GuideTable;
  log: InvalidationLog;
}

/** Returns the keys of those articles among some that are published, as the open transaction sees them. */
const findPublished = async (strapi: Strapi, keys: GuideKey[]): Promise<Set<string>> => {
  const found = new Set<string>();
  for (const part of inParts(new Set(keys.map(({ article }) => article)))) {
    const rows = (await strapi.db.query(uidOf('article')).findMany({
      where: { documentId: { $in: part }, publishedAt: { $notNull: true } },
      select: ['documentId', 'locale'],
    })) as { documentId: string; locale: string }[];
    for (const { documentId, locale } of rows) found.add(guideKey({ article: documentId, locale }));
  }
  return found;
};

/** Returns the attributes to store; of a guide that is removed or failed, only some. */
const attributesOf = (built: BuiltGuide): Record<string, unknown> => {
  const { state, failure, stamp, slug, noIndex, changedAt, changesOn, dependencies, entry, payload } = built;
  const all = { state, failure, stamp, slug, noIndex, changedAt, changesOn, dependencies, entry, payload };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};

/** Returns the rows of the guides as they are now. */
const findVersions = async (
  { table }: GuideTable,
  built: BuiltGuide[],
  trx: Transaction
): Promise<Map<string, GuideVersion>> => {
  const rows = (await table
    .query()
    .select('id', 'key', 'version')
    .whereIn('key', built.map(guideKey))
    .transacting(trx)) as GuideVersion[];
  return new Map(rows.map((row) => [row.key, row]));
};

/**
 * Returns the guides that may be stored: a row that another process has stored since it was read stays, and so does the
 * guide of an article that is published although the rebuild has not found it. Only the transaction that finds an
 * article unpublished or deleted may store *removed*.
 */
const findStorable = async (
  { strapi, table }: StoreContext,
  built: BuiltGuide[],
  trx: Transaction
): Promise<{ guide: BuiltGuide; row: GuideVersion | undefined }[]> => {
  const rows = await findVersions(table, built, trx);
  // A guide that is new or removed must agree with the article as it is now; any other row is compared by its version.
  const uncertain = new Set(built.filter((guide) => guide.state === 'removed' || !rows.has(guideKey(guide))));
  const published = uncertain.size > 0 ? await findPublished(strapi, [...uncertain]) : new Set<string>();
  return built.flatMap((guide) => {
    const row = rows.get(guideKey(guide));
    if (row?.version !== guide.stored?.version) return [];
    const isPublished = published.has(guideKey(guide));
    if (uncertain.has(guide) && isPublished === (guide.state === 'removed')) return [];
    return [{ guide, row }];
  });
};

/** Returns what a guide shows now and did not show before; undefined if nothing. */
const findAdded = (guide: BuiltGuide, isNew: boolean, basis: number): Dependent | undefined => {
  const before = guide.stored?.dependencies ?? '';
  const added = namesIn(guide.dependencies ?? '').filter((name) => !before.includes(`|${name}|`));
  if (added.length === 0 && !isNew) return undefined;
  return {
    article: isNew ? guide.article : '',
    language: guide.locale,
    basis,
    dependencies: toDependencies(added),
  };
};

/**
 * Returns the invalidations to repeat: when they were looked up, these guides did not show their documents yet, so that
 * they may be finished without these guides.
 *
 * @param added what the guides have come to show, with the basis of the rebuild
 * @param since the invalidations above that basis
 */
export const findMissed = (added: readonly Dependent[], since: readonly Invalidation[]): string[] => {
  const missed = since.flatMap((invalidation) => {
    const { name } = invalidation;
    const guides = added.filter((guide) => isStaleBy(invalidation, guide));
    if (!name.startsWith(ANYTHING)) return guides.length > 0 ? [name] : [];
    return guides.flatMap(({ article, language }) => (article === '' ? [] : articleName(article, language)));
  });
  return [...new Set(missed)];
};

/**
 * Stores rebuilt guides, in one short transaction.
 *
 * @param basis the counter before anything that went into the guides was read
 * @returns the keys that were stored
 */
export const storeGuides = async (
  context: StoreContext,
  built: BuiltGuide[],
  { basis, build }: { basis: number; build: string }
): Promise<Set<string>> => {
  const { table: guides, log } = context;
  const { table } = guides;
  return log.withNumbers(built.length, async (trx, top) => {
    const stored = new Set<string>();
    let sequence = top - built.length;
    // The log of so long ago is not complete any more.
    if (sequence - basis > RETAINED) return stored;
    const added: Dependent[] = [];
    for (const { guide, row } of await findStorable(context, built, trx)) {
      const key = guideKey(guide);
      sequence += 1;
      const values = {
        ...attributesOf(guide),
        build,
        basis: Math.max(basis, guide.stored?.basis ?? 0),
        ...(guide.isChange ? { sequence } : {}),
      };
      if (row) {
        await table
          .query()
          .where({ id: row.id })
          .update(table.values({ ...values, version: row.version + 1 }))
          .transacting(trx);
      } else {
        const { article, locale: language } = guide;
        await table
          .query()
          .insert(table.newRow({ ...values, key, article, language, version: 1 }))
          .transacting(trx);
      }
      stored.add(key);
      const addedTo = findAdded(guide, row === undefined, basis);
      if (addedTo) added.push(addedTo);
    }
    if (added.length > 0) await log.add(findMissed(added, await log.since(basis, trx)));
    return stored;
  });
};

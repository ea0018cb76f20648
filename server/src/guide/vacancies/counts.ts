import { uidOf, type Strapi } from '../../plugin';
import { inParts } from '../../strapi-internals/database';
import { ensureIndex } from '../../strapi-internals/indexes';
import { guideKey, type GuideKey } from '../key';

/** What the site's function has returned for a guide, as it is stored. */
export interface VacancyCount {
  key: string;
  article: string;
  language: string;
  count: number | null;
  countedAt: string | null;
  changedAt: string | null;
  triedAt: string | null;
  failures: number;
  failure: string | null;
}

const query = (strapi: Strapi) => strapi.db.query(uidOf('vacancy-count'));

/** Creates the index of the table. */
export const prepareCounts = (strapi: Strapi): Promise<void> =>
  ensureIndex(strapi, uidOf('vacancy-count'), 'key', { suffix: 'key_unique', isUnique: true });

/** Reads the stored numbers: of some guides, or all. */
export const findCounts = async (strapi: Strapi, keys?: readonly string[]): Promise<VacancyCount[]> => {
  if (!keys) return (await query(strapi).findMany({})) as VacancyCount[];
  const found: VacancyCount[] = [];
  for (const chunk of inParts([...keys])) {
    found.push(...((await query(strapi).findMany({ where: { key: { $in: chunk } } })) as VacancyCount[]));
  }
  return found;
};

/** Stores values for a guide. Others keep their values. */
export const storeCount = async (
  strapi: Strapi,
  guide: GuideKey,
  values: Partial<VacancyCount>
): Promise<void> => {
  const key = guideKey(guide);
  const data = values as Record<string, unknown>;
  const found = (await query(strapi).findOne({ where: { key }, select: ['id'] })) as { id: number } | null;
  if (found) await query(strapi).update({ where: { id: found.id }, data });
  else await query(strapi).create({ data: { ...data, key, article: guide.article, language: guide.locale } });
};

/** Deletes the numbers of guides that are no longer published. */
export const deleteCounts = async (strapi: Strapi, keys: string[]): Promise<void> => {
  for (const chunk of inParts(keys)) await query(strapi).deleteMany({ where: { key: { $in: chunk } } });
};

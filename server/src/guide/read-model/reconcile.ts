import { PLUGIN_ID, uidOf, type Strapi } from '../../plugin';
import { updatedAt } from '../assemble/moments';
import { isDue, type EntryData } from './build';
import { isOutdated, keyOf, type GuideKey, type Table } from './table';

/** How the stored guides were made. */
const STORE_KEY = { type: 'plugin', name: PLUGIN_ID, key: 'guides-made-by' } as const;

export const rememberMaking = async (strapi: Strapi, making: string): Promise<void> => {
  if ((await strapi.store.get(STORE_KEY)) !== making) await strapi.store.set({ ...STORE_KEY, value: making });
};

interface PublishedRow {
  documentId: string;
  locale: string | null;
  updatedAt: string | Date;
  publishedAt: string | Date;
}

/**
 * Compares what is published with the guides that there are: articles may have been written past Strapi, by
 * `strapi import` or while the plugin was off, and figures may have become too old.
 *
 * @param making how guides are made now; if the stored ones were made in another way, all of them are out of date
 */
export const findDifferences = async (
  strapi: Strapi,
  table: Table,
  making: string
): Promise<{ isOtherMaking: boolean; keys: GuideKey[] }> => {
  const published = (await strapi.db.query(uidOf('article')).findMany({
    where: { publishedAt: { $notNull: true } },
    select: ['documentId', 'locale', 'updatedAt', 'publishedAt'],
  })) as PublishedRow[];
  const keys: GuideKey[] = [];
  const now = new Date();
  const rows = new Map((await table.all()).map((row) => [row.key, row]));
  for (const row of published) {
    const { documentId: article, locale } = row;
    if (!locale) continue;
    const key = { article, locale };
    const stored = rows.get(keyOf(key));
    rows.delete(keyOf(key));
    if (stored && isOutdated(stored.state)) continue;
    const { updatedAt: known, changesOn = null } = JSON.parse(stored?.entry ?? '{}') as Partial<EntryData>;
    const isPresent = known === updatedAt({ ...row }) && !isDue(changesOn, now);
    if (stored?.state !== 'ready' || !isPresent) keys.push(key);
  }
  for (const { state, article, language } of rows.values()) {
    if (state === 'ready') keys.push({ article, locale: language });
  }
  const before = await strapi.store.get(STORE_KEY);
  return { isOtherMaking: rows.size + published.length > 0 && before !== making, keys };
};

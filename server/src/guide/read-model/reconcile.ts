import { uidOf, type Strapi } from '../../plugin';
import { guideKey } from '../key';
import { stampOf } from './build';
import { articleName } from './staleness';
import type { Table } from './table';

interface PublishedRow {
  document_id: string;
  locale: string | null;
  updated_at: unknown;
  published_at: unknown;
}

/**
 * Compares what is published with the guides that there are: articles may have been written bypassing Strapi, by
 * `strapi import` or while the plugin was off.
 *
 * @returns invalidations for the articles whose guide is not in line with them
 */
export const findDifferences = async (strapi: Strapi, table: Table): Promise<string[]> => {
  const { tableName } = strapi.db.metadata.get(uidOf('article'));
  const query = strapi.db
    .getConnection(tableName)
    .select('document_id', 'locale', 'updated_at', 'published_at')
    .whereNotNull('published_at');
  const published = (
    strapi.db.inTransaction()
      ? await strapi.db.transaction(async ({ trx }) => query.transacting(trx))
      : await query
  ) as PublishedRow[];
  const rows = new Map((await table.stamps()).map((row) => [row.key, row]));
  const names: string[] = [];
  for (const {
    document_id: article,
    locale,
    updated_at: updatedAt,
    published_at: publishedAt,
  } of published) {
    if (!locale) continue;
    const key = guideKey({ article, locale });
    const row = rows.get(key);
    rows.delete(key);
    const isKnown = row !== undefined && row.state !== 'removed' && row.failure === null;
    // Rows of an earlier release have no stamp; they are rebuilt anyway.
    const isSame = row?.stamp === null || row?.stamp === stampOf({ updatedAt, publishedAt });
    if (!isKnown || !isSame) names.push(articleName(article, locale));
  }
  for (const { state, article, language } of rows.values()) {
    if (state !== 'removed') names.push(articleName(article, language));
  }
  return names;
};

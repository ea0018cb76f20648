import { uidOf, type Strapi } from '../../../plugin';
import { TypeTable } from '../../../strapi-internals/type-table';
import { guideKey } from '../../key';
import { stampOf } from '../published-articles';
import { articleName } from '../staleness';
import type { GuideStamp, GuideTable } from '../store/guide-table';

/** A published article in one language, as the database stores it. */
export interface PublishedRow {
  documentId: string;
  locale: string | null;
  updatedAt: unknown;
  publishedAt: unknown;
}

/**
 * Compares the published articles with the stored guides.
 *
 * @returns invalidations for the articles whose guide is not in line with them
 */
export const compareWithGuides = (
  published: readonly PublishedRow[],
  stamps: readonly GuideStamp[]
): string[] => {
  const rows = new Map(stamps.map((row) => [row.key, row]));
  const names: string[] = [];
  for (const { documentId: article, locale, updatedAt, publishedAt } of published) {
    if (!locale) continue;
    const key = guideKey({ article, locale });
    const row = rows.get(key);
    rows.delete(key);
    const isBuilt = row !== undefined && row.state !== 'removed' && row.failure === null;
    // Rows of an earlier release have no stamp; they are rebuilt anyway.
    const isSame = row?.stamp === null || row?.stamp === stampOf({ updatedAt, publishedAt });
    if (!isBuilt || !isSame) names.push(articleName(article, locale));
  }
  for (const { state, article, language } of rows.values()) {
    if (state !== 'removed') names.push(articleName(article, language));
  }
  return names;
};

/**
 * Finds the articles whose guide is not in line with them: they may have been written bypassing Strapi, by `strapi
 * import`, or while the plugin was disabled.
 *
 * @returns invalidations
 */
export const findDifferences = async (strapi: Strapi, guides: GuideTable): Promise<string[]> => {
  const table = new TypeTable(strapi, uidOf('article'));
  const published = await table.read<PublishedRow[]>(
    table
      .query()
      .select(table.columns(['documentId', 'locale', 'updatedAt', 'publishedAt']))
      .whereNotNull(table.column('publishedAt'))
  );
  return compareWithGuides(published, await guides.stamps());
};

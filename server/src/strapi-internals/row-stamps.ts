/**
 * What Strapi stamps on rows with each update: the date, the editor and, for a type without drafts, the publication.
 *
 * Relies on: the columns `document_id`, `updated_at`, `updated_by_id` and `published_at` of a content type's table. Read
 * in Strapi 5.54.0.
 * When a stamp's column is missing, it is left out; without `document_id`, the write fails and is rolled back.
 */
import type { Strapi } from '../plugin';
import { tableOf } from './tables';

const COLUMNS = ['updated_at', 'updated_by_id', 'published_at'] as const;

export interface RowStamps {
  id: number;
  values: Record<string, unknown>;
}

/** Reads the stamps of all rows of a document, in the open transaction. */
export const readStamps = async (strapi: Strapi, uid: string, documentId: string): Promise<RowStamps[]> => {
  const rows = (await strapi.db.transaction(({ trx }) =>
    strapi.db.getConnection(tableOf(strapi, uid)).where({ document_id: documentId }).transacting(trx)
  )) as (Record<string, unknown> & { id: number })[];
  return rows.map((row) => ({
    id: row.id,
    values: Object.fromEntries(
      COLUMNS.filter((column) => column in row).map((column) => [column, row[column]])
    ),
  }));
};

/** Writes stamps back, in the open transaction. */
export const restoreStamps = async (strapi: Strapi, uid: string, stamps: RowStamps[]): Promise<void> => {
  await strapi.db.transaction(async ({ trx }) => {
    for (const { id, values } of stamps) {
      if (Object.keys(values).length === 0) continue;
      await strapi.db.getConnection(tableOf(strapi, uid)).where({ id }).update(values).transacting(trx);
    }
  });
};

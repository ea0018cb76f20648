import { contentOf } from '../model/document-version';
import { findWhole, onDocumentWrite, rowsOf, type Row } from '../model/document-writes';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { isCheckedWrite } from './checked-writes';

interface Stamps {
  id: number;
  updated_at: unknown;
  updated_by_id?: unknown;
  published_at?: unknown;
}

/** What Strapi writes with each update; `published_at` of a type without drafts. */
const STAMPS = ['updated_at', 'updated_by_id', 'published_at'] as const;

/**
 * Lets an update that changes nothing leave no trace: an entry that was saved as it is keeps its date and its editor, and
 * is not shown as modified. Strapi dates the row in any case, and with it those of the other locales whose shared
 * attributes it has copied.
 *
 * What is compared is what is stored before and after, so that all that a write can bring, and every way to say it, is
 * looked at: components, relations, and what the steps around the write have added.
 */
export const keepUnchanged = (strapi: Strapi): void => {
  onDocumentWrite(strapi, async (write, next) => {
    const { type, action, params } = write;
    if (action !== 'update' || isCheckedWrite(write)) return next();

    const find = async (): Promise<Row | undefined> => {
      const draft = hasDrafts(type) ? { publishedAt: null } : {};
      return (await findWhole(strapi, type, { ...(await rowsOf(strapi, write)), ...draft }))[0];
    };
    const { tableName } = strapi.db.metadata.get(uidOf(type));
    const stampsOf = async (): Promise<Stamps[]> =>
      (await strapi.db.transaction(({ trx }) =>
        strapi.db.getConnection(tableName).where({ document_id: params.documentId }).transacting(trx)
      )) as Stamps[];

    const before = await find();
    if (!before) return next();
    const stamps = await stampsOf();
    const result = await next();
    const after = await find();
    if (!after || contentOf(type, after) !== contentOf(type, before)) return result;

    await strapi.db.transaction(async ({ trx }) => {
      for (const row of stamps) {
        const kept = Object.fromEntries(
          STAMPS.filter((column) => column in row).map((column) => [column, row[column]])
        );
        await strapi.db.getConnection(tableName).where({ id: row.id }).update(kept).transacting(trx);
      }
    });
    if (typeof result === 'object' && result !== null && 'updatedAt' in result) {
      result.updatedAt = before.updatedAt;
      if ('publishedAt' in result) result.publishedAt = before.publishedAt;
    }
    return result;
  });
};

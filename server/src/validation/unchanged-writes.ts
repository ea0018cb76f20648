import { changedAttributes } from '../model/document-version';
import { findWhole, onDocumentWrite, rowsOf, type DocumentWrite, type Row } from '../model/document-writes';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { readStamps, restoreStamps } from '../strapi-internals/row-stamps';
import { isCheckedWrite } from './checked-writes';

const findDraft = async (strapi: Strapi, write: DocumentWrite): Promise<Row | undefined> => {
  const draft = hasDrafts(write.type) ? { publishedAt: null } : {};
  return (await findWhole(strapi, write.type, { ...(await rowsOf(strapi, write)), ...draft }))[0];
};

/** Receives an update that has changed something. @param changed the attributes; undefined for a new language */
export type OnChange = (write: DocumentWrite, changed?: string[]) => Promise<void>;

/**
 * Restores the dates and the editor of a document after an update that changed nothing, so that it is not shown as
 * modified. Strapi stamps the row in any case, and with it those of the other locales whose shared attributes it copies.
 *
 * The stored rows before and after are compared, so that everything that a write can bring, in each notation, is covered:
 * components, relations, and what the steps around the write have added.
 *
 * @param onChange is called in the transaction of the write
 */
export const keepUnchanged = (strapi: Strapi, onChange: OnChange): void => {
  onDocumentWrite(strapi, async (write, next) => {
    const { type, action } = write;
    if (action !== 'update' || isCheckedWrite(write)) return next();

    const before = await findDraft(strapi, write);
    if (!before) {
      const created = await next();
      if (created) await onChange(write);
      return created;
    }
    const stamps = await readStamps(strapi, uidOf(type), before.documentId);
    const result = await next();
    const after = await findDraft(strapi, write);
    const changed = after ? changedAttributes(before, after) : [];
    if (changed.length > 0) await onChange(write, changed);
    if (!after || changed.length > 0) return result;

    await restoreStamps(strapi, uidOf(type), stamps);
    if (typeof result === 'object' && result !== null && 'updatedAt' in result) {
      result.updatedAt = before.updatedAt;
      if ('publishedAt' in result) result.publishedAt = before.publishedAt;
    }
    return result;
  });
};

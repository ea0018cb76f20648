import { errors } from '../strapi-internals/host-utils';
import { hasDrafts, isPublicType, typeNameOf, uidOf, type Strapi } from '../plugin';
import { createValidationError } from './errors';
import { isCheckedWrite } from './checked-writes';
import { onDocumentWrite, type DocumentWrite } from '../model/document-writes';
import { findVersion } from '../model/document-version';
import { relatedDocuments } from '../model/related-documents';
import { isSlugCollision } from '../model/slug-indexes';
import { inWriteScope, isInWriteScope } from '../model/write-scope';
import { wrapAdminWrites } from '../strapi-internals/admin-writes';
import { catchFailedCommitCallbacks } from '../strapi-internals/commit-callbacks';
import { isUniquenessError } from '../strapi-internals/uniqueness-errors';
import { ifVersionIsCurrent } from './expected-version';
import { rejectTooManyValues } from './size';
import { WriteLocks } from './write-locks';

type Documents = ReturnType<Strapi['documents']>;
type PublishParams = Parameters<NonNullable<Documents['publish']>>[0];

/** Calls a method of the document service, with all its middlewares. */
const callDocuments = (strapi: Strapi, { type, action, params }: DocumentWrite): Promise<unknown> => {
  const documents = strapi.documents(uidOf(type)) as unknown as Record<
    DocumentWrite['action'],
    (params: DocumentWrite['params']) => Promise<unknown>
  >;
  return documents[action](params);
};

/** @throws NotFoundError when the document of a write does not exist */
const requireDocument = async (strapi: Strapi, { type, action, params }: DocumentWrite): Promise<void> => {
  // In Strapi, deleting a missing document is no error.
  if (params.documentId === undefined || action === 'create' || action === 'delete') return;
  const found = await strapi.db
    .query(uidOf(type))
    .findOne({ where: { documentId: params.documentId }, select: ['id'] });
  if (!found) throw new errors.NotFoundError('Document not found');
};

/** Runs a write of one document, after the locks of its transaction. */
const writeDocument = async (
  strapi: Strapi,
  locks: WriteLocks,
  write: DocumentWrite,
  next: () => Promise<unknown>
): Promise<unknown> => {
  const { type, action, params } = write;
  const publishes =
    hasDrafts(type) && (action === 'create' || action === 'update') && params.status === 'published';

  const perform = async (): Promise<unknown> => {
    await requireDocument(strapi, write);
    return ifVersionIsCurrent(strapi, write, writeOrPublish);
  };

  const writeOrPublish = async (): Promise<unknown> => {
    if (!publishes) return next();
    const { populate, fields, ...rest } = params;
    write.params = { ...rest, status: 'draft' };
    const draft = (await next()) as { documentId: string; locale?: string } | null;
    if (!draft) return draft;
    const { entries } = await strapi.documents(uidOf(type)).publish!({
      documentId: draft.documentId,
      locale: rest.locale ?? draft.locale,
      populate,
      fields,
    } as PublishParams);
    return entries[0];
  };

  const { documentId } = params;
  return locks.run(
    { type, documentIds: documentId === undefined ? [] : [documentId], data: params.data },
    // Strapi's chain of middlewares can run once, so repeating a write means calling the document service again.
    (before) => (before === 0 ? perform() : callDocuments(strapi, { type, action, params }))
  );
};

/**
 * Runs each write in one transaction, with the steps around it: a rejected write leaves nothing behind. Its rows are
 * locked first, see `write-locks.ts`; so are those of a request of the admin panel, which can be several writes.
 *
 * "Create as published" and "update as published" become two writes here. Strapi publishes inside the first one, where no
 * step would see it.
 */
export const writeInOneTransaction = (strapi: Strapi): void => {
  // Strapi connects to the database after `register()`.
  let created: WriteLocks | undefined;
  const locks = (): WriteLocks => (created ??= new WriteLocks(strapi));

  catchFailedCommitCallbacks(strapi, isInWriteScope);

  onDocumentWrite(strapi, async (write, next) => {
    try {
      rejectTooManyValues(strapi, write.params.data);
      // An import locks its rows itself.
      if (isCheckedWrite(write)) return await strapi.db.transaction(() => inWriteScope(next));
      return await writeDocument(strapi, locks(), write, next);
    } catch (error) {
      if (isSlugCollision(error) || isUniquenessError(error, 'slug')) {
        throw createValidationError(strapi, [{ field: 'slug', message: 'slug.duplicate' }]);
      }
      throw error;
    }
  });

  wrapAdminWrites(strapi, {
    around: async ({ model, documentIds, data }, run) => {
      const type = typeNameOf(model);
      if (!type || !isPublicType(type)) return run();
      rejectTooManyValues(strapi, data);
      return locks().run({ type, documentIds, data }, run);
    },
    describe: async (model, documentId, locale) => {
      const type = typeNameOf(model);
      if (!type || !isPublicType(type)) return () => ({});
      const { version, row } = await findVersion(strapi, type, documentId, locale);
      return (shown) => ({
        careerFieldVersion: version,
        // The entry itself has only the number of related documents.
        careerFieldRelated: row ? relatedDocuments(strapi, model, row, shown) : {},
      });
    },
  });
};

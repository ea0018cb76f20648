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
import { ifVersionIsCurrent } from './expected-version';
import { refuseTooMany } from './size';
import { createWriteLocks, type WriteLocks } from './write-locks';

/** Whether Strapi's own check, which runs before the database's, has refused a slug that is taken. */
const isUniquenessError = (error: unknown): boolean => {
  if (!(error instanceof errors.ValidationError)) return false;
  const details = error.details as { errors?: { path: string[]; message: string }[] } | undefined;
  return (details?.errors ?? []).some(
    ({ path, message }) => path.join('.') === 'slug' && message === 'This attribute must be unique'
  );
};

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

/** @throws NotFoundError when the document of a write does not exist, or no longer */
const requireDocument = async (strapi: Strapi, { type, action, params }: DocumentWrite): Promise<void> => {
  // Deleting what is not there is what it is everywhere in Strapi: no error.
  if (params.documentId === undefined || action === 'create' || action === 'delete') return;
  const found = await strapi.db
    .query(uidOf(type))
    .findOne({ where: { documentId: params.documentId }, select: ['id'] });
  if (!found) throw new errors.NotFoundError('Document not found');
};

/** A write of one document, which the locks of its transaction come before. */
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
    // Strapi's chain of middlewares can be walked once. To repeat a write is to call the document service again.
    (before) => (before === 0 ? perform() : callDocuments(strapi, { type, action, params }))
  );
};

/**
 * Makes each write one transaction, the steps around it included: what any of them refuses leaves nothing behind. Its
 * rows are locked at its start, see `write-locks.ts`; so are those of a request of the admin panel, which can be more
 * than one write.
 *
 * "Create as published" and "update as published" are done here as the two writes that they are. Strapi publishes
 * inside the first one, where no step could see it.
 */
export const writeInOneTransaction = (strapi: Strapi): void => {
  let made: WriteLocks | undefined;
  const locks = (): WriteLocks => (made ??= createWriteLocks(strapi));

  catchFailedCommitCallbacks(strapi, isInWriteScope);

  onDocumentWrite(strapi, async (write, next) => {
    try {
      refuseTooMany(strapi, write.params.data);
      // An import has locked its rows itself.
      if (isCheckedWrite(write)) return await strapi.db.transaction(() => inWriteScope(next));
      return await writeDocument(strapi, locks(), write, next);
    } catch (error) {
      if (isSlugCollision(error) || isUniquenessError(error)) {
        throw createValidationError(strapi, [{ field: 'slug', message: 'slug.duplicate' }]);
      }
      throw error;
    }
  });

  wrapAdminWrites(strapi, {
    around: async ({ model, documentIds, data }, run) => {
      const type = typeNameOf(model);
      if (!type || !isPublicType(type)) return run();
      refuseTooMany(strapi, data);
      return locks().run({ type, documentIds, data }, run);
    },
    describe: async (model, documentId, locale) => {
      const type = typeNameOf(model);
      if (!type || !isPublicType(type)) return () => ({});
      const { version, row } = await findVersion(strapi, type, documentId, locale);
      return (shown) => ({
        careerFieldVersion: version,
        // Of relations, the entry itself has only how many there are.
        careerFieldRelated: row ? relatedDocuments(strapi, model, row, shown) : {},
      });
    },
  });
};

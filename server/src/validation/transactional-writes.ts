import { errors } from '../strapi-internals/host-utils';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { createValidationError } from './errors';
import { onDocumentWrite } from '../model/document-writes';
import { isSlugCollision } from '../model/slug-indexes';
import { inWriteScope } from '../model/write-scope';

/** Whether Strapi's own check, which runs before the database's, has refused a slug that is taken. */
const isUniquenessError = (error: unknown): boolean => {
  if (!(error instanceof errors.ValidationError)) return false;
  const details = error.details as { errors?: { path: string[]; message: string }[] } | undefined;
  return (details?.errors ?? []).some(
    ({ path, message }) => path.join('.') === 'slug' && message === 'This attribute must be unique'
  );
};

/**
 * Makes each write one transaction, the steps around it included: what any of them refuses leaves nothing behind.
 *
 * "Create as published" and "update as published" are done here as the two writes that they are. Strapi publishes
 * inside the first one, where no step could see it.
 */
export const writeInOneTransaction = (strapi: Strapi): void => {
  onDocumentWrite(strapi, async (write, next) => {
    const { type, action, params } = write;
    const publishes =
      hasDrafts(type) && (action === 'create' || action === 'update') && params.status === 'published';

    const perform = async (): Promise<unknown> => {
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
      } as Parameters<NonNullable<ReturnType<Strapi['documents']>['publish']>>[0]);
      return entries[0];
    };

    try {
      return await strapi.db.transaction(() => inWriteScope(perform));
    } catch (error) {
      if (isSlugCollision(error) || isUniquenessError(error)) {
        throw createValidationError(strapi, [{ field: 'slug', message: 'slug.duplicate' }]);
      }
      throw error;
    }
  });
};

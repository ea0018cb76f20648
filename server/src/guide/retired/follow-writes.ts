import { onDocumentWrite } from '../../model/document-writes';
import type { Strapi } from '../../plugin';
import { guidesOf } from '..';

/** Keeps where the slugs of an article lead in step with its slugs, for as long as it has any. */
export const followRetiredSlugs = (strapi: Strapi): void =>
  onDocumentWrite(strapi, async ({ type, action, params: { documentId } }, next) => {
    const isLeaving = action === 'delete' || action === 'unpublish';
    if (type === 'article' && isLeaving && documentId) await guidesOf(strapi).refreshRetirement(documentId);
    return next();
  });

import { uidOf, type Strapi } from '../plugin';

/** A documentId as Strapi makes them (cuid2). */
export const newDocumentId = (strapi: Strapi): string => {
  const { documentId } = strapi.db.metadata.get(uidOf('article')).attributes;
  if (!documentId || !('default' in documentId) || typeof documentId.default !== 'function') {
    throw new Error('This version of Strapi gives out no documentIds.');
  }
  return documentId.default() as string;
};

/**
 * New documentIds for rows that the plugin inserts itself.
 *
 * Relies on: the attribute `documentId` of a content type in `strapi.db.metadata` has a function as its default that
 * returns a new one (cuid2). Read in Strapi 5.54.0.
 * When it is missing: the function throws before anything is written.
 */
import type { Strapi } from '../plugin';

/** @param uid of any content type */
export const newDocumentId = (strapi: Strapi, uid: string): string => {
  const { documentId } = strapi.db.metadata.get(uid).attributes;
  if (!documentId || !('default' in documentId) || typeof documentId.default !== 'function') {
    throw new Error('This version of Strapi does not generate documentIds for rows that plugins insert.');
  }
  return documentId.default() as string;
};

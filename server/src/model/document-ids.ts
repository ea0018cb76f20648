import { uidOf, type Strapi } from '../plugin';
import { newDocumentId as generate } from '../strapi-internals/document-ids';

/** Returns a new documentId as Strapi generates them (cuid2). */
export const newDocumentId = (strapi: Strapi): string => generate(strapi, uidOf('article'));

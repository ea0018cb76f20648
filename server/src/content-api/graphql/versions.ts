import type { PublicType } from '../../../../content-types';
import { findVersion } from '../../model/document-version';
import { hasDrafts, type Strapi } from '../../plugin';
import { versionAfter } from '../../validation/expected-version';

const FIELD = `"""
The version of the stored document, for the header X-Career-Field-Version of a mutation: if another version is stored by
then, the error has the code STRAPI_CONFLICT_ERROR and nothing is written. Null for a published document, and for one that
has changed while it was read.
"""
version: String`;

interface Parent {
  documentId?: string;
  locale?: string | null;
  publishedAt?: unknown;
  updatedAt?: string | Date;
}

/**
 * Returns the extension that adds `version` to the types of documents.
 *
 * @param types those that GraphQL has
 * @param typeName the name of a type in GraphQL
 */
export const createVersionFields = (
  strapi: Strapi,
  types: readonly PublicType[],
  typeName: (type: PublicType) => string
) => {
  if (types.length === 0) return {};
  const resolverOf = (type: PublicType) => ({
    async version({ documentId, locale, publishedAt, updatedAt }: Parent): Promise<string | null> {
      if (documentId === undefined || (hasDrafts(type) && publishedAt)) return null;
      // The version of this request's write, not of a later one.
      const written = versionAfter(strapi, type, documentId);
      if (written && written.locale === locale) return written.version;
      const stored = await findVersion(strapi, type, documentId, locale);
      const isSame =
        updatedAt !== undefined &&
        new Date(stored.updatedAt as string).getTime() === new Date(updatedAt).getTime();
      return isSame ? stored.version : null;
    },
  });
  return {
    typeDefs: types.map((type) => `extend type ${typeName(type)} {\n${FIELD}\n}`).join('\n'),
    resolvers: Object.fromEntries(types.map((type) => [typeName(type), resolverOf(type)])),
  };
};

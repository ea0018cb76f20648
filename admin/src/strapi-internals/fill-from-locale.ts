/**
 * The values of an entry in another language, as a form of this language takes them: without ids of rows, with the related
 * entries of this language, and with keys for the rows of lists.
 *
 * Relies on the admin route `GET /i18n/content-manager/get-fill-from-locale/<uid>` with `documentId`, `sourceLocale`,
 * `targetLocale` and `collectionType`, which Strapi's own "Fill in from another locale" requests. Read in 5.54.0.
 *
 * Where the route is missing, nothing is filled in, and the panel says so.
 */
import type { FetchClient } from '@strapi/strapi/admin';

export const fillFromLocale = async (
  get: FetchClient['get'],
  uid: string,
  { documentId, from, to }: { documentId: string; from: string; to: string }
): Promise<Record<string, unknown>> => {
  const { data } = await get<{ data: Record<string, unknown> }>(
    `/i18n/content-manager/get-fill-from-locale/${uid}`,
    { params: { documentId, sourceLocale: from, targetLocale: to, collectionType: 'collection-types' } }
  );
  return data.data;
};

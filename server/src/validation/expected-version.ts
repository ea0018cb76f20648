import type { PublicType } from '../../../content-types';
import type { DocumentWrite } from '../model/document-writes';
import { findVersion } from '../model/document-version';
import type { Strapi } from '../plugin';
import { isContentManagerPath } from '../strapi-internals/admin-requests';
import { defaultLocale } from '../strapi-internals/site-locales';
import { createConflictError } from './errors';

/*
 * Two editors of one document: a request that writes may name the version that its form was loaded with. If another one is
 * stored, nothing is written. The check is part of the transaction that writes, after its rows are locked.
 */

/** The header with a version, of requests that write and of responses. */
export const VERSION_HEADER = 'X-Career-Field-Version';

/**
 * The same as a query parameter of the admin panel: a header would need an entry in the site's CORS settings if the panel
 * is served from another origin.
 */
export const VERSION_PARAMETER = 'careerFieldVersion';

interface RequestContext {
  path?: string;
  params?: { id?: string };
  /** With the query as it was sent: Strapi removes unknown parameters from its own. */
  originalUrl?: string;
  get?: (header: string) => string;
}

const requestOf = (strapi: Strapi): RequestContext | undefined =>
  strapi.requestContext.get() as unknown as RequestContext | undefined;

/** Returns the version that the current request names, if it is about the document of the write. */
const expectedVersion = ({ params: { documentId } }: DocumentWrite, request: RequestContext): string => {
  // A lifecycle of the site may write another document.
  if (request.params?.id !== undefined && request.params.id !== documentId) return '';
  const given = request.get?.(VERSION_HEADER);
  if (given) return given;
  if (!isContentManagerPath(request.path)) return '';
  return new URL(request.originalUrl ?? '', 'http://localhost').searchParams.get(VERSION_PARAMETER) ?? '';
};

const isOfOneLocale = ({ action, params }: DocumentWrite): boolean =>
  action !== 'create' &&
  action !== 'clone' &&
  params.documentId !== undefined &&
  !Array.isArray(params.locale) &&
  params.locale !== '*';

/** The documents that a transaction has checked: the publish after an update is part of the same request. */
const checked = new WeakMap<object, Set<string>>();

const isFirst = async (strapi: Strapi, key: string): Promise<boolean> =>
  (await strapi.db.transaction(({ trx }) => {
    const seen = checked.get(trx) ?? new Set();
    checked.set(trx, seen);
    return seen.has(key) ? false : Boolean(seen.add(key));
  })) as boolean;

interface Written {
  locale: string;
  version: string;
}

/** The versions that requests with an expected version have stored, by type and documentId. */
const written = new WeakMap<RequestContext, Map<string, Written>>();

/**
 * Runs a write if the version that its request names is the stored one. The version afterwards is recorded for the
 * response, see `versionAfter`.
 *
 * @throws a ConflictError with the stored version
 */
export const ifVersionIsCurrent = async <Result>(
  strapi: Strapi,
  write: DocumentWrite,
  run: () => Promise<Result>
): Promise<Result> => {
  const request = requestOf(strapi);
  const expected = request && isOfOneLocale(write) ? expectedVersion(write, request) : '';
  if (!request || expected === '') return run();
  const { type } = write;
  const documentId = write.params.documentId!;
  const locale = (write.params.locale as string | null | undefined) ?? (await defaultLocale(strapi));
  const key = `${type} ${documentId}`;
  if (await isFirst(strapi, `${key} ${locale}`)) {
    const { version } = await findVersion(strapi, type, documentId, locale);
    if (version !== expected) {
      throw createConflictError(strapi, 'conflict.version', { details: { version } });
    }
  }
  const result = await run();
  const { version } = await findVersion(strapi, type, documentId, locale);
  written.set(request, (written.get(request) ?? new Map<string, Written>()).set(key, { locale, version }));
  return result;
};

/** Returns the version of a document that the current request has stored, if it named an expected one. */
export const versionAfter = (strapi: Strapi, type: PublicType, documentId: string): Written | undefined => {
  const request = requestOf(strapi);
  return request && written.get(request)?.get(`${type} ${documentId}`);
};

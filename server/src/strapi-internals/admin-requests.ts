/**
 * Recognises requests of the Content Manager.
 *
 * Relies on: its routes begin with `/content-manager/`, and `POST
 * /content-manager/collection-types/<uid>/actions/bulkPublish` publishes the entries selected in a list. Read in Strapi
 * 5.54.0.
 * When they have other paths: an error of one of several entries does not name its entry, and the admin panel writes
 * without naming the version that its form was loaded with, as Strapi itself does.
 */
import type { Strapi } from '../plugin';

const BULK_PUBLISH = /\/content-manager\/collection-types\/[^/]+\/actions\/bulkPublish$/;

export const isContentManagerPath = (path: string | undefined): boolean =>
  path?.startsWith('/content-manager/') === true;

/** Whether the current request publishes entries that were selected in a list. */
export const isBulkPublish = (strapi: Strapi): boolean =>
  BULK_PUBLISH.test(strapi.requestContext.get()?.path ?? '');

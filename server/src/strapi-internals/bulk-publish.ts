/**
 * Whether the request being handled publishes entries that were selected in a list of the Content Manager.
 *
 * Relies on: the Content Manager's route `POST /content-manager/collection-types/<uid>/actions/bulkPublish`.
 * When that is missing: an error of one of several entries does not name its entry.
 */
import type { Core } from '@strapi/strapi';

const BULK_PUBLISH = /\/content-manager\/collection-types\/[^/]+\/actions\/bulkPublish$/;

export const isBulkPublish = (strapi: Core.Strapi): boolean =>
  BULK_PUBLISH.test(strapi.requestContext.get()?.path ?? '');

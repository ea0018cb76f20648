/**
 * Recognises requests of the admin panel.
 *
 * Relies on: the routes of the Content Manager begin with `/content-manager/`, and `POST
 * /content-manager/collection-types/<uid>/actions/bulkPublish` publishes the entries selected in a list; the administrator
 * in `state.user` has the language of her panel as `preferedLanguage`. Read in Strapi 5.54.0.
 * When the routes have other paths: an error of one of several entries does not name its entry, and the admin panel writes
 * without naming the version that its form was loaded with, as Strapi itself does. Without the language, messages are in
 * that of her browser.
 */
import type { Strapi } from '../plugin';

const BULK_PUBLISH = /\/content-manager\/collection-types\/[^/]+\/actions\/bulkPublish$/;

export const isContentManagerPath = (path: string | undefined): boolean =>
  path?.startsWith('/content-manager/') === true;

/** Whether the current request publishes entries that were selected in a list. */
export const isBulkPublish = (strapi: Strapi): boolean =>
  BULK_PUBLISH.test(strapi.requestContext.get()?.path ?? '');

/** Returns the language of the admin panel that an administrator has chosen. @param state of her request */
export const panelLanguage = (state: { user?: unknown } | undefined): string | undefined =>
  (state?.user as { preferedLanguage?: string | null } | undefined)?.preferedLanguage ?? undefined;

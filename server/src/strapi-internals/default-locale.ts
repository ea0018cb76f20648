/**
 * The default locale of the site.
 *
 * Relies on: the plugin i18n, which is part of Strapi, has a service `locales` with `getDefaultLocale()`. Read in Strapi
 * 5.54.0.
 * When it is missing: the function throws, and a write without a locale is rolled back.
 */
import type { Strapi } from '../plugin';

export const defaultLocale = async (strapi: Strapi): Promise<string> =>
  (await strapi.plugin('i18n').service('locales').getDefaultLocale()) as string;

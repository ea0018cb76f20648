/**
 * The locales of the site.
 *
 * Relies on: the plugin i18n, which is part of Strapi, has the services `locales` with `find()` and `getDefaultLocale()`,
 * `iso-locales` with `getIsoLocales()`, and `content-types` with `isLocalizedContentType(model)`; it stores the locales as
 * `plugin::i18n.locale` and the default one in the core store. Read in Strapi 5.54.0.
 * When a service is missing: the functions throw; a write without a locale is rolled back, and a run ends before it
 * writes. When the locales are stored elsewhere: readers get new ones once what is cached of them expires.
 */
import type { Strapi } from '../plugin';

interface LocalesService {
  find(): Promise<{ code: string }[]>;
  getDefaultLocale(): Promise<string>;
}

/** The uid of the type whose rows are the site's locales. */
export const LOCALE = 'plugin::i18n.locale';

/** The models whose rows say which locales the site has, and which is the default one. */
export const LOCALE_MODELS: readonly string[] = [LOCALE, 'strapi::core-store'];

const localesOf = (strapi: Strapi): LocalesService => strapi.plugin('i18n').service('locales');

export const defaultLocale = async (strapi: Strapi): Promise<string> => localesOf(strapi).getDefaultLocale();

/** Returns the codes of the site's locales. */
export const siteLocales = async (strapi: Strapi): Promise<string[]> =>
  (await localesOf(strapi).find()).map(({ code }) => code);

/** Returns the codes of all locales that a site can have. */
export const knownLocales = (strapi: Strapi): string[] =>
  (strapi.plugin('i18n').service('iso-locales').getIsoLocales() as { code: string }[]).map(
    ({ code }) => code
  );

/** Whether the documents of a registered type have locales. */
export const isLocalised = (strapi: Strapi, model: object): boolean =>
  strapi.plugin('i18n').service('content-types').isLocalizedContentType(model) as boolean;

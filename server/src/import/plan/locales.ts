import { unknownName } from '../../documents/nearest';
import type { Strapi } from '../../plugin';
import { knownLocales, siteLocales } from '../../strapi-internals/site-locales';

/** Says which locales documents may have, and which of them are imported. */
export interface LocaleRules {
  /** Returns an error message for a code that is not a locale. */
  refuse: (locale: string) => string | undefined;
  has: (locale: string) => boolean;
}

/** The form of every code that Strapi offers: `de`, `pt-BR`, `zh-Hans-CN`, `es-419`, `ca-ES-VALENCIA`. */
const LOCALE_CODE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[A-Za-z0-9]{4,8})*$/;

/** Accepts every code of the right form, without a site. */
export const LOCALES_BY_FORM: LocaleRules = {
  refuse: (locale) =>
    LOCALE_CODE.test(locale)
      ? undefined
      : `"${locale}" does not have the form of a locale code, such as de or pt-BR.`,
  has: () => true,
};

/** Accepts the locales that Strapi knows; only those of the site are imported. */
export const localesOfSite = async (strapi: Strapi): Promise<LocaleRules> => {
  const locales = new Set(await siteLocales(strapi));
  const known = new Set(knownLocales(strapi));
  return {
    refuse: (locale) =>
      locales.has(locale) || known.has(locale)
        ? undefined
        : `Strapi knows no such locale. ${unknownName(locale, [...locales].sort())}`,
    has: (locale) => locales.has(locale),
  };
};

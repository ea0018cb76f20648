import { errors } from '../../strapi-internals/host-utils';
import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { afterWrites } from './after-writes';
import { ExpiringValue } from './expiring-value';

interface I18nLocales {
  find(): Promise<{ code: string }[]>;
  getDefaultLocale(): Promise<string>;
}

/** The locales of the site, read from the database after each change and every `cache.maxStaleMs`. */
export const createLocales = (strapi: Strapi) => {
  const { cache, fallbackLocales } = strapi.config.get(`plugin::${PLUGIN_ID}`) as CareerFieldConfig;
  const i18n = (): I18nLocales => strapi.plugin('i18n').service('locales');

  const locales = new ExpiringValue(async () => {
    const codes = (await i18n().find()).map(({ code }) => code).sort();
    const fallback = await i18n().getDefaultLocale();
    return { codes, default: fallback, version: [fallback, ...codes].join(' ') };
  }, cache.maxStaleMs);
  // Strapi stores the default locale in its core store.
  const stop = afterWrites(strapi, ['plugin::i18n.locale', 'strapi::core-store'], () => locales.invalidate());

  return {
    stop,

    /** Returns another text whenever the locales change, or undefined while they are not cached. */
    peekVersion: (): string | undefined => locales.peek()?.version,

    /**
     * Returns the locales in which a guide is looked up: the requested one, then its fallbacks from the site's config.
     *
     * @param requested the site's default locale if left out
     * @throws ValidationError with the site's locales for one that the site does not have
     */
    async chain(requested: string | undefined): Promise<[string, ...string[]]> {
      const { codes, default: fallback } = await locales.get();
      const first = requested ?? fallback;
      if (!codes.includes(first)) {
        throw new errors.ValidationError(
          `The site has no language ${JSON.stringify(first)}. Its languages are: ${codes.join(', ')}.`,
          { errors: [{ path: ['locale'], name: 'ValidationError', message: 'not a language of the site' }] }
        );
      }
      const others = fallbackLocales[first] ?? [];
      return [
        first,
        ...others.filter((code, at) => code !== first && others.indexOf(code) === at && codes.includes(code)),
      ];
    },
  };
};

export type Locales = ReturnType<typeof createLocales>;

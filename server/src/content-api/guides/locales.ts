import { errors } from '../../strapi-internals/host-utils';
import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { afterWrites, createRemembered } from './remembered';

interface I18nLocales {
  find(): Promise<{ code: string }[]>;
  getDefaultLocale(): Promise<string>;
}

/** The languages of the site, asked of the database once in a while and after each change. */
export const createLocales = (strapi: Strapi) => {
  const { cache, fallbackLocales } = strapi.config.get(`plugin::${PLUGIN_ID}`) as CareerFieldConfig;
  const i18n = (): I18nLocales => strapi.plugin('i18n').service('locales');

  const known = createRemembered(async () => {
    const codes = (await i18n().find()).map(({ code }) => code).sort();
    const fallback = await i18n().getDefaultLocale();
    return { codes, default: fallback, name: [fallback, ...codes].join(' ') };
  }, cache.maxStaleMs);
  // The default is not in the table of languages but in Strapi's own store.
  const stop = afterWrites(strapi, ['plugin::i18n.locale', 'strapi::core-store'], () => known.forget());

  return {
    stop,

    /** Names what the languages are, or undefined as long as that is not known without the database. */
    peek: (): string | undefined => known.peek()?.name,

    /**
     * The languages in which something is looked for, the one asked for first, then those that the site's config names
     * for it.
     *
     * @param requested the site's default language where it is not said
     * @throws ValidationError with the site's languages when it has not this one
     */
    async chain(requested: string | undefined): Promise<[string, ...string[]]> {
      const { codes, default: fallback } = await known.get();
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

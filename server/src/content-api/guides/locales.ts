import { configOf } from '../../config';
import { loadSettings } from '../../config/stored-settings';
import type { Strapi } from '../../plugin';
import { defaultLocale, LOCALE_MODELS, siteLocales } from '../../strapi-internals/site-locales';
import { afterWrites } from './after-writes';
import { ExpiringValue } from './expiring-value';
import { parameterError } from './parameters';

/** The locales of the site, read from the database after each change and every `cache.maxStaleMs`. */
export const createLocales = (strapi: Strapi) => {
  const { cache, fallbackLocales } = configOf(strapi);

  const locales = new ExpiringValue(async () => {
    // With the locales, because every request needs these: what another process has stored is known as late as they are.
    await loadSettings(strapi);
    const codes = (await siteLocales(strapi)).sort();
    const fallback = await defaultLocale(strapi);
    return { codes, default: fallback, version: [fallback, ...codes].join(' ') };
  }, cache.maxStaleMs);
  const stop = afterWrites(strapi, LOCALE_MODELS, () => locales.invalidate());

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
        throw parameterError(
          [{ name: 'locale', message: 'not a language of the site' }],
          `The site has no language ${JSON.stringify(first)}. Its languages are: ${codes.join(', ')}.`
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

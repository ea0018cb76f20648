const languageIn = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0] ?? '';

/**
 * Returns the locale to write in: that of the admin panel, else one of the same language, else the present one.
 *
 * @param locales those in which the editor may write; at least one
 * @param present of the page
 */
export const ownLocale = (
  locales: readonly string[],
  panelLanguage: string,
  present: string | undefined
): string =>
  locales.find((locale) => locale === panelLanguage) ??
  locales.find((locale) => languageIn(locale) === languageIn(panelLanguage)) ??
  locales.find((locale) => locale === present) ??
  locales[0]!;

/** Returns the name of a locale in a language. */
export const localeName = (locale: string, language: string): string => {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale;
  }
};

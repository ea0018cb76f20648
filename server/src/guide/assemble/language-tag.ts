/** A locale as `Intl` takes it; English for one that is no BCP 47 language tag, which a site may have made itself. */
export const languageTag = (locale: string): string => {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
};

import { UsageError } from './errors';

/** `de_DE` as `de-de` */
const normalised = (code: string): string => code.toLowerCase().replaceAll('_', '-');

/** Returns the locale that was most likely meant: the same code in another spelling, or the same language. */
const nearestLocale = (code: string, known: string[]): string | undefined => {
  const wanted = normalised(code);
  return (
    known.find((locale) => normalised(locale) === wanted) ??
    known.find((locale) => normalised(locale).slice(0, 2) === wanted.slice(0, 2)) ??
    known.find((locale) => normalised(locale)[0] === wanted[0])
  );
};

/**
 * @param known the locales of the site
 * @throws UsageError with the unknown locale, the most similar one, and all of the site
 */
export const checkLocales = (wanted: string[], known: string[]): void => {
  for (const code of wanted) {
    if (known.includes(code)) continue;
    const nearest = nearestLocale(code, known);
    throw new UsageError(
      `The site has no locale "${code}".${nearest ? ` Did you mean "${nearest}"?` : ''} It has: ${known.join(', ')}.`
    );
  }
};

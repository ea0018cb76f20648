import { UsageError } from './errors';

/** `de_DE` as `de-de` */
const normalised = (code: string): string => code.toLowerCase().replaceAll('_', '-');

/** The locale that somebody may have meant: the same code in another spelling, else the same language. */
const nearestLocale = (code: string, known: string[]): string | undefined => {
  const wanted = normalised(code);
  return (
    known.find((locale) => normalised(locale) === wanted) ??
    known.find((locale) => normalised(locale).slice(0, 2) === wanted.slice(0, 2)) ??
    known.find((locale) => normalised(locale)[0] === wanted[0])
  );
};

/**
 * @param known the site's
 * @throws UsageError naming the one that is not known, the nearest one, and all that there are
 */
export const checkLocales = (wanted: string[], known: string[]): void => {
  for (const code of wanted) {
    if (known.includes(code)) continue;
    const nearest = nearestLocale(code, known);
    throw new UsageError(
      `The site has no language "${code}".${nearest ? ` Did you mean "${nearest}"?` : ''} It has: ${known.join(', ')}.`
    );
  }
};

import { CURRENCY_PATTERN, isRegion } from '../../model/formats';
import { fillIn, isLanguage, textsFor, type Texts } from '../../../../texts';

export type Label = keyof Texts['page'];

/** What the page needs of a language: its words, and how it writes figures, days and names. */
export interface Words {
  /** A label with its values put in; empty for a key that there is none of. */
  label(key: Label, values?: Record<string, string>): string;
  number(value: number): string;
  /** `currency` is ISO 4217; without one, or with one that is wrong, only the number. */
  money(value: number, currency: string | null): string;
  /** From `YYYY-MM-DD` or ISO 8601, the day in UTC; what is no date comes back as it is. */
  day(date: string): string;
  /** From ISO 3166-1 alpha-2 or ISO 3166-2, which keeps its code as well. */
  region(code: string): string;
  /** From a locale. */
  language(locale: string): string;
  list(items: readonly string[]): string;
}

const tryOr = (otherwise: string, write: () => string | undefined): string => {
  try {
    return write() ?? otherwise;
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
};

const createWords = (locale: string): Words => {
  const labels: Partial<Texts['page']> = textsFor(locale).page;
  const numbers = new Intl.NumberFormat(locale);
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const lists = new Intl.ListFormat(locale);
  const currencies = new Map<string, Intl.NumberFormat>();
  const currencyFormat = (currency: string): Intl.NumberFormat => {
    let format = currencies.get(currency);
    if (!format) {
      format = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        trailingZeroDisplay: 'stripIfInteger',
      });
      currencies.set(currency, format);
    }
    return format;
  };
  return {
    label: (key, values = {}) => fillIn(labels[key] ?? '', values),
    number: (value) => numbers.format(value),
    money: (value, currency) =>
      currency !== null && CURRENCY_PATTERN.test(currency)
        ? currencyFormat(currency).format(value)
        : numbers.format(value),
    day: (date) => tryOr(date, () => days.format(new Date(date))),
    region: (code) => {
      if (!isRegion(code)) return code;
      const country = regions.of(code.slice(0, 2)) ?? code;
      return code.length > 2 ? `${country} (${code})` : country;
    },
    language: (code) => tryOr(code, () => languages.of(code)),
    list: (items) => lists.format(items),
  };
};

const known = new Map<string, Words>();

/** A site has a handful of locales; this many, and somebody makes them up. */
const MAX_KNOWN = 100;

/** Words for a locale, in the formats of its region: those of its language, or English where there are none. */
export const wordsOf = (locale: string): Words => {
  const found = known.get(locale);
  if (found) return found;
  const canonical = tryOr('en', () => Intl.getCanonicalLocales(locale)[0]);
  const language = canonical.split('-')[0]!;
  const words = createWords(isLanguage(language) ? canonical : 'en');
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(locale, words);
  return words;
};

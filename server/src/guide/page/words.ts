import { LRUCache } from 'lru-cache';
import { CURRENCY_PATTERN, isRegion } from '../../model/formats';
import { fillIn, isLanguage, textsFor, type Texts } from '../../../../texts';
import { languageTag } from '../assemble/language-tag';

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

/** A site has a handful of locales and currencies. */
const MAX_CACHED = 100;

const createWords = (locale: string): Words => {
  const labels: Partial<Texts['page']> = textsFor(locale).page;
  const numbers = new Intl.NumberFormat(locale);
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const lists = new Intl.ListFormat(locale);
  const currencies = new LRUCache<string, Intl.NumberFormat>({
    max: MAX_CACHED,
    memoMethod: (currency) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' }),
  });
  return {
    label: (key, values = {}) => fillIn(labels[key] ?? '', values),
    number: (value) => numbers.format(value),
    money: (value, currency) =>
      currency !== null && CURRENCY_PATTERN.test(currency)
        ? currencies.memo(currency).format(value)
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

const cached = new LRUCache<string, Words>({
  max: MAX_CACHED,
  memoMethod: (locale) => {
    const tag = languageTag(locale);
    return createWords(isLanguage(tag.split('-')[0]!) ? tag : 'en');
  },
});

/** Words for a locale, in the formats of its region: those of its language, or English where there are none. */
export const wordsOf = (locale: string): Words => cached.memo(locale);

/** Where a language alone does not say how numbers and dates are written. */
const WRITTEN_AS: Record<string, string> = { en: 'en-GB' };

const writtenAs = (locale: string): string => WRITTEN_AS[locale] ?? locale;

/** `20 November 2026`: a day, or the day of a moment in UTC, so that every build writes the same. */
export const dateOf = (locale: string, date: string): string =>
  new Intl.DateTimeFormat(writtenAs(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));

export const numberOf = (locale: string, value: number): string =>
  new Intl.NumberFormat(writtenAs(locale)).format(value);

export const moneyOf = (locale: string, value: number, currency: string): string =>
  new Intl.NumberFormat(writtenAs(locale), {
    style: 'currency',
    currency,
    maximumFractionDigits: Number.isInteger(value) ? 0 : 2,
  }).format(value);

/** `3 years`, or `18–24 months` where they are no whole years. */
export const monthsOf = (locale: string, min: number, max = min): string => {
  const isYears = min % 12 === 0 && max % 12 === 0;
  const format = new Intl.NumberFormat(writtenAs(locale), {
    style: 'unit',
    unit: isYears ? 'year' : 'month',
    unitDisplay: 'long',
  });
  const [from, to] = isYears ? [min / 12, max / 12] : [min, max];
  return from === to ? format.format(from) : format.formatRange(from, to);
};

/** A country's name; a part of a country, such as `DE-BY`, keeps its code. */
export const regionOf = (locale: string, region: string): string =>
  /^[A-Z]{2}$/.test(region)
    ? (new Intl.DisplayNames(writtenAs(locale), { type: 'region' }).of(region) ?? region)
    : region;

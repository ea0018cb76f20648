import de from '../strings/de.json';
import en from '../strings/en.json';

export type Strings = typeof de;

const STRINGS: Record<string, Strings> = { de, en };

/** The portal's languages: those that it has words in. */
export const LOCALES = Object.keys(STRINGS);

/** @throws Error for a language that the portal has not */
export const stringsOf = (locale: string): Strings => {
  const strings = STRINGS[locale];
  if (!strings) throw new Error(`There is no file src/strings/${locale}.json.`);
  return strings;
};

/** Fills `{name}` in a sentence. */
export const fill = (sentence: string, values: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));

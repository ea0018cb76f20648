import path from 'node:path';

/** The languages that ESCO is published in (https://esco.ec.europa.eu/en/use-esco/download). */
const LANGUAGES = new Set(
  'ar bg cs da de el en es et fi fr ga hr hu is it lt lv mt nl no pl pt ro sk sl sv uk'.split(' ')
);

const VERSION = /(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.])/i;

/** `occupations_en.csv`, `esco-occupations-en.csv`; browsers name a second download `occupations_en (1).csv`. */
const LANGUAGE = /[_-]([a-z]{2})(?: ?\(\d+\))?$/i;

/** Returns the language at the end of a file's name, as in ESCO's downloads. */
export const languageInName = (file: string): string | undefined => {
  const language = LANGUAGE.exec(path.parse(file).name)?.[1]?.toLowerCase();
  return language !== undefined && LANGUAGES.has(language) ? language : undefined;
};

/**
 * Returns the version of the classification in a file's name, or in the name of ESCO's own folder: its downloads are
 * unpacked to `ESCO dataset - v1.2.0 - classification - en - csv/occupations_en.csv`.
 */
export const versionInName = (file: string): string | undefined => {
  const folder = path.basename(path.dirname(path.resolve(file)));
  const named = VERSION.exec(path.parse(file).name) ?? (/esco/i.test(folder) ? VERSION.exec(folder) : null);
  return named?.[1];
};

/** Returns `1.2.0` for `v1.2.0` or `1.2.0`; undefined if the text is not a version. */
export const asVersion = (given: string): string | undefined =>
  /^v?(\d+(?:\.\d+){0,3})$/i.exec(given.trim())?.[1];

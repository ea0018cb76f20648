import { findWhole } from '../model/document-writes';
import { uidOf, type Strapi } from '../plugin';
import { defaultLocale } from '../strapi-internals/site-locales';
import { createTextReader } from './locale-text';
import type { Language } from './parity/follow';
import { EMPTY_TEXT, NO_PARITY, type LocaleText } from './parity/types';
import { findStates, type EditorialState } from './states';

/** Returns the codes of the languages that have a draft of an article. */
export const localesOfArticle = async (strapi: Strapi, article: string): Promise<string[]> => {
  const rows = (await strapi.db
    .query(uidOf('article'))
    .findMany({ where: { documentId: article, publishedAt: null }, select: ['locale'] })) as {
    locale: string | null;
  }[];
  return rows.flatMap(({ locale }) => locale ?? []).sort();
};

/** Reads the text of drafts of an article, by language. */
export const readTexts = async (
  strapi: Strapi,
  article: string,
  locales: readonly string[]
): Promise<Map<string, LocaleText>> => {
  const readText = await createTextReader(strapi);
  const rows = await findWhole(strapi, 'article', {
    documentId: article,
    locale: { $in: locales },
    publishedAt: null,
  });
  return new Map(rows.map((row) => [String(row.locale), readText(row)]));
};

/**
 * Returns the language that another one is made from: the chosen one, otherwise the default language of the site; null
 * for an original.
 */
const sourceOf = (
  locale: string,
  state: EditorialState | undefined,
  locales: readonly string[],
  siteDefault: string
): string | null => {
  const isThere = (code: string | null | undefined): code is string =>
    typeof code === 'string' && code !== locale && locales.includes(code);
  if (isThere(state?.source)) return state.source;
  return isThere(siteDefault) ? siteDefault : null;
};

/** The languages of an article with their states, at one moment. */
export interface ArticleLanguages {
  locales: string[];
  states: Map<string, EditorialState>;
  sourceOf(locale: string): string | null;
  /** Returns the languages with the texts of some of them; the others are without text. */
  withTexts(wanted: readonly (string | null)[]): Promise<Map<string, Language>>;
}

export const readLanguages = async (strapi: Strapi, article: string): Promise<ArticleLanguages> => {
  const locales = await localesOfArticle(strapi, article);
  const states = await findStates(strapi, article);
  const siteDefault = await defaultLocale(strapi);
  const source = (locale: string): string | null =>
    sourceOf(locale, states.get(locale), locales, siteDefault);
  return {
    locales,
    states,
    sourceOf: source,
    async withTexts(wanted) {
      const known = wanted.filter((locale) => locale !== null && locales.includes(locale)) as string[];
      const texts = known.length > 0 ? await readTexts(strapi, article, [...new Set(known)]) : new Map();
      return new Map(
        locales.map((locale): [string, Language] => [
          locale,
          {
            parity: states.get(locale)?.parity ?? NO_PARITY,
            source: source(locale),
            text: texts.get(locale) ?? EMPTY_TEXT,
          },
        ])
      );
    },
  };
};

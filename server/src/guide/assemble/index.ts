import { configOf } from '../../config';
import { findReviewDays } from '../../editorial/states';
import type { Strapi } from '../../plugin';
import { groupBy } from '../../utils/group-by';
import { guideUrl } from '../addresses';
import { createAssetUrl } from '../assets';
import { createJsonLd } from '../json-ld';
import type { AssembledGuide, Guide, GuideAlternate, JsonLd } from '../types';
import { GuideContentError } from '../content-error';
import { articleMinutes } from './article-minutes';
import { cardIn } from './card';
import type { LinkedArticle } from './context';
import type { LocalisedDocument } from '../documents-where';
import { guideKey, type GuideKey } from '../key';
import { linkedArticles } from './linked-articles';
import { createArticleReader, type ArticleReader } from './read-articles';
import { readCategories } from './read-categories';
import { originsIn, toGuide } from './to-guide';
import { rowIn, textIn, type Row } from '../values';

export { guideKey, type GuideKey } from '../key';

/**
 * Returns the reading times of guides in minutes, as far as they are known, by `<article> <locale>`. The card of another
 * guide shows its reading time, and computing it takes the whole other article; of the rest the article is read.
 */
type KnownMinutes = (keys: GuideKey[]) => Promise<Map<string, number>>;

const localeOf = (row: Row): string => String(row.locale);

const byLocale = (one: GuideAlternate, other: GuideAlternate): number =>
  one.locale < other.locale ? -1 : Number(one.locale > other.locale);

const alternateIn = (row: Row): GuideAlternate[] => {
  const [title, slug] = [textIn(row.title), textIn(row.slug)];
  return title && slug ? [{ locale: localeOf(row), slug, title, url: null }] : [];
};

const throwError = (error: GuideContentError): never => {
  throw error;
};

/** Returns the category that an article is in. */
const categoryOf = (row: Row): LocalisedDocument[] => {
  const documentId = rowIn(row.category)?.documentId;
  return typeof documentId === 'string' ? [{ documentId, locale: localeOf(row) }] : [];
};

const optionsOf = (strapi: Strapi) => {
  const { partOrder, site, freshness } = configOf(strapi);
  return { partOrder, site, freshness, assetUrl: createAssetUrl(strapi), now: new Date() };
};

/** Builds the JSON-LD of a guide that has changed since it was assembled. */
export const describeGuide = (strapi: Strapi, guide: Guide): JsonLd => {
  const options = optionsOf(strapi);
  return createJsonLd(guide, { ...options, url: guideUrl(options.site, guide) });
};

/** The guide that an article would be. */
export interface AssembledDraft {
  guide: Guide;
  /** Where in the article each section of the guide is written: `definition`, `sections[2]`. */
  origins: string[];
}

/** Builds guides from articles. */
export class Assembler {
  readonly #articles: ArticleReader;

  constructor(
    private readonly strapi: Strapi,
    private readonly knownMinutes?: KnownMinutes
  ) {
    this.#articles = createArticleReader(strapi);
  }

  /**
   * Assembles guides, with one set of statements for a hundred articles.
   *
   * @param onContentError receives what keeps a single article from becoming a guide; the others are assembled
   * @returns the guides by `<article> <locale>`; what is not published in its language is absent
   * @throws errors of the database
   */
  async assemble(
    keys: GuideKey[],
    onContentError: (error: GuideContentError) => void = throwError
  ): Promise<Map<string, AssembledGuide>> {
    const rows = await this.#articles.whole(keys);
    if (rows.size === 0) return new Map();
    const drafts = await this.#articles.drafts(keys.filter((key) => rows.has(guideKey(key))));
    const contextOf = await this.#readContexts(rows, drafts);
    return new Map(
      [...rows].flatMap(([name, row]) => {
        try {
          const guide = toGuide(row, contextOf(name, row));
          return guide ? [[name, guide]] : [];
        } catch (error) {
          const key = { article: String(row.documentId), locale: localeOf(row) };
          onContentError(new GuideContentError(key, error));
          return [];
        }
      })
    );
  }

  /**
   * Assembles the guide that a row would be once it is published. Of the articles that it links to, only published
   * ones are shown.
   *
   * @param row an article in the public shape, which need not be stored
   * @returns null if the row has no title or no slug
   */
  async assembleDraft(row: Row): Promise<AssembledDraft | null> {
    const name = guideKey({ article: String(row.documentId), locale: localeOf(row) });
    const contextOf = await this.#readContexts(new Map([[name, row]]), new Map());
    const context = contextOf(name, row);
    const others = context.alternates.filter(({ locale }) => locale !== localeOf(row));
    const alternates = [...others, ...alternateIn(row)].sort(byLocale);
    const assembled = toGuide(row, { ...context, alternates });
    return assembled && { guide: assembled.guide, origins: originsIn(row, context) };
  }

  /** Reads what guides show beside their own articles, in one go for all of them. */
  async #readContexts(rows: Map<string, Row>, drafts: Map<string, Row>) {
    const linked = await this.#readLinked(rows);
    const chainOf = await readCategories(this.strapi, [...rows.values()].flatMap(categoryOf));
    const documents = new Set([...rows.values()].map(({ documentId }) => String(documentId)));
    const alternates = await this.#readAlternates([...documents]);
    const reviews = await findReviewDays(this.strapi, [...rows.keys()]);
    const options = optionsOf(this.strapi);
    return (name: string, row: Row) => ({
      ...options,
      categories: categoryOf(row).flatMap(chainOf),
      alternates: alternates.get(String(row.documentId)) ?? [],
      reviewedAt: reviews.get(name) ?? null,
      linked: new Map(
        linkedArticles(row).flatMap((article) => {
          const found = linked.get(guideKey({ article, locale: localeOf(row) }));
          return found ? [[article, found]] : [];
        })
      ),
      linkedDrafts: linkedArticles(drafts.get(name) ?? {}),
    });
  }

  /** Returns reading times: of the rows given, as known, and of the rest from the whole article. */
  async #minutesOf(keys: GuideKey[], rows: Map<string, Row>): Promise<Map<string, number>> {
    const others = keys.filter((key) => !rows.has(guideKey(key)));
    const known = (others.length > 0 && (await this.knownMinutes?.(others))) || new Map<string, number>();
    const read = await this.#articles.texts(others.filter((key) => !known.has(guideKey(key))));
    return new Map(
      keys.flatMap((key) => {
        const name = guideKey(key);
        const row = rows.get(name) ?? read.get(name);
        const minutes = known.get(name) ?? (row && articleMinutes(row));
        return minutes === undefined ? [] : [[name, minutes]];
      })
    );
  }

  /** Reads the articles that others reference, if published in the same language, by `<article> <locale>`. */
  async #readLinked(rows: Map<string, Row>): Promise<Map<string, LinkedArticle>> {
    const keys = new Map<string, GuideKey>();
    for (const row of rows.values()) {
      for (const article of linkedArticles(row)) {
        const key = { article, locale: localeOf(row) };
        keys.set(guideKey(key), key);
      }
    }
    const cards = await this.#articles.cards([...keys.values()]);
    const minutes = await this.#minutesOf(
      [...keys].filter(([name]) => cards.has(name)).map(([, key]) => key),
      rows
    );
    return new Map(
      [...cards].flatMap(([name, row]) => {
        const card = cardIn(row, minutes.get(name) ?? 1);
        return card ? [[name, { card, row }]] : [];
      })
    );
  }

  /** Reads the published languages of articles, by `documentId`. */
  async #readAlternates(documents: string[]): Promise<Map<string, GuideAlternate[]>> {
    const rows = groupBy(await this.#articles.languages(documents), ({ documentId }) => String(documentId));
    return new Map(
      [...rows].map(([document, languages]) => [document, languages.flatMap(alternateIn).sort(byLocale)])
    );
  }
}

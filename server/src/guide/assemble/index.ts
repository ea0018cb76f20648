import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
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
import { toGuide } from './to-guide';
import { rowIn, textIn, type Row } from '../values';

export { guideKey, type GuideKey } from '../key';

export interface AssemblerOptions {
  /**
   * Returns the reading times of guides in minutes, as far as they are known, by `<article> <locale>`. The card of another
   * guide shows its reading time, and computing it takes the whole other article; of the rest the article is read.
   */
  knownMinutes?: (keys: GuideKey[]) => Promise<Map<string, number>>;
}

const localeOf = (row: Row): string => String(row.locale);

const byLocale = (one: GuideAlternate, other: GuideAlternate): number =>
  one.locale < other.locale ? -1 : Number(one.locale > other.locale);

const throwError = (error: GuideContentError): never => {
  throw error;
};

/** Returns the category that an article is in. */
const categoryOf = (row: Row): LocalisedDocument[] => {
  const documentId = rowIn(row.category)?.documentId;
  return typeof documentId === 'string' ? [{ documentId, locale: localeOf(row) }] : [];
};

/** Reads published articles with everything that their guides show. */
class Assembler {
  readonly #articles: ArticleReader;

  constructor(
    private readonly strapi: Strapi,
    private readonly knownMinutes: AssemblerOptions['knownMinutes']
  ) {
    this.#articles = createArticleReader(strapi);
  }

  /** Builds the JSON-LD of a guide that has changed since it was assembled. */
  describe(guide: Guide): JsonLd {
    const site = this.#config('site');
    return createJsonLd(guide, {
      site,
      url: guideUrl(site, guide),
      assetUrl: createAssetUrl(this.strapi),
      now: new Date(),
    });
  }

  /** See `createAssembler`. */
  async assemble(
    keys: GuideKey[],
    onContentError: (error: GuideContentError) => void
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

  #config<Name extends keyof CareerFieldConfig>(name: Name): CareerFieldConfig[Name] {
    return this.strapi.plugin(PLUGIN_ID).config(name);
  }

  /** Reads what guides show beside their own articles, in one go for all of them. */
  async #readContexts(rows: Map<string, Row>, drafts: Map<string, Row>) {
    const linked = await this.#readLinked(rows);
    const chainOf = await readCategories(this.strapi, [...rows.values()].flatMap(categoryOf));
    const documents = new Set([...rows.values()].map(({ documentId }) => String(documentId)));
    const alternates = await this.#readAlternates([...documents]);
    const shared = {
      partOrder: this.#config('partOrder'),
      site: this.#config('site'),
      assetUrl: createAssetUrl(this.strapi),
      now: new Date(),
    };
    return (name: string, row: Row) => ({
      ...shared,
      categories: categoryOf(row).flatMap(chainOf),
      alternates: alternates.get(String(row.documentId)) ?? [],
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
    const alternates = new Map<string, GuideAlternate[]>();
    for (const row of await this.#articles.languages(documents)) {
      const [title, slug] = [textIn(row.title), textIn(row.slug)];
      if (!title || !slug) continue;
      const article = String(row.documentId);
      const alternate = { locale: localeOf(row), slug, title, url: null };
      alternates.set(article, [...(alternates.get(article) ?? []), alternate].sort(byLocale));
    }
    return alternates;
  }
}

/** Creates what builds guides from published articles. */
export const createAssembler = (strapi: Strapi, { knownMinutes }: AssemblerOptions = {}) => {
  const assembler = new Assembler(strapi, knownMinutes);
  return {
    describe: (guide: Guide): JsonLd => assembler.describe(guide),

    /**
     * Assembles guides, with one set of statements for a hundred articles.
     *
     * @param onContentError receives what keeps a single article from becoming a guide; the others are assembled
     * @returns the guides by `<article> <locale>`; what is not published in its language is absent
     * @throws errors of the database
     */
    assemble: (
      keys: GuideKey[],
      onContentError: (error: GuideContentError) => void = throwError
    ): Promise<Map<string, AssembledGuide>> => assembler.assemble(keys, onContentError),
  };
};

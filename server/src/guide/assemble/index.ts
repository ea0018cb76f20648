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
import { createArticleReader } from './read-articles';
import { readCategories } from './read-categories';
import { toGuide } from './to-guide';
import { rowIn, textIn, type Row } from '../values';

export { guideKey, type GuideKey } from '../key';

export interface AssemblerOptions {
  /**
   * How long it takes to read some guides, in minutes, as far as that is known, by `<article> <locale>`. The card of
   * another guide says it, and working it out takes the whole other article; what is not known is read.
   */
  knownMinutes?: (keys: GuideKey[]) => Promise<Map<string, number>>;
}

const localeOf = (row: Row): string => String(row.locale);

const byLocale = (one: GuideAlternate, other: GuideAlternate): number =>
  one.locale < other.locale ? -1 : Number(one.locale > other.locale);

/** What makes guides of published articles. */
export const createAssembler = (strapi: Strapi, { knownMinutes }: AssemblerOptions = {}) => {
  const articles = createArticleReader(strapi);
  const config = <Name extends keyof CareerFieldConfig>(name: Name): CareerFieldConfig[Name] =>
    strapi.plugin(PLUGIN_ID).config(name);

  /** Reading times of articles: those at hand, those that are known, and of the rest the whole article is read. */
  const minutesOf = async (keys: GuideKey[], atHand: Map<string, Row>): Promise<Map<string, number>> => {
    const elsewhere = keys.filter((key) => !atHand.has(guideKey(key)));
    const known = (elsewhere.length > 0 && (await knownMinutes?.(elsewhere))) || new Map<string, number>();
    const unknown = elsewhere.filter((key) => !known.has(guideKey(key)));
    const read = await articles.texts(unknown);
    return new Map(
      keys.flatMap((key) => {
        const name = guideKey(key);
        const row = atHand.get(name) ?? read.get(name);
        const minutes = known.get(name) ?? (row && articleMinutes(row));
        return minutes === undefined ? [] : [[name, minutes]];
      })
    );
  };

  /** What the articles point at, as far as it is published in the same language, by `<article> <locale>`. */
  const readLinked = async (rows: Map<string, Row>): Promise<Map<string, LinkedArticle>> => {
    const keys = new Map<string, GuideKey>();
    for (const row of rows.values()) {
      for (const article of linkedArticles(row)) {
        const key = { article, locale: localeOf(row) };
        keys.set(guideKey(key), key);
      }
    }
    const cards = await articles.cards([...keys.values()]);
    const minutes = await minutesOf(
      [...keys].filter(([name]) => cards.has(name)).map(([, key]) => key),
      rows
    );
    return new Map(
      [...cards].flatMap(([name, row]) => {
        const card = cardIn(row, minutes.get(name) ?? 1);
        return card ? [[name, { card, row }]] : [];
      })
    );
  };

  /** The published languages of articles, by `documentId`. */
  const readAlternates = async (documents: string[]): Promise<Map<string, GuideAlternate[]>> => {
    const alternates = new Map<string, GuideAlternate[]>();
    for (const row of await articles.languages(documents)) {
      const [title, slug] = [textIn(row.title), textIn(row.slug)];
      if (!title || !slug) continue;
      const article = String(row.documentId);
      const alternate = { locale: localeOf(row), slug, title, url: null };
      alternates.set(article, [...(alternates.get(article) ?? []), alternate].sort(byLocale));
    }
    return alternates;
  };

  const filedUnder = (row: Row): LocalisedDocument[] => {
    const documentId = rowIn(row.category)?.documentId;
    return typeof documentId === 'string' ? [{ documentId, locale: localeOf(row) }] : [];
  };

  return {
    /** The JSON-LD of a guide that is not as it was assembled. */
    describe(guide: Guide): JsonLd {
      const site = config('site');
      return createJsonLd(guide, {
        site,
        url: guideUrl(site, guide),
        assetUrl: createAssetUrl(strapi),
        now: new Date(),
      });
    },

    /**
     * Assembles guides: of any number of articles with one set of statements a hundred of them.
     *
     * @param onContentError receives what keeps a single article from becoming a guide; the others are assembled
     * @returns the guides by `<article> <locale>`; what is not published in its language is absent
     * @throws whatever the database throws
     */
    assemble: async (
      keys: GuideKey[],
      onContentError: (error: GuideContentError) => void = (error) => {
        throw error;
      }
    ): Promise<Map<string, AssembledGuide>> => {
      const rows = await articles.whole(keys);
      if (rows.size === 0) return new Map();
      const present = keys.filter((key) => rows.has(guideKey(key)));
      const drafts = await articles.drafts(present);
      const linked = await readLinked(rows);
      const chainOf = await readCategories(strapi, [...rows.values()].flatMap(filedUnder));
      const alternates = await readAlternates([
        ...new Set([...rows.values()].map(({ documentId }) => String(documentId))),
      ]);
      const shared = {
        partOrder: config('partOrder'),
        site: config('site'),
        assetUrl: createAssetUrl(strapi),
        now: new Date(),
      };
      return new Map(
        [...rows].flatMap(([name, row]) => {
          const locale = localeOf(row);
          const context = {
            ...shared,
            categories: filedUnder(row).flatMap(chainOf),
            alternates: alternates.get(String(row.documentId)) ?? [],
            linked: new Map(
              linkedArticles(row).flatMap((article) => {
                const found = linked.get(guideKey({ article, locale }));
                return found ? [[article, found]] : [];
              })
            ),
            linkedDrafts: linkedArticles(drafts.get(name) ?? {}),
          };
          try {
            const guide = toGuide(row, context);
            return guide ? [[name, guide]] : [];
          } catch (error) {
            onContentError(new GuideContentError({ article: String(row.documentId), locale }, error));
            return [];
          }
        })
      );
    },
  };
};

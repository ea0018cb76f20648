import { contentTypes, type Attribute } from '../../../../content-types';
import { uidOf, type Strapi } from '../../plugin';
import { inParts } from '../../strapi-internals/database';
import { documentsWhere } from '../documents-where';
import { guideKey, type GuideKey } from '../key';
import { readAttributes } from '../delivered-attributes';
import { SECTION_ATTRIBUTES } from '../sections';
import { card } from '../shape/documents';
import { publicShape, type Shape } from './public-shape';
import type { Row } from '../values';

/** So many documents are read with one set of statements: a statement takes only so many values. */
const BATCH = 100;

const ARTICLE = uidOf('article');

/** The attributes that make the reading time. */
const TEXTS = ['title', 'headline', 'lead', ...SECTION_ATTRIBUTES.filter((name) => name !== 'related')];

/** The attributes that a card shows. */
const CARD = readAttributes(card);

/** Relations of the article itself to other articles. */
const LINKS = Object.entries<Attribute>(contentTypes.article.attributes).flatMap(([name, { target }]) =>
  target === ARTICLE ? [name] : []
);

const PUBLISHED = { $notNull: true };
const DRAFT = { $null: true };

/** What is read of an article beside its public shape: its state, and when it was published. */
export const articleShape = (
  strapi: Strapi,
  names: string[] = Object.keys(contentTypes.article.attributes)
): Shape => {
  const { select, populate } = publicShape(strapi, ARTICLE, names);
  const { attributes } = strapi.getModel(ARTICLE);
  // A site's own version of the type may lack the first, and only a site with an experiment of Strapi's has the second.
  const first = ['firstPublication', 'firstPublishedAt'].filter((name) => name in attributes);
  return { select: [...select, 'publishedAt', 'updatedAt', ...first], populate };
};

/**
 * Reads articles: of published ones what readers may see, of drafts only the articles that they link to. What is not
 * published in its language is absent.
 */
export const createArticleReader = (strapi: Strapi) => {
  const read = async (
    keys: GuideKey[],
    { select, populate }: Shape,
    publishedAt: Record<string, boolean> = PUBLISHED
  ): Promise<Map<string, Row>> => {
    const rows = new Map<string, Row>();
    for (const batch of inParts(keys, BATCH)) {
      const found = (await strapi.db.query(ARTICLE).findMany({
        where: {
          publishedAt,
          ...documentsWhere(batch.map(({ article, locale }) => ({ documentId: article, locale }))),
        },
        select,
        populate,
      })) as Row[];
      for (const row of found) {
        rows.set(guideKey({ article: String(row.documentId), locale: String(row.locale) }), row);
      }
    }
    return rows;
  };

  return {
    /** Whole articles. */
    whole: (keys: GuideKey[]): Promise<Map<string, Row>> => read(keys, articleShape(strapi)),
    /** Whole drafts, of which readers have seen nothing. */
    wholeDrafts: (keys: GuideKey[]): Promise<Map<string, Row>> => read(keys, articleShape(strapi), DRAFT),
    /** As much of articles as their reading time needs. */
    texts: (keys: GuideKey[]): Promise<Map<string, Row>> => read(keys, articleShape(strapi, TEXTS)),
    /** What a link to an article shows of it. */
    cards: (keys: GuideKey[]): Promise<Map<string, Row>> => read(keys, articleShape(strapi, CARD)),
    /**
     * The articles that drafts link to as further reading. Strapi links a published article to another one
     * that its draft links to as soon as that one is published, without a write of the article.
     */
    drafts: (keys: GuideKey[]): Promise<Map<string, Row>> =>
      read(keys, publicShape(strapi, ARTICLE, LINKS), DRAFT),
    /** Every published language of some articles: address and title. */
    languages: async (articles: string[]): Promise<Row[]> => {
      const rows: Row[] = [];
      for (const batch of inParts(articles, BATCH)) {
        const found = (await strapi.db.query(ARTICLE).findMany({
          where: { publishedAt: PUBLISHED, documentId: { $in: batch } },
          select: publicShape(strapi, ARTICLE, ['title', 'slug']).select,
        })) as Row[];
        rows.push(...found);
      }
      return rows;
    },
  };
};

export type ArticleReader = ReturnType<typeof createArticleReader>;

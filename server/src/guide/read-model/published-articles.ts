import { uidOf, type Strapi } from '../../plugin';
import { inParts } from '../../strapi-internals/database';
import { documentsWhere } from '../documents-where';
import { guideKey, type GuideKey } from '../key';
import { momentIn } from '../values';
import { concerns, writtenArticles, type Invalidation } from './staleness';

interface PublishedArticle {
  documentId: string;
  locale: string;
}

const keyOf = ({ documentId: article, locale }: PublishedArticle): GuideKey => ({ article, locale });

/** Identifies the state of a published row: another text after each write. */
export const stampOf = ({ updatedAt, publishedAt }: { updatedAt: unknown; publishedAt: unknown }): string =>
  `${momentIn(updatedAt)} ${momentIn(publishedAt)}`;

/** Returns the stamps of those articles that are published, by their keys. */
export const findStamps = async (strapi: Strapi, keys: GuideKey[]): Promise<Map<string, string>> => {
  const rows = (await strapi.db.query(uidOf('article')).findMany({
    where: {
      publishedAt: { $notNull: true },
      ...documentsWhere(keys.map(({ article, locale }) => ({ documentId: article, locale }))),
    },
    select: ['documentId', 'locale', 'updatedAt', 'publishedAt'],
  })) as (PublishedArticle & { updatedAt: unknown; publishedAt: unknown })[];
  return new Map(rows.map((row) => [guideKey(keyOf(row)), stampOf(row)]));
};

/** Returns the published articles that have a slug in one of some languages. */
export const findBySlug = async (
  strapi: Strapi,
  locales: readonly string[],
  slug: string
): Promise<GuideKey[]> => {
  const rows = (await strapi.db.query(uidOf('article')).findMany({
    where: { slug, locale: { $in: [...locales] }, publishedAt: { $notNull: true } },
    select: ['documentId', 'locale'],
  })) as PublishedArticle[];
  return rows.map(keyOf);
};

/** Returns a check whether an article that was written is not published any more. */
export const findWithdrawn = async (
  strapi: Strapi,
  open: readonly Invalidation[]
): Promise<(key: GuideKey) => boolean> => {
  const written = [...writtenArticles(open).values()];
  if (written.length === 0) return () => false;
  const articles = [...new Set(written.map(({ article }) => article))];
  const published = new Set<string>();
  for (const chunk of inParts(articles)) {
    const rows = (await strapi.db.query(uidOf('article')).findMany({
      where: { publishedAt: { $notNull: true }, documentId: { $in: chunk } },
      select: ['documentId', 'locale'],
    })) as PublishedArticle[];
    for (const row of rows) published.add(guideKey(keyOf(row)));
  }
  const byArticle = new Map<string, { locale: string }[]>();
  for (const each of written) byArticle.set(each.article, [...(byArticle.get(each.article) ?? []), each]);
  return (key) =>
    byArticle.get(key.article)?.some((each) => concerns(each, key.locale)) === true &&
    !published.has(guideKey(key));
};

import { isSlugTaken } from '../../model/derive-slugs';
import type { Row as DatabaseRow } from '../../model/document-writes';
import { isPopulated, registeredAttributes } from '../../model/attributes';
import { uidOf, type Strapi } from '../../plugin';
import { createValidator, findChangedAnchors } from '../../validation';
import { NAMED_SECTIONS, type Issue } from '../../validation/rules';
import type { Row } from '../values';

const ARTICLE = uidOf('article');

/** Reads the anchors of what is published of an article; undefined if nothing is. */
const findPublishedAnchors = async (
  strapi: Strapi,
  documentId: string,
  locale: string
): Promise<DatabaseRow | undefined> => {
  const attributes = registeredAttributes(strapi)(ARTICLE);
  const parts = NAMED_SECTIONS.filter((name) => attributes[name] && isPopulated(attributes[name]));
  const row = (await strapi.db.query(ARTICLE).findOne({
    where: { documentId, locale, publishedAt: { $notNull: true } },
    select: ['id'],
    populate: Object.fromEntries(parts.map((name) => [name, { select: ['id', 'anchor'] }])),
  })) as DatabaseRow | null;
  return row ?? undefined;
};

/**
 * Finds what keeps an article that could be saved from being published, or from being saved by its address. A missing
 * slug is none: saving derives it from the title.
 *
 * @param article with the documents that its relations lead to
 * @param documentId undefined for an article that is not stored yet
 */
export const findPublicationIssues = async (
  strapi: Strapi,
  article: Row,
  { documentId, locale }: { documentId: string | undefined; locale: string }
): Promise<Issue[]> => {
  const { slug } = article;
  const issues = await createValidator(strapi)('article', article, { publishable: true, partial: false });
  const published =
    documentId === undefined ? undefined : await findPublishedAnchors(strapi, documentId, locale);
  const isTaken =
    typeof slug === 'string' &&
    slug !== '' &&
    !issues.some(({ field }) => field === 'slug') &&
    (await isSlugTaken(strapi, 'article', slug, { locale, except: documentId }));
  return [
    ...issues.filter(({ field, message }) => field !== 'slug' || message !== 'publish.required'),
    ...(isTaken ? [{ field: 'slug', message: 'slug.duplicate' }] : []),
    ...findChangedAnchors(article, published),
  ];
};

import { registeredAttributes } from '../model/attributes';
import { uidOf, type Strapi } from '../plugin';
import { isRecord } from '../utils/is-record';
import { findStates, storeState, type EditorialState } from './states';

interface StoredReview {
  reviewedAt: string | null;
  reviewDueAt: string | null;
  reviewer: string | null;
}

const dayOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, 10) : null;

const reviewIn = (value: unknown): StoredReview | undefined => {
  if (!isRecord(value)) return undefined;
  const { reviewedAt, reviewDueAt, reviewer } = value;
  return {
    reviewedAt: dayOf(reviewedAt),
    reviewDueAt: dayOf(reviewDueAt),
    reviewer: typeof reviewer === 'string' ? reviewer : null,
  };
};

const adopt = async (
  strapi: Strapi,
  article: string,
  language: string,
  { reviewedAt, reviewDueAt, reviewer }: StoredReview,
  state: EditorialState | undefined
): Promise<void> => {
  const known = state?.reviewedAt ?? null;
  const isNewer = reviewedAt !== null && (known === null || reviewedAt > known);
  const dueAt = isNewer || !state?.dueAt ? reviewDueAt : null;
  if (!isNewer && (dueAt === null || dueAt === state?.dueAt)) return;
  await storeState(strapi, article, language, {
    ...(isNewer ? { reviewedAt, reviewer, reviewedBy: null } : {}),
    ...(dueAt === null ? {} : { dueAt }),
  });
};

/**
 * Takes over the review that the text of an article brings: a file, or an older release, has it in the component
 * `editorial`. Of a published article only what is published counts, since readers get the day of the review.
 */
export const adoptReviews = async (
  strapi: Strapi,
  article: string,
  locales: readonly string[]
): Promise<void> => {
  if (!('editorial' in registeredAttributes(strapi)(uidOf('article')))) return;
  const rows = (await strapi.db.query(uidOf('article')).findMany({
    where: { documentId: article, locale: { $in: locales } },
    select: ['id', 'locale', 'publishedAt'],
    populate: { editorial: true },
  })) as { locale: string; publishedAt: unknown; editorial: unknown }[];
  const found = new Map<string, StoredReview>();
  for (const { locale, publishedAt, editorial } of rows) {
    const review = reviewIn(editorial);
    const isPublished = rows.some((other) => other.locale === locale && other.publishedAt !== null);
    if (review && (publishedAt !== null) === isPublished) found.set(locale, review);
  }
  const reviews = [...found].filter(([, { reviewedAt, reviewDueAt }]) => reviewedAt ?? reviewDueAt);
  if (reviews.length === 0) return;
  const states = await findStates(strapi, article);
  for (const [locale, review] of reviews) await adopt(strapi, article, locale, review, states.get(locale));
};

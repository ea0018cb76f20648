import { configOf } from '../config';
import { toPerson } from '../editorial/person';
import { findPeople, findReview, recordReview, setResponsible } from '../editorial/service';
import { guidesOf } from '../guide';
import type { Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';
import { adminResource } from './admin-resource';
import { articleLocaleSchema, hasPermission, requireArticle, type EditorContext } from './article-rights';
import type { ReviewDetails } from './contracts';
import { REVIEW_ACTION } from './permissions';

const articles = z.array(articleLocaleSchema).min(1).max(1000);

const reviewSchema = z.object({ articles, months: z.number().int().min(1).max(120).nullable().optional() });

const responsibleSchema = z.object({ articles, person: z.number().int().nullable() });

/** For the admin panel: `/career-field/reviews`. */
export const reviewResource = adminResource('review', {
  /** Responds with the review of an article in one language, and who may be responsible. */
  find: {
    method: 'GET',
    path: '/reviews',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = articleLocaleSchema.safeParse(context.query);
      if (!parsed.success)
        throw new errors.ValidationError('The request needs the parameters "article" and "locale".');
      await requireArticle(strapi, context, parsed.data, 'read');
      const review = await findReview(strapi, parsed.data.article, parsed.data.locale);
      const mayReview = hasPermission(context, REVIEW_ACTION);
      context.body = {
        data: {
          ...review,
          intervalMonths: review.intervalMonths ?? configOf(strapi).freshness.review,
          people: mayReview ? await findPeople(strapi) : [],
          mayReview,
        } satisfies ReviewDetails,
      };
    },
  },

  /** Records that articles were reviewed today. Their text is not written, and nothing is published. */
  record: {
    method: 'POST',
    path: '/reviews',
    permissions: [REVIEW_ACTION],
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = reviewSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no articles to review.');
      for (const each of parsed.data.articles) await requireArticle(strapi, context, each, 'read');
      const reviewer = toPerson(context.state.user as unknown as Parameters<typeof toPerson>[0]);
      await strapi.db.transaction(async () => {
        for (const each of parsed.data.articles) {
          const known = await findReview(strapi, each.article, each.locale);
          const { months = known.intervalMonths ?? configOf(strapi).freshness.review } = parsed.data;
          await recordReview(strapi, each, reviewer, months);
        }
        // Readers get the day of the review.
        await guidesOf(strapi).invalidateArticles(parsed.data.articles);
      });
      context.body = { data: { reviewed: parsed.data.articles.length } };
    },
  },

  /** Chooses who is responsible for articles. */
  assign: {
    method: 'POST',
    path: '/reviews/responsible',
    permissions: [REVIEW_ACTION],
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = responsibleSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no articles and person.');
      const { person } = parsed.data;
      if (person !== null && !(await findPeople(strapi)).some(({ id }) => id === person))
        throw new errors.ValidationError('There is no such administrator.');
      for (const each of parsed.data.articles) await requireArticle(strapi, context, each, 'read');
      await strapi.db.transaction(async () => {
        for (const each of parsed.data.articles) await setResponsible(strapi, each, person);
      });
      context.body = { data: { assigned: parsed.data.articles.length } };
    },
  },
});

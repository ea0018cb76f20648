import { uidOf, type Strapi } from '../plugin';
import { adminRights } from '../strapi-internals/admin-rights';
import { errors, z } from '../strapi-internals/host-utils';
import { adminResource } from './admin-resource';
import { articleLocaleSchema, requireArticle, type EditorContext } from './article-rights';
import type { ArticleLocale, PublishResult } from './contracts';

/** Articles in one request; the page sends more in several. */
const MAX_ARTICLES = 25;

const requestSchema = z.object({ articles: z.array(articleLocaleSchema).min(1).max(MAX_ARTICLES) });

type Issues = Pick<PublishResult, 'errors'>['errors'];

/** Returns what is wrong with an article, each with its field; a failure of the site is no issue of the article. */
const issuesIn = (error: unknown): Issues => {
  if (!(error instanceof errors.ApplicationError)) throw error;
  const { errors: list } = (error.details ?? {}) as { errors?: Issues };
  if (!Array.isArray(list) || list.length === 0) return [{ path: [], message: error.message }];
  return list.map(({ path, message }) => ({ path: path.map(String), message }));
};

const publish = async (
  strapi: Strapi,
  context: EditorContext,
  { article, locale }: ArticleLocale
): Promise<Issues> => {
  try {
    await requireArticle(strapi, context, { article, locale }, 'publish');
    await strapi.documents(uidOf('article')).publish({ documentId: article, locale });
    return [];
  } catch (error) {
    return issuesIn(error);
  }
};

/** For the admin panel: `POST /career-field/publications`. */
export const publicationResource = adminResource('publication', {
  /** Publishes articles one by one, and responds with what is wrong with those that could not be. */
  create: {
    method: 'POST',
    path: '/publications',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = requestSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no articles to publish.');
      if (!adminRights(strapi, context.state.userAbility, uidOf('article')).can('publish'))
        throw new errors.ForbiddenError();
      const data: PublishResult[] = [];
      for (const each of parsed.data.articles)
        data.push({ ...each, errors: await publish(strapi, context, each) });
      context.body = { data };
    },
  },
});

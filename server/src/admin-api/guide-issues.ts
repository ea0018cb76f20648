import { adminResource } from './admin-resource';
import { guidesOf } from '../guide';
import { uidOf, type Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';
import { adminRights } from '../strapi-internals/admin-rights';

const querySchema = z.object({ article: z.string().min(1).max(100), locale: z.string().min(1).max(40) });

interface IssueContext {
  query: unknown;
  state: { userAbility: unknown };
  body: unknown;
}

/** Finds a draft with the attributes that the conditions of a role read: its locale, and its author with roles. */
const findDraft = (strapi: Strapi, documentId: string, locale: string): Promise<object | null> =>
  strapi.db.query(uidOf('article')).findOne({
    where: { documentId, locale, publishedAt: null },
    populate: { createdBy: { populate: { roles: true } } },
  }) as Promise<object | null>;

/** For the admin panel: `GET /career-field/guide-issues?article=<documentId>&locale=<code>`. */
export const guideIssueResource = adminResource('guide-issue', {
  /**
   * Responds with `issue`: what readers get of a published article whose guide could not be built from its content, or
   * null if it was built.
   */
  find: {
    method: 'GET',
    path: '/guide-issues',
    async respond(strapi: Strapi, context: IssueContext): Promise<void> {
      const parsed = querySchema.safeParse(context.query);
      if (!parsed.success)
        throw new errors.ValidationError('The request needs the parameters "article" and "locale".');
      const { article, locale } = parsed.data;
      const { can } = adminRights(strapi, context.state.userAbility, uidOf('article'));
      if (!can('read')) throw new errors.ForbiddenError();
      const draft = await findDraft(strapi, article, locale);
      if (!draft) throw new errors.NotFoundError('There is no such article in this language.');
      if (!can('read', draft)) throw new errors.ForbiddenError();
      context.body = { data: { issue: (await guidesOf(strapi).failureOf({ article, locale })) ?? null } };
    },
  },
});

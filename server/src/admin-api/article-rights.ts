import { uidOf, type Strapi } from '../plugin';
import { adminRights, type AdminUser } from '../strapi-internals/admin-rights';
import { errors, z } from '../strapi-internals/host-utils';
import type { ArticleLocale } from './contracts';

/** The parameters of a request for one language of an article. */
export const articleLocaleSchema = z.object({
  article: z.string().min(1).max(100),
  locale: z.string().min(1).max(40),
});

/** What is used of Koa's context. */
export interface EditorContext {
  query: unknown;
  request: { body: unknown };
  state: { userAbility: unknown; user: AdminUser & Record<string, unknown> };
  body: unknown;
}

/** Finds a draft with what the conditions of a role read: the locale, and the author with roles. */
const findDraft = (strapi: Strapi, { article, locale }: ArticleLocale): Promise<object | null> =>
  strapi.db.query(uidOf('article')).findOne({
    where: { documentId: article, locale, publishedAt: null },
    populate: { createdBy: { populate: { roles: true } } },
  }) as Promise<object | null>;

/** @throws NotFoundError, ForbiddenError */
export const requireArticle = async (
  strapi: Strapi,
  { state }: EditorContext,
  article: ArticleLocale,
  action: 'read' | 'update' | 'publish'
): Promise<void> => {
  const { can } = adminRights(strapi, state.userAbility, uidOf('article'));
  if (!can(action)) throw new errors.ForbiddenError();
  const draft = await findDraft(strapi, article);
  if (!draft) throw new errors.NotFoundError('There is no such article in this language.');
  if (!can(action, draft)) throw new errors.ForbiddenError();
};

/** Whether the administrator may publish an article in one language. */
export const mayPublish = async (
  strapi: Strapi,
  { state }: EditorContext,
  article: ArticleLocale
): Promise<boolean> => {
  const { can } = adminRights(strapi, state.userAbility, uidOf('article'));
  const draft = can('publish') ? await findDraft(strapi, article) : null;
  return draft !== null && can('publish', draft);
};

/** @throws ForbiddenError when the administrator may not write articles in a language */
export const requireCreation = (strapi: Strapi, { state }: EditorContext, locale: string): void => {
  const { id, roles } = state.user;
  const { can } = adminRights(strapi, state.userAbility, uidOf('article'));
  if (!can('create', { locale, createdBy: { id, roles } })) throw new errors.ForbiddenError();
};

interface Ability {
  can(action: string): boolean;
}

/** Whether an administrator has a permission of the plugin. */
export const hasPermission = ({ state }: EditorContext, action: string): boolean =>
  (state.userAbility as Ability).can(action);

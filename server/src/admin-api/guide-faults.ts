import { guidesOf } from '../guide';
import { uidOf, type Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';

const querySchema = z.object({ article: z.string().min(1).max(100), locale: z.string().min(1).max(40) });

interface FaultContext {
  query: unknown;
  state: { userAbility: unknown };
  body: unknown;
}

interface ReadChecker {
  cannot: { read: (entry?: object) => boolean };
}

/** Finds an article with what the conditions of a role read: its locale, and its author with roles. */
const findDraft = (strapi: Strapi, documentId: string, locale: string): Promise<object | null> =>
  strapi.db.query(uidOf('article')).findOne({
    where: { documentId, locale, publishedAt: null },
    populate: { createdBy: { populate: { roles: true } } },
  }) as Promise<object | null>;

export const guideFaultController = ({ strapi }: { strapi: Strapi }) => ({
  /**
   * Responds with `fault`: what readers get of a published article whose guide could not be built from its content, or
   * null where it was built.
   */
  async find(context: FaultContext): Promise<void> {
    const parsed = querySchema.safeParse(context.query);
    if (!parsed.success) throw new errors.ValidationError('The request names no article and language.');
    const { article, locale } = parsed.data;
    const checker = strapi
      .plugin('content-manager')
      .service('permission-checker')
      .create({ userAbility: context.state.userAbility, model: uidOf('article') }) as ReadChecker;
    if (checker.cannot.read()) throw new errors.ForbiddenError();
    const draft = await findDraft(strapi, article, locale);
    if (!draft) throw new errors.NotFoundError('There is no such article in this language.');
    if (checker.cannot.read(draft)) throw new errors.ForbiddenError();
    context.body = { data: { fault: (await guidesOf(strapi).failureOf({ article, locale })) ?? null } };
  },
});

/** For the admin panel: `GET /career-field/guide-faults?article=<documentId>&locale=<code>`. */
export const guideFaultRoutes = {
  type: 'admin' as const,
  routes: [
    {
      method: 'GET' as const,
      path: '/guide-faults',
      handler: 'guide-fault.find',
      config: { policies: ['admin::isAuthenticatedAdmin'] },
    },
  ],
};

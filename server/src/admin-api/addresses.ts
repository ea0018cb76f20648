import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { deriveSlug, isSlugTaken, slugStateOf } from '../model/derive-slugs';
import type { Row } from '../model/document-writes';
import { uidOf, type Strapi } from '../plugin';
import { defaultLocale } from '../strapi-internals/default-locale';
import { errors, z } from '../strapi-internals/host-utils';

/**
 * What the admin panel requests while an editor types a title or a slug.
 *
 * `documentId` is missing while the document is new; `address` is the slug as typed.
 */
const requestSchema = z.object({
  type: z.enum(PUBLIC_TYPES),
  locale: z.string().max(40).optional(),
  documentId: z.string().max(100).optional(),
  title: z.string().max(500).optional(),
  address: z.string().max(500).optional(),
});

export interface AdminContext {
  request: { body: unknown };
  state: { userAbility: unknown };
  body: unknown;
}

interface PermissionChecker {
  can: Record<'create' | 'update', () => boolean>;
}

/** Whether a user may write documents of a type; only then may she know which slugs are taken. */
const mayWrite = (strapi: Strapi, type: PublicType, userAbility: unknown): boolean => {
  const checker = strapi
    .plugin('content-manager')
    .service('permission-checker')
    .create({ userAbility, model: uidOf(type) }) as PermissionChecker;
  return checker.can.create() || checker.can.update();
};

export const addressController = ({ strapi }: { strapi: Strapi }) => ({
  /**
   * Responds with `state`, what happens to the stored slug when the title changes; `address`, the slug of the title;
   * and `isTaken`, whether another document has the typed slug.
   */
  async find(context: AdminContext): Promise<void> {
    const parsed = requestSchema.safeParse(context.request.body);
    if (!parsed.success) throw new errors.ValidationError('The request names no address, title or entry.');
    const { type, documentId: except, title, address } = parsed.data;
    if (!mayWrite(strapi, type, context.state.userAbility)) throw new errors.ForbiddenError();
    const locale = parsed.data.locale ?? (await defaultLocale(strapi));
    const rows = except
      ? ((await strapi.db.query(uidOf(type)).findMany({ where: { documentId: except, locale } })) as Row[])
      : [];
    context.body = {
      data: {
        state: slugStateOf(type, rows),
        address: title ? ((await deriveSlug(strapi, type, title, { locale, except })) ?? null) : null,
        isTaken: address ? await isSlugTaken(strapi, type, address, { locale, except }) : false,
      },
    };
  },
});

/** For the admin panel: `POST /career-field/addresses`. */
export const addressRoutes = {
  type: 'admin' as const,
  routes: [
    {
      method: 'POST' as const,
      path: '/addresses',
      handler: 'address.find',
      config: { policies: ['admin::isAuthenticatedAdmin'] },
    },
  ],
};

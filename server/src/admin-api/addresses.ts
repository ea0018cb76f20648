import { adminResource } from './admin-resource';
import { PUBLIC_TYPES } from '../../../content-types';
import { deriveSlug, isSlugTaken, slugStateOf } from '../model/derive-slugs';
import type { Row } from '../model/document-writes';
import { uidOf, type Strapi } from '../plugin';
import { defaultLocale } from '../strapi-internals/site-locales';
import { errors, z } from '../strapi-internals/host-utils';
import { adminRights } from '../strapi-internals/admin-rights';

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

/** For the admin panel: `POST /career-field/addresses`. */
export const addressResource = adminResource('address', {
  /**
   * Responds with `state`, what happens to the stored slug when the title changes; `address`, the slug of the title;
   * and `isTaken`, whether another document has the typed slug.
   */
  find: {
    method: 'POST',
    path: '/addresses',
    async respond(strapi: Strapi, context: AdminContext): Promise<void> {
      const parsed = requestSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no address, title or entry.');
      const { type, documentId: except, title, address } = parsed.data;
      // Only who may write such documents may know which slugs are taken.
      const { can } = adminRights(strapi, context.state.userAbility, uidOf(type));
      if (!can('create') && !can('update')) throw new errors.ForbiddenError();
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
  },
});

import { adminResource } from './admin-resource';
import {
  fieldAccess,
  findDraftOwner,
  inspectForm,
  renderDocument,
  renderDraft,
  reviewForm,
} from '../guide/drafts';
import { uidOf, type Strapi } from '../plugin';
import { adminRights, type AdminUser } from '../strapi-internals/admin-rights';
import { errors, z } from '../strapi-internals/host-utils';
import { rejectTooManyValues } from '../validation/size';
import { requestLanguage } from '../validation/language';
import type { DraftView, InspectedDraft } from './contracts';
import { overviewOf } from './form-overview';
import { originOf, type RequestOrigin } from './request-origin';

/** The form of a guide has some 200 kB, with the records of its files. */
const MAX_BYTES = 2_000_000;

const requestSchema = z.object({
  documentId: z.string().min(1).max(100).optional(),
  locale: z.string().min(1).max(40),
  values: z.record(z.string(), z.unknown()),
  view: z.enum(['page', 'blocks', 'html', 'markdown', 'overview']),
});

interface InspectContext extends RequestOrigin {
  request: { body: unknown; length?: number };
  state: { userAbility: unknown; user: AdminUser };
  body: unknown;
}

const contentIn = async (
  strapi: Strapi,
  guide: Parameters<typeof renderDraft>[1] | null,
  view: Exclude<DraftView, 'overview'>,
  context: InspectContext
): Promise<InspectedDraft> => {
  if (!guide) return { guide: null };
  return view === 'page'
    ? { page: await renderDocument(strapi, guide, originOf(strapi, context)) }
    : { guide: await renderDraft(strapi, guide, view) };
};

/** For the admin panel: `POST /career-field/drafts/inspect`. */
export const draftFormResource = adminResource('draft-form', {
  /**
   * Responds with what an open form would be as a guide, and stores nothing. It takes the right to read and to update the
   * article in this language, or to create one; fields that the role may not read are left out, and those that it may not
   * update are as they are stored.
   */
  inspect: {
    method: 'POST',
    path: '/drafts/inspect',
    async respond(strapi: Strapi, context: InspectContext): Promise<void> {
      const { request, state } = context;
      if ((request.length ?? 0) > MAX_BYTES) throw new errors.PayloadTooLargeError('The form is too large.');
      const parsed = requestSchema.safeParse(request.body);
      if (!parsed.success) throw new errors.ValidationError('The request has no values of a form.');
      const { documentId, locale, values, view } = parsed.data;
      const rights = adminRights(strapi, state.userAbility, uidOf('article'));
      if (!rights.can('read')) throw new errors.ForbiddenError();
      rejectTooManyValues(strapi, values);
      const stored = documentId === undefined ? null : await findDraftOwner(strapi, documentId, locale);
      const { id, roles } = state.user;
      const entity = stored ?? { locale, createdBy: { id, roles } };
      const write = stored ? 'update' : 'create';
      if (!rights.can('read', entity) || !rights.can(write, entity)) throw new errors.ForbiddenError();
      const form = {
        documentId,
        locale,
        values,
        mayRead: fieldAccess(rights, 'read', entity),
        mayWrite: fieldAccess(rights, write, entity),
      };
      const data: InspectedDraft =
        view === 'overview'
          ? { overview: overviewOf(await reviewForm(strapi, form), requestLanguage(strapi)) }
          : await contentIn(strapi, (await inspectForm(strapi, form)).guide, view, context);
      context.body = { data };
    },
  },
});

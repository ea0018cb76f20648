import { adminResource } from './admin-resource';
import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { findUsage, typesReferencing, type Usage } from '../model/usage';
import { uidOf, type Strapi } from '../plugin';
import { adminRights } from '../strapi-internals/admin-rights';
import { errors, z } from '../strapi-internals/host-utils';
import type { UsageResponse } from './contracts';

const querySchema = z.object({ type: z.enum(PUBLIC_TYPES), documentId: z.string().min(1).max(100) });

/** Rows of one type that are read, and documents that are named. The panel shows fewer; a number says how many more. */
const MAX_ROWS = 2000;
const MAX_NAMED = 100;

interface UsageContext {
  query: unknown;
  state: { userAbility: unknown };
  body: unknown;
}

/**
 * Reads which documents reference a document. Those of types that the administrator may not read are counted, and not named.
 */
export const readUsage = async (
  strapi: Strapi,
  userAbility: unknown,
  type: PublicType,
  documentId: string
): Promise<UsageResponse> => {
  const target = { uid: uidOf(type), documentId };
  const data: Usage[] = [];
  const meta = { total: 0, isMore: false, hidden: 0 };
  for (const uid of typesReferencing(strapi, target.uid)) {
    const rights = adminRights(strapi, userAbility, uid);
    const found = await findUsage(strapi, uid, target, MAX_ROWS);
    const readable = rights.can('read') ? found.filter(({ row }) => rights.can('read', row)) : [];
    data.push(...readable.map(({ usage }) => usage));
    meta.total += found.length;
    meta.hidden += found.length - readable.length;
    meta.isMore ||= found.length >= MAX_ROWS / 2;
  }
  return { data: data.slice(0, MAX_NAMED), meta };
};

/** For the admin panel: `GET /career-field/usage?type=skill&documentId=<documentId>`. */
export const usageResource = adminResource('usage', {
  /** Responds with the documents that reference a document. */
  find: {
    method: 'GET',
    path: '/usage',
    async respond(strapi: Strapi, context: UsageContext): Promise<void> {
      const parsed = querySchema.safeParse(context.query);
      if (!parsed.success)
        throw new errors.ValidationError('The request needs the parameters "type" and "documentId".');
      const { type, documentId } = parsed.data;
      const { userAbility } = context.state;
      if (!adminRights(strapi, userAbility, uidOf(type)).can('read')) throw new errors.ForbiddenError();
      context.body = await readUsage(strapi, userAbility, type, documentId);
    },
  },
});

import {
  languagesTakenOver,
  MERGEABLE,
  mergeEntries,
  mergeIssue,
  type MergeableType,
} from '../maintenance/merge';
import { contentTypes } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import { adminRights } from '../strapi-internals/admin-rights';
import { errors, z } from '../strapi-internals/host-utils';
import { adminResource } from './admin-resource';
import type { EditorContext } from './article-rights';
import type { MergeCandidate, MergePreview } from './upkeep-contracts';
import { MERGE_ACTION } from './permissions';
import { readUsage } from './usage';

const id = z.string().min(1).max(100);

const mergeSchema = z.object({ type: z.enum(MERGEABLE), from: id, into: id });

const candidatesSchema = z.object({
  type: z.enum(MERGEABLE),
  from: id,
  locale: z.string().min(1).max(40),
  search: z.string().max(100).optional(),
});

const MAX_CANDIDATES = 20;

/** Both entries are written, in all languages. @throws ForbiddenError */
const requireRights = (strapi: Strapi, { state }: EditorContext, type: MergeableType): void => {
  const { can } = adminRights(strapi, state.userAbility, uidOf(type));
  if (!can('read') || !can('update')) throw new errors.ForbiddenError();
};

const findCandidates = async (
  strapi: Strapi,
  { type, from, locale, search = '' }: { type: MergeableType; from: string; locale: string; search?: string }
): Promise<MergeCandidate[]> => {
  const title = contentTypes[type].attributes.slug.targetField;
  const rows = (await strapi.db.query(uidOf(type)).findMany({
    where: {
      locale,
      documentId: { $ne: from },
      ...(search === '' ? {} : { [title]: { $containsi: search } }),
    },
    select: ['documentId', title],
    orderBy: { [title]: 'asc' },
    limit: MAX_CANDIDATES,
  })) as Record<string, string>[];
  return rows.map((row) => ({ documentId: row.documentId!, title: row[title] ?? row.documentId! }));
};

/** For the admin panel: `/career-field/merges`. */
export const mergeResource = adminResource('merge', {
  /** Responds with the entries that another one can be merged into. */
  candidates: {
    method: 'GET',
    path: '/merges/candidates',
    permissions: [MERGE_ACTION],
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = candidatesSchema.safeParse(context.query);
      if (!parsed.success) throw new errors.ValidationError('The request names no entry and language.');
      requireRights(strapi, context, parsed.data.type);
      context.body = { data: await findCandidates(strapi, parsed.data) };
    },
  },

  /** Responds with what a merge would change, and writes nothing. */
  preview: {
    method: 'GET',
    path: '/merges',
    permissions: [MERGE_ACTION],
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = mergeSchema.safeParse(context.query);
      if (!parsed.success) throw new errors.ValidationError('The request names no two entries.');
      const { type, from } = parsed.data;
      requireRights(strapi, context, type);
      context.body = {
        data: {
          issue: (await mergeIssue(strapi, parsed.data)) ?? null,
          takenOver: await languagesTakenOver(strapi, parsed.data),
          usage: await readUsage(strapi, context.state.userAbility, type, from),
        } satisfies MergePreview,
      };
    },
  },

  /** Merges an entry into another one, and deletes it. */
  merge: {
    method: 'POST',
    path: '/merges',
    permissions: [MERGE_ACTION],
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = mergeSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no two entries.');
      requireRights(strapi, context, parsed.data.type);
      await mergeEntries(strapi, parsed.data);
      context.body = { data: { documentId: parsed.data.into } };
    },
  },
});

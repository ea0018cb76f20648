import { findHistory, keptEntries } from '../editorial/history';
import type { Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';
import { adminResource } from './admin-resource';
import { articleLocaleSchema, requireArticle, type EditorContext } from './article-rights';
import type { HistoryPage } from './upkeep-contracts';

const querySchema = articleLocaleSchema.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

/** For the admin panel: `GET /career-field/history`. */
export const historyResource = adminResource('history', {
  /** Responds with what happened to an article in one language, the last first. */
  find: {
    method: 'GET',
    path: '/history',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = querySchema.safeParse(context.query);
      if (!parsed.success)
        throw new errors.ValidationError('The request needs the parameters "article" and "locale".');
      await requireArticle(strapi, context, parsed.data, 'read');
      const isOn = keptEntries(strapi) > 0;
      const found = isOn ? await findHistory(strapi, parsed.data, parsed.data) : { entries: [], total: 0 };
      context.body = { data: { isOn, ...found } satisfies HistoryPage };
    },
  },
});

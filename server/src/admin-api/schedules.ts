import { toPerson } from '../editorial/person';
import { cancel, findScheduled, schedule, type ScheduledPublication } from '../editorial/schedule';
import type { Strapi } from '../plugin';
import { errors, z } from '../strapi-internals/host-utils';
import { adminResource } from './admin-resource';
import { articleLocaleSchema, mayPublish, requireArticle, type EditorContext } from './article-rights';
import type { ArticleLocale } from './contracts';
import type { ScheduleDetails } from './upkeep-contracts';

const keySchema = articleLocaleSchema.extend({ action: z.enum(['publish', 'unpublish']) });

const scheduleSchema = keySchema.extend({ dueAt: z.string().datetime({ offset: true }) });

const toPlanned = ({ action, dueAt, scheduler, failedAt, failure }: ScheduledPublication) => ({
  action,
  dueAt,
  scheduler,
  failedAt,
  failure,
});

const read = async (
  strapi: Strapi,
  context: EditorContext,
  { article, locale }: ArticleLocale
): Promise<ScheduleDetails> => ({
  planned: (await findScheduled(strapi, article, locale)).map(toPlanned),
  maySchedule: await mayPublish(strapi, context, { article, locale }),
});

/** For the admin panel: `/career-field/schedules`. */
export const scheduleResource = adminResource('schedule', {
  /** Responds with what is planned for an article in one language. */
  find: {
    method: 'GET',
    path: '/schedules',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = articleLocaleSchema.safeParse(context.query);
      if (!parsed.success)
        throw new errors.ValidationError('The request needs the parameters "article" and "locale".');
      await requireArticle(strapi, context, parsed.data, 'read');
      context.body = { data: await read(strapi, context, parsed.data) };
    },
  },

  /** Plans that an article is published or unpublished. The rules are checked when it is due. */
  plan: {
    method: 'PUT',
    path: '/schedules',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = scheduleSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no article, action and time.');
      const { dueAt, ...key } = parsed.data;
      await requireArticle(strapi, context, key, 'publish');
      const due = new Date(dueAt);
      if (due.getTime() <= Date.now()) throw new errors.ValidationError('The time has passed.');
      const person = toPerson(context.state.user as unknown as Parameters<typeof toPerson>[0]);
      await schedule(strapi, key, due.toISOString(), person);
      context.body = { data: await read(strapi, context, key) };
    },
  },

  /** Deletes a plan, whether it waits or has failed. */
  cancel: {
    method: 'POST',
    path: '/schedules/cancel',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = keySchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no article and action.');
      await requireArticle(strapi, context, parsed.data, 'publish');
      await cancel(strapi, parsed.data);
      context.body = { data: await read(strapi, context, parsed.data) };
    },
  },
});

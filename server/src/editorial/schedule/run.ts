import { uidOf, type Strapi } from '../../plugin';
import { adminRights, findAdminAbility } from '../../strapi-internals/admin-rights';
import { isDatabaseFailure } from '../../strapi-internals/database-failures';
import { actingAs } from '../history';
import { inLanguage } from '../../validation/language';
import {
  cancelAll,
  findDue,
  storeFailure,
  type Issue,
  type ScheduledPublication,
  type ScheduleFailure,
} from './store';

/** Issues that are stored: the panel lists the others when the article is opened. */
const MAX_ISSUES = 10;

interface Failed {
  name?: string;
  message?: string;
  details?: { errors?: { path?: (string | number)[]; message?: string }[] };
}

const toFailure = (error: unknown): ScheduleFailure => {
  const { name, message = String(error), details } = error as Failed;
  const issues: Issue[] = (details?.errors ?? []).map((each) => ({
    path: (each.path ?? []).join('.'),
    message: each.message ?? '',
  }));
  if (name === 'ValidationError' && issues.length > 0) {
    return { kind: 'rules', issues: issues.slice(0, MAX_ISSUES) };
  }
  return { kind: 'error', issues: [{ path: '', message: message.slice(0, 500) }] };
};

const NO_RIGHT: ScheduleFailure = { kind: 'rights', issues: [] };

/** Whether the person who has planned it may publish the article now. */
const isAllowed = async (
  strapi: Strapi,
  { article, language, scheduledBy }: ScheduledPublication
): Promise<boolean | 'missing'> => {
  const draft = (await strapi.db.query(uidOf('article')).findOne({
    where: { documentId: article, locale: language, publishedAt: null },
    populate: { createdBy: { populate: { roles: true } } },
  })) as object | null;
  if (!draft) return 'missing';
  const ability = scheduledBy ? await findAdminAbility(strapi, scheduledBy.id) : undefined;
  return ability !== undefined && adminRights(strapi, ability, uidOf('article')).can('publish', draft);
};

const runOne = async (
  strapi: Strapi,
  planned: ScheduledPublication
): Promise<ScheduleFailure | undefined> => {
  const { article, language, action, scheduledBy, scheduler } = planned;
  const allowed = await isAllowed(strapi, planned);
  if (allowed === 'missing') {
    await cancelAll(strapi, article, { language });
    return undefined;
  }
  if (!allowed) return NO_RIGHT;
  const documents = strapi.documents(uidOf('article'));
  try {
    // The write deletes the plan, in its own transaction.
    const write = (): Promise<unknown> =>
      action === 'publish'
        ? documents.publish({ documentId: article, locale: language })
        : documents.unpublish({ documentId: article, locale: language });
    const actor = { kind: 'schedule', person: scheduledBy?.id ?? null, name: scheduler } as const;
    await inLanguage(scheduledBy?.preferedLanguage ?? undefined, () => actingAs(actor, write));
    return undefined;
  } catch (error) {
    // It waits for the database.
    if (isDatabaseFailure(error)) throw error;
    return toFailure(error);
  }
};

/**
 * Publishes and unpublishes what is due, one after the other, also what was missed while the site did not run. The rules
 * and the right of the person who has planned it are those of now. What fails is not tried again: an editor decides.
 */
export const runSchedule = async (strapi: Strapi, signal: AbortSignal, now = new Date()): Promise<void> => {
  for (const planned of await findDue(strapi, now.toISOString())) {
    if (signal.aborted) return;
    const failure = await runOne(strapi, planned);
    if (!failure) continue;
    await storeFailure(strapi, planned.id, now.toISOString(), failure);
    strapi.log.warn(
      `[career-field] Article ${planned.article} (${planned.language}) was not changed as planned (${planned.action}): the panel beside it says why.`
    );
  }
};

import { uidOf, type Strapi } from '../../plugin';
import { ensureIndex } from '../../strapi-internals/indexes';
import type { Person } from '../person';

export type ScheduledAction = 'publish' | 'unpublish';

export interface Issue {
  /** The field of the form, `faq.0.answer`; empty for the whole article. */
  path: string;
  message: string;
}

/** Why an article was not published: rules, a right that the person no longer has, or an error. */
export interface ScheduleFailure {
  kind: 'rules' | 'rights' | 'error';
  issues: Issue[];
}

/** A planned publication, as it is stored. */
export interface ScheduledPublication {
  id: number;
  key: string;
  article: string;
  language: string;
  action: ScheduledAction;
  dueAt: string;
  scheduledBy?: { id: number; preferedLanguage?: string | null } | null;
  scheduler: string | null;
  failedAt: string | null;
  failure: ScheduleFailure | null;
}

/** Which action is planned for which language of which article. */
export interface ScheduleKey {
  article: string;
  locale: string;
  action: ScheduledAction;
}

const query = (strapi: Strapi) => strapi.db.query(uidOf('scheduled-publication'));

const keyOf = ({ article, locale, action }: ScheduleKey): string => `${article} ${locale} ${action}`;

/** Creates the indexes of the table. */
export const prepareSchedule = async (strapi: Strapi): Promise<void> => {
  const uid = uidOf('scheduled-publication');
  await ensureIndex(strapi, uid, 'key', { suffix: 'key_unique', isUnique: true });
  await ensureIndex(strapi, uid, 'dueAt', { suffix: 'due_at' });
};

/** Returns what is planned for an article in one language, the next one first. */
export const findScheduled = async (
  strapi: Strapi,
  article: string,
  language: string
): Promise<ScheduledPublication[]> =>
  (await query(strapi).findMany({
    where: { article, language },
    orderBy: { dueAt: 'asc' },
  })) as ScheduledPublication[];

/** Returns what waits and is due, in its order. */
export const findDue = async (strapi: Strapi, now: string): Promise<ScheduledPublication[]> =>
  (await query(strapi).findMany({
    where: { failedAt: null, dueAt: { $lte: now } },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    populate: ['scheduledBy'],
  })) as ScheduledPublication[];

export const hasDue = async (strapi: Strapi, now: string): Promise<boolean> =>
  (await query(strapi).findOne({ where: { failedAt: null, dueAt: { $lte: now } }, select: ['id'] })) !== null;

/** Plans an action, in the place of an earlier plan for the same. */
export const schedule = async (
  strapi: Strapi,
  planned: ScheduleKey,
  dueAt: string,
  person: Person
): Promise<void> => {
  const key = keyOf(planned);
  const data = {
    dueAt,
    scheduledBy: person.id,
    scheduler: person.name.slice(0, 255),
    failedAt: null,
    failure: null,
  };
  await strapi.db.transaction(async () => {
    await query(strapi).deleteMany({ where: { key } });
    const { article, locale: language, action } = planned;
    await query(strapi).create({ data: { ...data, key, article, language, action } });
  });
};

/** Deletes a plan, whether it waits or has failed. */
export const cancel = async (strapi: Strapi, planned: ScheduleKey): Promise<void> => {
  await query(strapi).deleteMany({ where: { key: keyOf(planned) } });
};

/** Deletes the plans of an article. @param where languages and actions; all by default */
export const cancelAll = async (
  strapi: Strapi,
  article: string,
  where: { language?: string | { $in: string[] }; action?: ScheduledAction } = {}
): Promise<void> => {
  await query(strapi).deleteMany({ where: { article, ...where } });
};

export const storeFailure = async (
  strapi: Strapi,
  id: number,
  failedAt: string,
  failure: ScheduleFailure
): Promise<void> => {
  await query(strapi).update({ where: { id }, data: { failedAt, failure: failure as never } });
};

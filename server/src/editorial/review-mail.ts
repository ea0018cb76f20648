import { fillIn, textsFor } from '../../../texts';
import { configOf } from '../config';
import { PLUGIN_ID, uidOf, type Strapi } from '../plugin';
import { storedValue } from '../strapi-internals/core-store';
import { withLock } from '../strapi-internals/database-lock';
import { addDays, dayOf } from './days';

/** On Mondays at seven, in the time zone of the process. */
const RULE = '0 7 * * 1';

const JOB = `${PLUGIN_ID}-review-mail`;

/** A mail lists what is due until the next one. */
const DAYS = 7;

/** The most articles that one mail names. */
const MOST = 100;

interface DueState {
  article: string;
  language: string;
  dueAt: string;
  responsible: {
    id: number;
    email: string;
    firstname?: string | null;
    preferedLanguage?: string | null;
  };
}

/** Returns what is due, by the ids of the people responsible: only articles that still have a draft. */
const findDue = async (strapi: Strapi, until: string): Promise<Map<number, DueState[]>> => {
  const states = (await strapi.db.query(uidOf('editorial-state')).findMany({
    where: { dueAt: { $lte: until }, responsible: { isActive: true } },
    populate: ['responsible'],
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  })) as DueState[];
  const people = new Map<number, DueState[]>();
  for (const state of states) {
    const { id } = state.responsible;
    people.set(id, [...(people.get(id) ?? []), state]);
  }
  return people;
};

/** Returns the titles of drafts by `<documentId> <language>`. */
const findTitles = async (strapi: Strapi, states: DueState[]): Promise<Map<string, string>> => {
  const rows = (await strapi.db.query(uidOf('article')).findMany({
    where: { documentId: { $in: states.map(({ article }) => article) }, publishedAt: null },
    select: ['documentId', 'locale', 'title'],
  })) as { documentId: string; locale: string; title: string | null }[];
  return new Map(rows.map(({ documentId, locale, title }) => [`${documentId} ${locale}`, title ?? '']));
};

const linkTo = (strapi: Strapi, { article, language }: DueState): string => {
  const admin = strapi.config.get<string>('admin.absoluteUrl', '');
  return `${admin}/content-manager/collection-types/${uidOf('article')}/${article}?plugins[i18n][locale]=${language}`;
};

interface Mail {
  to: string;
  subject: string;
  text: string;
}

const writeMail = (strapi: Strapi, states: DueState[], titles: Map<string, string>): Mail | undefined => {
  const due = states.filter(({ article, language }) => titles.has(`${article} ${language}`));
  const [first] = due;
  if (!first) return undefined;
  const { email, firstname, preferedLanguage } = first.responsible;
  const language = preferedLanguage ?? 'en';
  const { panel } = textsFor(language);
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const lines = due.slice(0, MOST).map((state) =>
    fillIn(panel['mail.article'], {
      title: titles.get(`${state.article} ${state.language}`),
      language: state.language,
      day: days.format(new Date(state.dueAt)),
      link: linkTo(strapi, state),
    })
  );
  return {
    to: email,
    subject: fillIn(panel['mail.subject'], { count: due.length }),
    text: [
      fillIn(firstname ? panel['mail.greeting'] : panel['mail.greeting.nobody'], { name: firstname }),
      panel['mail.intro'],
      ...lines,
      ...(due.length > MOST ? [fillIn(panel['mail.more'], { count: due.length - MOST })] : []),
      panel['mail.end'],
    ].join('\n\n'),
  };
};

interface EmailService {
  send(mail: Mail): Promise<unknown>;
}

/** Whether this process sends the mails of a day: the first one that asks. */
const isFirst = (strapi: Strapi, day: string): Promise<boolean> =>
  withLock(strapi, async () => {
    const sent = storedValue<string>(strapi, 'review-mail');
    if ((await sent.get()) === day) return false;
    await sent.set(day);
    return true;
  });

/**
 * Sends each responsible person a mail about what is due for her within a week, where the site says so. Of several
 * processes one sends them; a mail that fails is logged, and what it was about is in the next one.
 *
 * @returns the number of mails
 */
export const sendReviewMails = async (strapi: Strapi, now = new Date()): Promise<number> => {
  if (!configOf(strapi).freshness.mail) return 0;
  const email = strapi.plugin('email')?.service('email') as EmailService | undefined;
  if (!email) {
    strapi.log.warn('[career-field] Mails about reviews are on, but the site has no @strapi/email plugin.');
    return 0;
  }
  const today = dayOf(now);
  if (!(await isFirst(strapi, today))) return 0;
  let sent = 0;
  for (const states of (await findDue(strapi, addDays(today, DAYS))).values()) {
    const mail = writeMail(strapi, states, await findTitles(strapi, states));
    if (!mail) continue;
    try {
      await email.send(mail);
      sent += 1;
    } catch (error) {
      strapi.log.error(`[career-field] A mail about reviews was not sent: ${(error as Error).message}`);
    }
  }
  return sent;
};

/** Sends the mails each week; whether they are on is decided each time. */
export const scheduleReviewMails = (strapi: Strapi): void => {
  strapi.cron.add({
    [JOB]: {
      task: async () => {
        try {
          await sendReviewMails(strapi);
        } catch (error) {
          strapi.log.error(`[career-field] No mails about reviews: ${(error as Error).message}`);
        }
      },
      options: { rule: RULE },
    },
  });
};

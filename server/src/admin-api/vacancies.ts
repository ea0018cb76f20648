import { configOf } from '../config';
import { findCounts, readCounting, requestCounting, type VacancyCount } from '../guide/vacancies';
import { guideKey } from '../guide/key';
import type { Strapi } from '../plugin';
import { errors } from '../strapi-internals/host-utils';
import { adminResource } from './admin-resource';
import { articleLocaleSchema, requireArticle, type EditorContext } from './article-rights';
import type { GuideVacancies, VacancyStatus } from './contracts';
import { SETTINGS_READ_ACTION, SETTINGS_UPDATE_ACTION } from './permissions';

/** Failures that are named; a number says how many more there are. */
const MAX_NAMED = 10;

const isOn = (strapi: Strapi): boolean => configOf(strapi).jobs.count !== null;

const toVacancies = (strapi: Strapi, row: VacancyCount | undefined): GuideVacancies => ({
  isOn: isOn(strapi),
  count: row?.count ?? null,
  countedAt: row?.countedAt ?? null,
  failure: row?.failure ?? null,
});

const readStatus = async (strapi: Strapi): Promise<VacancyStatus> => {
  const { nextRunAt, lastRunAt, failedRuns } = await readCounting(strapi);
  const rows = isOn(strapi) ? await findCounts(strapi) : [];
  const failed = rows.filter(({ failure }) => failure !== null);
  return {
    isOn: isOn(strapi),
    lastRunAt,
    nextRunAt,
    isPaused: failedRuns > 0,
    counted: rows.filter(({ countedAt }) => countedAt !== null).length,
    failed: failed.length,
    failures: failed
      .slice(0, MAX_NAMED)
      .map(({ article, language, failure }) => ({ article, locale: language, message: failure! })),
  };
};

/** For the admin panel: `/career-field/vacancies`. */
export const vacancyResource = adminResource('vacancy', {
  /** Responds with the live number of vacancies of an article in one language. */
  find: {
    method: 'GET',
    path: '/vacancies',
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = articleLocaleSchema.safeParse(context.query);
      if (!parsed.success)
        throw new errors.ValidationError('The request needs the parameters "article" and "locale".');
      await requireArticle(strapi, context, parsed.data, 'read');
      const [row] = await findCounts(strapi, [guideKey(parsed.data)]);
      context.body = { data: toVacancies(strapi, row) };
    },
  },

  /** Responds with how counting goes, for all guides. */
  status: {
    method: 'GET',
    path: '/vacancies/status',
    permissions: [SETTINGS_READ_ACTION],
    async respond(strapi: Strapi, context: { body: unknown }): Promise<void> {
      context.body = { data: await readStatus(strapi) };
    },
  },

  /** Ends a pause: what is due is counted within a minute. */
  request: {
    method: 'POST',
    path: '/vacancies/status',
    permissions: [SETTINGS_UPDATE_ACTION],
    async respond(strapi: Strapi, context: { body: unknown }): Promise<void> {
      await requestCounting(strapi);
      context.body = { data: await readStatus(strapi) };
    },
  },
});

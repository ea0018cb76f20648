import { configOf } from '../config';
import { addDays, dayOf } from '../editorial/days';
import { countArticles, readOverview } from '../editorial/overview';
import type { OverviewFilter, OverviewRow } from '../editorial/overview-types';
import { countParts, findCompleteDrafts, knownPartCount } from '../guide/advice';
import { guideKey } from '../guide/key';
import { uidOf, type Strapi } from '../plugin';
import { adminRights } from '../strapi-internals/admin-rights';
import { errors, z } from '../strapi-internals/host-utils';
import { defaultLocale, siteLocales } from '../strapi-internals/site-locales';
import { adminResource } from './admin-resource';
import { articleLocaleSchema, type EditorContext } from './article-rights';
import type { CellCompleteness, Need, Needs, OverviewResponse } from './contracts';
import { OVERVIEW_ACTION } from './permissions';

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

const querySchema = z.object({
  page: whole(1, 1_000_000).default(1),
  pageSize: whole(1, 100).default(25),
  sort: z.enum(['title', 'modified', 'due', 'behind']).default('title'),
  order: z.enum(['asc', 'desc']).default('asc'),
  titleLocale: z.string().max(40).optional(),
  search: z.string().max(200).optional(),
  locale: z.string().max(40).optional(),
  status: z.enum(['draft', 'published', 'modified']).optional(),
  parity: z.enum(['behind', 'missing']).optional(),
  responsible: z.union([z.literal('me'), whole(1, Number.MAX_SAFE_INTEGER)]).optional(),
  dueWithin: whole(0, 3660).optional(),
  dueFrom: whole(0, 3660).optional(),
  complete: z.enum(['true', 'false']).optional(),
  links: z.enum(['broken']).optional(),
});

/** Articles and languages in one request for the completeness: it reads whole articles. */
const MAX_COUNTED = 100;

const cellsSchema = z.object({ cells: z.array(articleLocaleSchema).min(1).max(MAX_COUNTED) });

/** How many days "soon" is. */
const SOON = 30;

/** @throws ForbiddenError for who may not read articles, or only some of them */
const readableLocales = async (strapi: Strapi, { state }: EditorContext): Promise<string[]> => {
  const { can } = adminRights(strapi, state.userAbility, uidOf('article'));
  if (!can('read')) throw new errors.ForbiddenError();
  const { id, roles } = state.user;
  // An author who may only read own articles has a condition that these have to meet, and is not shown others.
  const all = await siteLocales(strapi);
  const locales = all.filter((locale) => can('read', { locale }));
  const own = all.filter((locale) => can('read', { locale, createdBy: { id, roles } }));
  if (own.length > locales.length) throw new errors.ForbiddenError();
  return locales;
};

const inDays = (days: number | undefined): string | undefined =>
  days === undefined ? undefined : addDays(dayOf(new Date()), days);

/** Returns rows with the completeness of the languages of which it is known. */
const withCompleteness = (rows: OverviewRow[]): OverviewResponse['data'] =>
  rows.map(({ cells, ...row }) => ({
    ...row,
    cells: cells.map((cell) => ({
      ...cell,
      completeness: knownPartCount({ article: row.documentId, ...cell }) ?? null,
    })),
  }));

/** For the admin panel: `GET /career-field/overview`, `GET /career-field/overview/needs`. */
export const overviewResource = adminResource('overview', {
  /** Responds with a page of all guides in all languages that the administrator may read. */
  find: {
    method: 'GET',
    path: '/overview',
    permissions: [OVERVIEW_ACTION],
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = querySchema.safeParse(context.query);
      if (!parsed.success) throw new errors.ValidationError('A parameter of the overview is not valid.');
      const {
        page,
        pageSize,
        sort,
        order,
        responsible,
        dueWithin,
        dueFrom,
        complete,
        titleLocale,
        ...filter
      } = parsed.data;
      const me = Number(context.state.user.id);
      const locales = await readableLocales(strapi, context);
      const { rows, total } = await readOverview(strapi, {
        page,
        pageSize,
        sort,
        isDescending: order === 'desc',
        titleLocale: titleLocale ?? (await defaultLocale(strapi)),
        locales,
        filter: {
          ...filter,
          responsible: responsible === 'me' ? me : responsible,
          dueBefore: inDays(dueWithin),
          dueFrom: inDays(dueFrom),
          articles:
            complete === 'true' ? await findCompleteDrafts(strapi, locales, filter.locale) : undefined,
        },
      });
      context.body = {
        data: withCompleteness(rows),
        meta: { page, pageSize, total, locales, me, checksLinks: configOf(strapi).links.check },
      } satisfies OverviewResponse;
    },
  },

  /** Responds with the completeness of some guides, each in one language. */
  completeness: {
    method: 'POST',
    path: '/overview/completeness',
    permissions: [OVERVIEW_ACTION],
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const parsed = cellsSchema.safeParse(context.request.body);
      if (!parsed.success) throw new errors.ValidationError('The request names no articles and languages.');
      const locales = await readableLocales(strapi, context);
      const cells = parsed.data.cells.filter(({ locale }) => locales.includes(locale));
      const counts = await countParts(strapi, cells);
      const data = cells.flatMap((cell): CellCompleteness[] => {
        const completeness = counts.get(guideKey(cell));
        return completeness ? [{ ...cell, completeness }] : [];
      });
      context.body = { data };
    },
  },

  /** Responds with how many guides need something. */
  needs: {
    method: 'GET',
    path: '/overview/needs',
    permissions: [OVERVIEW_ACTION],
    async respond(strapi: Strapi, context: EditorContext): Promise<void> {
      const locales = await readableLocales(strapi, context);
      const count = async (filter: OverviewFilter): Promise<Need> => ({
        all: await countArticles(strapi, filter, locales),
        mine: await countArticles(strapi, { ...filter, responsible: Number(context.state.user.id) }, locales),
      });
      context.body = {
        data: {
          overdue: await count({ dueBefore: inDays(0) }),
          soon: await count({ dueFrom: inDays(1), dueBefore: inDays(SOON) }),
          behind: await count({ parity: 'behind' }),
          complete: await count({ articles: await findCompleteDrafts(strapi, locales) }),
          ...(configOf(strapi).links.check ? { links: await count({ links: 'broken' }) } : {}),
        } satisfies Needs,
      };
    },
  },
});

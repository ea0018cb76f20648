import { fieldAccess, findDraftOwner } from '../guide/drafts';
import {
  findArticlesToCopy,
  findOccupations,
  hasArticles,
  hasOccupations,
  startEmpty,
  startFromArticle,
  startFromOccupation,
  type GuideStart,
  type NewGuide,
} from '../guide/start';
import { contentTypes } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import { adminRights, type AdminRights, type AdminUser } from '../strapi-internals/admin-rights';
import { errors, z } from '../strapi-internals/host-utils';
import { siteLocales } from '../strapi-internals/site-locales';
import { adminResource } from './admin-resource';
import type { StartCandidatesResponse, StartedGuide, StartOptions } from './contracts';

const locale = z.string().min(1).max(40);
const documentId = z.string().min(1).max(100);

const startSchema = z.object({
  title: z.string().trim().min(1).max(contentTypes.article.attributes.title.maxLength),
  locale,
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('empty') }),
    z.object({ kind: z.literal('article'), documentId, what: z.enum(['structure', 'contents']) }),
    z.object({ kind: z.literal('occupation'), documentId }),
  ]),
});

const candidatesSchema = z.object({
  kind: z.enum(['article', 'occupation']),
  locale,
  search: z.string().trim().max(200).default(''),
});

/** Candidates in one response. */
const MAX_CANDIDATES = 20;

interface StartContext {
  query: unknown;
  request: { body: unknown };
  state: { userAbility: unknown; user: AdminUser };
  body: unknown;
}

const rightsOf = (strapi: Strapi, { state }: StartContext): AdminRights =>
  adminRights(strapi, state.userAbility, uidOf('article'));

/** An article that is yet to be created, with what the conditions of a role test. */
const newIn = ({ state: { user } }: StartContext, code: string): object => ({
  locale: code,
  createdBy: { id: user.id, roles: user.roles },
});

const start = async (
  strapi: Strapi,
  { title, locale: language }: { title: string; locale: string },
  from: GuideStart,
  context: StartContext
): Promise<string | undefined> => {
  const rights = rightsOf(strapi, context);
  const { user } = context.state;
  const stored = from.kind === 'empty' ? null : await findDraftOwner(strapi, from.documentId, language);
  // The occupation is an article already, perhaps in another language only.
  const isUpdate = from.kind === 'occupation' && stored !== null;
  const action = isUpdate ? 'update' : 'create';
  const entity = isUpdate ? stored : newIn(context, language);
  if (!rights.can(action, entity)) throw new errors.ForbiddenError();
  const mayWrite = fieldAccess(rights, action, entity);
  const guide: NewGuide = { title, locale: language, user: user.id, mayWrite };
  if (from.kind === 'empty') return startEmpty(strapi, guide);
  if (from.kind === 'article') {
    if (!stored || !rights.can('read', stored)) return undefined;
    return startFromArticle(strapi, guide, from, fieldAccess(rights, 'read', stored));
  }
  const known = await findOccupations(strapi, { locale: language, search: '', documentId: from.documentId });
  const isReadable = known.some(({ row }) => rights.can('read', row));
  return isReadable ? startFromOccupation(strapi, guide, from.documentId) : undefined;
};

/** For the admin panel: starts a guide with all its parts prepared. */
export const guideStartResource = adminResource('guide-start', {
  /** Responds with the languages in which the administrator may create an article, and with what one can start from. */
  options: {
    method: 'GET',
    path: '/guide-starts/options',
    async respond(strapi: Strapi, context: StartContext): Promise<void> {
      const rights = rightsOf(strapi, context);
      if (!rights.can('create')) throw new errors.ForbiddenError();
      const locales = (await siteLocales(strapi)).filter((code) =>
        rights.can('create', newIn(context, code))
      );
      const mayRead = rights.can('read');
      context.body = {
        data: {
          locales,
          hasArticles: mayRead && (await hasArticles(strapi)),
          hasOccupations: mayRead && (await hasOccupations(strapi)),
        } satisfies StartOptions,
      };
    },
  },

  /** Responds with the articles or imported occupations whose titles contain a text, as far as the administrator may read them. */
  candidates: {
    method: 'GET',
    path: '/guide-starts/candidates',
    async respond(strapi: Strapi, context: StartContext): Promise<void> {
      const parsed = candidatesSchema.safeParse(context.query);
      if (!parsed.success) throw new errors.ValidationError('The request needs "kind" and "locale".');
      const rights = rightsOf(strapi, context);
      if (!rights.can('read') || !rights.can('create')) throw new errors.ForbiddenError();
      const { kind, ...search } = parsed.data;
      const found = await (kind === 'article' ? findArticlesToCopy : findOccupations)(strapi, search);
      const data = found
        .filter(({ row }) => rights.can('read', row))
        .slice(0, MAX_CANDIDATES)
        .map(({ documentId: id, locale: code, title }) => ({ documentId: id, locale: code, title }));
      context.body = { data } satisfies StartCandidatesResponse;
    },
  },

  /** Creates the draft, or prepares that of an imported occupation, and responds with where it is. */
  start: {
    method: 'POST',
    path: '/guide-starts',
    async respond(strapi: Strapi, context: StartContext): Promise<void> {
      const parsed = startSchema.safeParse(context.request.body);
      if (!parsed.success)
        throw new errors.ValidationError('The request needs "title", "locale" and "from".');
      const { title, locale: language, from } = parsed.data;
      if (!(await siteLocales(strapi)).includes(language)) {
        throw new errors.ValidationError('The site does not have this language.');
      }
      const started = await start(strapi, { title, locale: language }, from, context);
      if (started === undefined) throw new errors.NotFoundError('There is no such article to start from.');
      context.body = { data: { documentId: started, locale: language } satisfies StartedGuide };
    },
  },
});

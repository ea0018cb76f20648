import { findDraft, renderDraft, type DraftAddress } from '../../guide/drafts';
import type { Strapi } from '../../plugin';
import { errors } from '../../strapi-internals/host-utils';
import { routeOf } from '../../strapi-internals/plain-route';
import type { HttpContext } from '../guides/context';
import { guideApiOf } from '../guides/guide-api';
import { parseQuery, type Parsed } from '../guides/parameters';
import { grantOf } from './authentication';
import { draftBySlugQuery, draftQuery } from './parameters';
import type { DraftResponse } from './schemas';

/** The middleware of each route: no cache keeps a draft, and no search engine lists it. */
export const withoutCaching = async (context: HttpContext, next: () => Promise<unknown>): Promise<void> => {
  context.set('Cache-Control', 'private, no-store');
  context.set('X-Robots-Tag', 'noindex');
  await next();
};

/**
 * Responds with a draft as a guide. It may be called with the permission *preview*, which also opens
 * `status=draft` elsewhere (see `draft-guard/`), or with the token of a preview.
 */
export const preview = async (strapi: Strapi, context: HttpContext): Promise<DraftResponse> => {
  const { slug, documentId = '' } = context.params;
  const schemas = slug === undefined ? draftQuery : draftBySlugQuery;
  const others = Object.keys(routeOf(context.state)?.request?.query ?? {});
  const query = parseQuery(context.querystring, schemas, others) as Parsed<typeof draftQuery>;
  const grant = grantOf(context.state.auth);
  const [locale] = await guideApiOf(strapi).locales.chain(grant?.locale ?? query.locale);
  const address: DraftAddress = slug === undefined ? { documentId, locale } : { slug, locale };
  const guide = await findDraft(strapi, address, grant?.mayRead);
  if (!guide) throw new errors.NotFoundError(`There is no such draft in the language ${locale}.`);
  context.set('Content-Language', locale);
  return {
    data: await renderDraft(strapi, guide, query.format ?? 'blocks'),
    meta: { locale: { requested: locale, served: locale } },
  };
};

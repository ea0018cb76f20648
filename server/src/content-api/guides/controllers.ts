import { errors } from '../../strapi-internals/host-utils';
import { routeOf } from '../../strapi-internals/plain-route';
import { siteAddress } from '../../strapi-internals/site-config';
import type { CareerFieldConfig } from '../../config';
import { guidesOf, type FoundGuide } from '../../guide';
import type { Strapi } from '../../plugin';
import { buildChanges, guideSource, listSource, pageSource } from './build-responses';
import type { HttpContext } from './context';
import { guideApiOf } from './guide-api';
import { respondWith, type FindSource } from './handle-request';
import { findListIndex } from './list-index';
import {
  changesQuery,
  guideQuery,
  guidesQuery,
  pageQuery,
  parseQuery,
  sitemapQuery,
  type Parsed,
  type QuerySchemas,
} from './parameters';
import { PAGE_PATH, PAGE_SUFFIX } from './paths';
import { cacheControl, cacheControlOfNotFound, isAnonymous, send } from './response';
import { ALL_KEY, setSurrogateKey } from './surrogate-keys';

interface WithStrapi {
  strapi: Strapi;
}

const parametersOf = <Schemas extends QuerySchemas>(
  { querystring, state }: HttpContext,
  schemas: Schemas
): Parsed<Schemas> => parseQuery(querystring, schemas, Object.keys(routeOf(state)?.request?.query ?? {}));

/** @param chain the locales in which the guide was looked up */
const notFound = (chain: readonly string[]): Error =>
  new errors.NotFoundError(`There is no guide with this address in the language ${chain.join(', nor in ')}.`);

/**
 * Redirects to the current slug of a guide. The address is relative to the requested one, because only the proxies in
 * front know how that begins.
 *
 * @param suffix what follows the slug in the path
 */
const redirect = (
  context: HttpContext,
  { entry }: FoundGuide,
  suffix: string,
  http: CareerFieldConfig['http']
): void => {
  const up = `${suffix === '' ? '' : '../'}${context.path.endsWith('/') ? '../' : ''}`;
  const query = new URLSearchParams(context.querystring).toString();
  context.status = 308;
  context.set('Location', `${up}${encodeURIComponent(entry.slug)}${suffix}${query && `?${query}`}`);
  context.set('Cache-Control', cacheControl(http, isAnonymous(context)));
  setSurrogateKey(context, `${ALL_KEY} article:${entry.article}`, http);
  context.body = { data: null, meta: { redirect: { slug: entry.slug } } };
};

/** Responds that an editor has removed a guide for good, as Strapi words errors. */
const respondGone = (context: HttpContext, http: CareerFieldConfig['http']): void => {
  const error = { status: 410, name: 'GoneError', message: 'This guide was removed for good.', details: {} };
  context.status = 410;
  // An editor may change her mind, or give the slug to another guide.
  context.set('Cache-Control', cacheControlOfNotFound(http, isAnonymous(context)));
  setSurrogateKey(context, ALL_KEY, http);
  context.body = { data: null, error };
};

const findList =
  (strapi: Strapi): FindSource =>
  async (context) => {
    const { config, locales } = guideApiOf(strapi);
    const query = parametersOf(context, guidesQuery(config.limits));
    const chain = await locales.chain(query.locale);
    const index = await findListIndex(strapi, chain, query.q);
    return {
      ...listSource(strapi, index, query, {
        requested: chain[0],
        maxPageSize: config.limits.pageSize,
      }),
      notFound: () => notFound(chain),
    };
  };

const findOne =
  (strapi: Strapi): FindSource =>
  async (context) => {
    const { config, locales } = guideApiOf(strapi);
    const isPage = routeOf(context.state)?.path === PAGE_PATH;
    const query = parametersOf(context, isPage ? pageQuery : guideQuery) as Parsed<typeof guideQuery>;
    const chain = await locales.chain(query.locale);
    const found = await guidesOf(strapi).find(chain, context.params.slug ?? '');
    if (!found) {
      const retired = guidesOf(strapi).retirementOf(chain, context.params.slug ?? '');
      if (!retired || 'successor' in retired) throw notFound(chain);
      respondGone(context, config.http);
      return undefined;
    }
    const { entry, isPrevious } = found;
    if (isPrevious && (isPage || config.previousSlugs === 'redirect')) {
      redirect(context, found, isPage ? PAGE_SUFFIX : '', config.http);
      return undefined;
    }
    const source = isPage
      ? pageSource(strapi, entry, config.site)
      : guideSource(strapi, entry, { format: query.format ?? 'blocks', requested: chain[0], isPrevious });
    return { ...source, notFound: () => notFound(chain) };
  };

/** Lists of guides, single guides. */
const guide = ({ strapi }: WithStrapi) => ({
  find: respondWith(strapi, findList(strapi)),
  findOne: respondWith(strapi, findOne(strapi)),
});

/** The change feed, for sites that are built from guides. */
const guideChanges = ({ strapi }: WithStrapi) => ({
  async find(context: HttpContext): Promise<void> {
    const { config } = guideApiOf(strapi);
    const query = parametersOf(context, changesQuery(config.limits));
    send(context, await buildChanges(strapi, query, config.limits.pageSize), config);
  },
});

const sitemap = ({ strapi }: WithStrapi) => ({
  async find(context: HttpContext): Promise<void> {
    const { config, locales, sitemaps } = guideApiOf(strapi);
    const { locale, page } = parametersOf(context, sitemapQuery);
    // Refuses a locale that the site does not have.
    if (locale !== undefined) await locales.chain(locale);
    const { url } = config.site;
    if (url === null) {
      throw new errors.NotFoundError(
        "There is no sitemap, because the address of the portal is not configured: the plugin's option site.url."
      );
    }
    const addressOf = (file: number): string => {
      const query = new URLSearchParams({ ...(locale === undefined ? {} : { locale }), page: String(file) });
      return `${siteAddress(strapi)}${context.path}?${query}`;
    };
    const response = await sitemaps.build({ locale, page }, url, addressOf);
    if (!response) throw new errors.NotFoundError(`The sitemap has no file ${page}.`);
    send(context, response, config);
  },
});

export const guideControllers = {
  guide,
  'guide-changes': guideChanges,
  sitemap,
};

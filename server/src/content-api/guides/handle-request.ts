import { allowsReader, type Auth } from '../../strapi-internals/anonymous-authentication';
import { errors } from '../../strapi-internals/host-utils';
import { asOwnStep } from '../../strapi-internals/plain-route';
import type { Strapi } from '../../plugin';
import { FIND_GUIDE, FIND_GUIDES } from './actions';
import type { HttpContext } from './context';
import { guideApiOf, type GuideApi } from './guide-api';
import { GUIDE_PATH, LIST_PATH, PAGE_PATH, PAGE_SUFFIX } from './paths';
import type { PublicResponse } from './public-response';
import { cacheControlOfNotFound, isAnonymous, send, VARIES_BY } from './response';
import { ALL_KEY, setSurrogateKey } from './surrogate-keys';

/*
 * The path of a request for guides, in the order of this file. Before it, the fast path (`fast-path.ts`, where the site has
 * turned it on) sends what it has cached. After the site's middlewares, the cached path (`cached-path.ts`) sends what needs
 * nothing else, and the outage middleware (`outage.ts`) watches the database. Then Strapi's router and authentication run,
 * which is cached for anonymous requests (`strapi-internals/anonymous-authentication.ts`).
 */

/** Returns the cached authentication of an anonymous request for guides, if it allows the request. */
export const allowedBy = (
  { authentication }: GuideApi,
  context: HttpContext,
  name: string
): Auth | undefined => {
  const isList = name.startsWith(`${LIST_PATH}?`);
  const isPage = name.includes(`${PAGE_SUFFIX}?`);
  const auth = authentication.find(isList ? LIST_PATH : isPage ? PAGE_PATH : GUIDE_PATH, context);
  return auth && allowsReader(auth, isList ? FIND_GUIDES : FIND_GUIDE) ? auth : undefined;
};

/** The middleware of each route: headers that all responses have in common, errors included. */
export const withCommonHeaders = (strapi: Strapi) =>
  asOwnStep(async (context: HttpContext, next: () => Promise<unknown>): Promise<void> => {
    const { http } = guideApiOf(strapi).config;
    context.vary(VARIES_BY);
    try {
      await next();
    } catch (error) {
      const isNotFound = error instanceof errors.NotFoundError;
      context.set(
        'Cache-Control',
        isNotFound ? cacheControlOfNotFound(http, isAnonymous(context)) : 'no-store'
      );
      if (isNotFound) setSurrogateKey(context, ALL_KEY, http);
      throw error;
    }
  });

/** What a response is built from, once the guide or the list is found. */
export interface ResponseSource {
  /** Changes whenever the guide or the list changes; undefined for what must not be cached. */
  content: string | undefined;
  build(): Promise<PublicResponse | undefined>;
  /** Creates the error for a guide that was withdrawn after it was found. */
  notFound(): Error;
}

/** Finds what a request is for; undefined when it has sent a response itself. */
export type FindSource = (context: HttpContext) => Promise<ResponseSource | undefined>;

/** What a response takes beside its body. */
const OVERHEAD_BYTES = 1000;

/** Creates the controller action of a route: from the cache, or found, built, cached and sent. */
export const respondWith = (strapi: Strapi, findSource: FindSource) =>
  asOwnStep(async (context: HttpContext): Promise<void> => {
    const { cache, config, requestName } = guideApiOf(strapi);
    const name = requestName(context);
    const version = cache.version();
    const cached = name === undefined ? undefined : cache.find<PublicResponse>(name, version);
    if (cached) {
      cache.count('hits');
      send(context, cached, config);
      return;
    }

    const source = await findSource(context);
    if (!source) return;
    const { content } = source;
    const unchanged =
      name === undefined || content === undefined
        ? undefined
        : cache.findBuiltFrom<PublicResponse>(name, content);
    cache.count(unchanged ? 'hits' : 'misses');
    const response = unchanged ?? (await source.build());
    if (!response) throw source.notFound();
    if (name !== undefined && response.isCacheable && Buffer.isBuffer(response.body)) {
      cache.store(name, response, response.body.length + OVERHEAD_BYTES, version, content);
    }
    send(context, response, config);
  });

import {
  applyRoute,
  isCurrent,
  isOwnStep,
  plainRouteOf,
  type PlainRoute,
} from '../../strapi-internals/plain-route';
import type { Strapi } from '../../plugin';
import { hasNoCredentials, isRead, type HttpContext } from './context';
import type { GuideApi } from './guide-api';
import { allowedBy } from './handle-request';
import type { PublicResponse } from './public-response';
import { send, VARIES_BY } from './response';

/*
 * The cached path sends a cached response right before Strapi's router, after all of the site's middlewares. Strapi's
 * router compares a path with hundreds of routes and passes a function of each plugin, which takes longer than sending a
 * guide. Where a site has added anything to the path of a request, the request takes the router; see `plainRouteOf`.
 */

/** What an entry takes: its route is shared by all requests of the route. */
const ENTRY_BYTES = 200;

type Middleware = (context: HttpContext, next: () => Promise<unknown>) => Promise<void>;

/** Whether the controller of the site still has the plugin's own actions for guides. */
const hasOwnActions = (strapi: Strapi): boolean => {
  const { find, findOne } = (strapi.controller('plugin::career-field.guide') ?? {}) as unknown as Record<
    string,
    unknown
  >;
  return isOwnStep(find) && isOwnStep(findOne);
};

/**
 * Creates the middleware.
 *
 * @param following the plugin's middlewares between this one and the router
 */
export const createCachedPath = (
  strapi: Strapi,
  api: GuideApi,
  following: readonly unknown[]
): Middleware => {
  const { cache, config, requestName } = api;

  /** Returns the route of an earlier request of that name that passed nothing of the site. */
  const findPlain = (name: string): PlainRoute | undefined => {
    const route = cache.findAny<PlainRoute>(`plain ${name}`);
    return route && isCurrent(strapi, route) ? route : undefined;
  };

  const serve: Middleware = async (context, next) => {
    const name = isRead(context) && hasNoCredentials(context) ? requestName(context) : undefined;
    const version = name === undefined ? undefined : cache.version();
    if (name === undefined || version === undefined) {
      await next();
      return;
    }
    const plain = findPlain(name);
    const response = plain && cache.find<PublicResponse>(name, version);
    const auth = response && allowedBy(api, context, name);
    if (auth) {
      cache.count('hits');
      applyRoute(context, plain);
      context.state.auth = auth;
      context.vary(VARIES_BY);
      send(context, response, config);
      return;
    }
    await next();
    if (plain || !context.state.careerFieldResponse?.isCacheable) return;
    const route = hasOwnActions(strapi) ? plainRouteOf(strapi, context, [serve, ...following]) : undefined;
    if (route) cache.store(`plain ${name}`, route, ENTRY_BYTES);
  };
  return serve;
};

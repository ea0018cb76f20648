import { configOf } from '../../config';
import { onSettings } from '../../config/stored-settings';
import { guidesOf } from '../../guide';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { AnonymousAuthentication, authServiceOf } from '../../strapi-internals/anonymous-authentication';
import { addFirstMiddleware } from '../../strapi-internals/first-middleware';
import { afterPermissionWrites } from './after-writes';
import { createCachedPath } from './cached-path';
import { createFastPath } from './fast-path';
import { setGuideApi, type GuideApi } from './guide-api';
import { createLocales } from './locales';
import { Outage } from './outage';
import { createRequestNames } from './request-name';
import { ResponseCache } from './response-cache';
import { SitemapResponses } from './sitemap-responses';

/** Prepares what the routes of guides share, and adds the plugin's middlewares; on bootstrap. */
export const startGuideApi = (strapi: Strapi): void => {
  const config = configOf(strapi);
  const base = `${strapi.config.get<string>('api.rest.prefix', '/api')}/${PLUGIN_ID}`;
  const locales = createLocales(strapi);
  const api: GuideApi = {
    config,
    locales,
    authentication: new AnonymousAuthentication(authServiceOf(strapi), config.cache.maxStaleMs),
    cache: new ResponseCache(guidesOf(strapi), locales),
    requestName: createRequestNames(base),
    sitemaps: new SitemapResponses(strapi, config.site),
    stop() {
      locales.stop();
      stopWatching();
      outage.stop();
    },
  };
  onSettings(strapi, async ({ names, isPurge }) => {
    if (isPurge) guidesOf(strapi).cache.clear();
    if (names.length > 0) await guidesOf(strapi).followOptions();
  });
  const stopWatching = afterPermissionWrites(strapi, () => api.authentication.invalidate());
  const outage = new Outage(strapi, base, api);
  // On bootstrap these are behind the site's middlewares, and before the router.
  for (const serve of [createCachedPath(strapi, api, [outage.serve]), outage.serve]) {
    strapi.server.use(serve as unknown as Parameters<typeof strapi.server.use>[0]);
  }
  if (config.fastLane) {
    const fastPath = createFastPath(api);
    if (addFirstMiddleware(strapi, fastPath.serve)) api.fastPath = fastPath;
    else strapi.log.warn('[career-field] The option fastLane has no effect with this version of Strapi.');
  }
  setGuideApi(strapi, api);
};

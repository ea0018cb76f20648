import type { CareerFieldConfig } from '../../config';
import type { Strapi } from '../../plugin';
import type { AnonymousAuthentication } from '../../strapi-internals/anonymous-authentication';
import type { Locales } from './locales';
import type { RequestNames } from './request-name';
import type { ResponseCache, ResponseCacheStats } from './response-cache';
import type { SitemapResponses } from './sitemap-responses';

/** What the routes of guides share, for one Strapi. */
export interface GuideApi {
  config: CareerFieldConfig;
  locales: Locales;
  cache: ResponseCache;
  requestName: RequestNames;
  authentication: AnonymousAuthentication;
  sitemaps: SitemapResponses;
  /** Only where the site has turned it on. */
  fastPath?: { stats(): ResponseCacheStats };
  /** Ends what watches the database. */
  stop(): void;
}

const running = new WeakMap<Strapi, GuideApi>();

export const setGuideApi = (strapi: Strapi, api: GuideApi): void => {
  running.set(strapi, api);
};

/** Ends what bootstrap has started. */
export const stopGuideApi = (strapi: Strapi): void => {
  running.get(strapi)?.stop();
  running.delete(strapi);
};

/** @throws Error before bootstrap */
export const guideApiOf = (strapi: Strapi): GuideApi => {
  const api = running.get(strapi);
  if (!api) throw new Error('The routes of guides are not started.');
  return api;
};

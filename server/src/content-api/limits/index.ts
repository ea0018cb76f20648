import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { guardOperations } from './guard-operations';
import { createQueryGuard, createSiteChecker, guardQueries } from './guard-queries';
import { guardRoutes } from './guard-routes';

/**
 * Holds what one question to the ordinary REST and GraphQL may cost to the option `limits`. The relations of the
 * plugin's types form cycles, so without it a short question can keep a site busy for minutes. Queries to the plugin's
 * types that Strapi would answer with 500 are refused with the path of what is wrong.
 */
export const limitQueries = (strapi: Strapi): void => {
  const limits = strapi.plugin(PLUGIN_ID).config<CareerFieldConfig['limits']>('limits');
  const checkQuery = createSiteChecker(strapi);
  const guard = createQueryGuard(strapi, limits, checkQuery);
  guardQueries(strapi, guard);
  guardRoutes(strapi, guard);
  guardOperations(strapi, limits, checkQuery);
};

import type { CareerFieldConfig } from '../../config';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { guardOperations } from './guard-operations';
import { createQueryGuard, guardQueries } from './guard-queries';
import { guardRoutes } from './guard-routes';

/**
 * Holds what one question to the ordinary REST and GraphQL may cost to the option `limits`. The relations of the
 * plugin's types form cycles, so without it a short question can keep a site busy for minutes.
 */
export const limitQueries = (strapi: Strapi): void => {
  const limits = strapi.plugin(PLUGIN_ID).config<CareerFieldConfig['limits']>('limits');
  const guard = createQueryGuard(strapi, limits);
  guardQueries(strapi, guard);
  guardRoutes(strapi, guard);
  guardOperations(strapi, limits);
};

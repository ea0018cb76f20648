import { configOf } from '../../config';
import type { Strapi } from '../../plugin';
import { limitGraphql } from './limit-graphql';
import { limitRest } from './limit-rest';
import { createQueryValidator } from './validate';

/**
 * Limits the cost of one request to Strapi's REST and GraphQL by the option `limits`. The relations of the plugin's types
 * form cycles, so without limits a short query can keep a site busy for minutes. Queries on the plugin's types that
 * Strapi would answer with 500 are rejected with the path of the error.
 *
 * REST and GraphQL share one cost model (`cost.ts`, `conditions.ts`, `budget.ts`) over the site's models. No library for
 * GraphQL covers it: graphql-query-complexity 2.0 and graphql-armor 2.4 read no filters in variables, so a hundred
 * thousand conditions have the cost of one, armor counts a page of a million as one, and both load a copy of `graphql`.
 */
export const limitQueries = (strapi: Strapi): void => {
  const { limits } = configOf(strapi);
  const validateQuery = createQueryValidator(strapi);
  limitRest(strapi, limits, validateQuery);
  limitGraphql(strapi, limits, validateQuery);
};

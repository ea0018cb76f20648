import type { Strapi } from '../../plugin';
import { createBudget, type Limits } from './budget';
import { createModels, type Model } from './models';
import { measureQuery, type Pages } from './measure-query';

type Query = Record<string, unknown>;

interface Options {
  auth?: unknown;
  route?: { method?: string; path?: string };
}

type PassQuery = (query: Query, schema: Model, options?: Options) => Promise<unknown>;

const ONE: Pages = { byDefault: 1, most: 1 };

/** Measures REST's queries by the options of a site, which it reads when asked, since tests and sites change them. */
export const createQueryGuard = (strapi: Strapi, limits: Limits) => {
  const models = createModels(strapi);

  const pagesOf = (isOne: boolean): Pages => {
    if (isOne) return ONE;
    const most = Number(strapi.config.get('api.rest.maxLimit'));
    return {
      byDefault: Number(strapi.config.get('api.rest.defaultLimit', 25)),
      most: most > 0 ? most : Infinity,
    };
  };

  return {
    /**
     * @param isOne whether the question is for one document
     * @throws ValidationError when the query is over a limit
     */
    check: (query: Query, model: Model, isOne: boolean): void =>
      measureQuery(query, model, pagesOf(isOne), createBudget(limits), models),
  };
};

export type QueryGuard = ReturnType<typeof createQueryGuard>;

/**
 * Measures every query of REST and of GraphQL's resolvers, from whatever type it starts: all of them pass two functions
 * of Strapi. A controller of a site may call either without the other.
 */
export const guardQueries = (strapi: Strapi, { check }: QueryGuard): void => {
  const { validate, sanitize } = strapi.contentAPI as unknown as Record<
    'validate' | 'sanitize',
    { query: PassQuery }
  >;
  for (const pass of [validate, sanitize]) {
    const next = pass.query;
    pass.query = async (query, schema, options = {}) => {
      const { method = 'GET', path = '' } = options.route ?? {};
      check(query, schema, method !== 'GET' || path.includes(':'));
      return next(query, schema, options);
    };
  }
};

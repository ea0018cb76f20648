import type { Strapi } from '../../plugin';
import { createBudget, type Limits } from './budget';
import { createQueryChecker, type Database } from './check-query';
import { createModels, isOurs, type Model } from './models';
import { measureQuery, type Pages } from './measure-query';

type Query = Record<string, unknown>;

interface Options {
  auth?: unknown;
  route?: { method?: string; path?: string };
}

type PassQuery = (query: Query, schema: Model, options?: Options) => Promise<unknown>;

const ONE: Pages = { byDefault: 1, most: 1 };

/** The checker for a site's queries. It knows the database only once Strapi has one. */
export const createSiteChecker = (strapi: Strapi) => {
  let checker: ReturnType<typeof createQueryChecker> | undefined;
  return (...query: Parameters<ReturnType<typeof createQueryChecker>>): void => {
    checker ??= createQueryChecker(createModels(strapi), strapi.db.dialect.client as Database);
    checker(...query);
  };
};

export type SiteChecker = ReturnType<typeof createSiteChecker>;

/**
 * Measures REST's queries by the options of a site, which it reads for each query, since tests and sites change them, and
 * refuses queries to the plugin's types that cannot be carried out.
 */
export const createQueryGuard = (strapi: Strapi, limits: Limits, checkQuery: SiteChecker) => {
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
     * @throws ValidationError when the query is over a limit, or cannot be carried out
     */
    check: (query: Query, model: Model, isOne: boolean): void => {
      measureQuery(query, model, pagesOf(isOne), createBudget(limits), models);
      if (isOurs(model.uid)) checkQuery(query, model);
    },
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
      // Strapi has a sentence of its own for a query without a type.
      if ((schema as Model | undefined) !== undefined) {
        check(query, schema, method !== 'GET' || path.includes(':'));
      }
      return next(query, schema, options);
    };
  }
};

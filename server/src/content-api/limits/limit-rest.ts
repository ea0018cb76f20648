import { contentTypes, PUBLIC_TYPES } from '../../../../content-types';
import { PLUGIN_ID, uidOf, type Strapi } from '../../plugin';
import { addContentApiStep } from '../../strapi-internals/content-api-steps';
import { errors } from '../../strapi-internals/host-utils';
import { asOwnStep } from '../../strapi-internals/plain-route';
import { wrapQueryFunction } from '../../strapi-internals/query-functions';
import { createModels, isOwn, type Model, type Query } from '../query-models';
import { Budget, type Limits } from './budget';
import { pageSizesOf, type PageSizes } from './cost';
import { measureRest } from './measure-rest';
import type { ValidateQuery } from './validate';

/**
 * @param isOne whether the request is for one document
 * @throws ValidationError when the query exceeds a limit, or cannot be executed
 */
type CheckQuery = (query: Query, model: Model, isOne: boolean) => void;

const ONE: PageSizes = { byDefault: 1, most: 1 };

const createCheck = (strapi: Strapi, limits: Limits, validateQuery: ValidateQuery): CheckQuery => {
  const models = createModels(strapi);
  const pageSizes = (): PageSizes =>
    pageSizesOf(strapi.config.get('api.rest.defaultLimit', 25), strapi.config.get('api.rest.maxLimit'));
  return (query, model, isOne) => {
    measureRest(query, model, isOne ? ONE : pageSizes(), new Budget(limits), models);
    if (isOwn(model.uid)) validateQuery(query, model);
  };
};

/**
 * Checks every query of REST and of GraphQL's resolvers, from whatever type it starts. A site's controller may call either
 * function alone.
 */
const checkInContentApi = (strapi: Strapi, check: CheckQuery): void => {
  for (const name of ['validate', 'sanitize'] as const) {
    wrapQueryFunction<Model | undefined>(strapi, name, (next) => async (query, model, options = {}) => {
      const { method = 'GET', path = '' } = options.route ?? {};
      // Strapi has its own error for a query without a model.
      if (model) check(query, model, method !== 'GET' || path.includes(':'));
      return next(query, model, options);
    });
  }
};

interface RequestContext {
  method: string;
  path: string;
  query: Query;
}

/** The content types by their name in a path. */
const UIDS = new Map(PUBLIC_TYPES.map((type) => [contentTypes[type].info.pluralName as string, uidOf(type)]));

/**
 * Checks requests to the plugin's own routes before anything else: before Strapi authenticates the request with the
 * database, and before it visits every key of the query.
 */
const checkOnOwnRoutes = (strapi: Strapi, check: CheckQuery): void => {
  const prefix = strapi.config.get<string>('api.rest.prefix', '/api');
  // Koa's router ignores case.
  const route = new RegExp(`^${prefix}/${PLUGIN_ID}/([^/]+)(/[^/]+)?`, 'i');

  const middleware = (context: RequestContext, next: () => Promise<void>): Promise<void> => {
    const [, plural, document] = route.exec(context.path) ?? [];
    if (plural) {
      // PostgreSQL rejects null characters.
      if (context.path.includes('%00')) throw new errors.ValidationError('This URL has a null character.');
      const uid = UIDS.get(plural.toLowerCase());
      const isOne = context.method !== 'GET' || document !== undefined;
      if (uid) check(context.query, strapi.getModel(uid) as unknown as Model, isOne);
    }
    return next();
  };
  addContentApiStep(strapi, asOwnStep(middleware));
};

/** Limits the queries of REST. */
export const limitRest = (strapi: Strapi, limits: Limits, validateQuery: ValidateQuery): void => {
  const check = createCheck(strapi, limits, validateQuery);
  checkInContentApi(strapi, check);
  checkOnOwnRoutes(strapi, check);
};

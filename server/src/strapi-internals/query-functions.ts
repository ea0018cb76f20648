/**
 * The functions of Strapi through which every query of REST and GraphQL passes, as functions that the plugin can wrap.
 * Strapi has a registry for sanitizers of responses, but none for queries.
 *
 * Relies on: core controllers, GraphQL's resolvers and the plugins of Strapi call `strapi.contentAPI.validate.query` and
 * `strapi.contentAPI.sanitize.query` at the time of a request. Read in 5.54.0.
 * When that is missing: an error in the `register` phase, because readers would get drafts.
 */
import type { Strapi } from '../plugin';

type Query = Record<string, unknown>;

export interface QueryOptions {
  auth?: unknown;
  route?: { method?: string; path?: string };
}

/** Validates or sanitizes a query on a model. A site's own code may pass no model. */
export type QueryFunction<Model> = (query: Query, model: Model, options?: QueryOptions) => Promise<Query>;

/** Replaces one of the functions by a function that calls it as `next`. */
export const wrapQueryFunction = <Model>(
  strapi: Strapi,
  name: 'validate' | 'sanitize',
  wrap: (next: QueryFunction<Model>) => QueryFunction<Model>
): void => {
  const functions = strapi.contentAPI[name] as unknown as { query?: QueryFunction<Model> } | undefined;
  if (typeof functions?.query !== 'function') {
    throw new Error(
      `Strapi has no function contentAPI.${name}.query, which the plugin needs to hide drafts.`
    );
  }
  functions.query = wrap(functions.query);
};

/**
 * The parsers of Strapi's GraphQL plugin: that of the site's own copy of `graphql`, and the middleware that parses bodies.
 * Strapi's own middleware skips the bodies of GraphQL.
 *
 * Relies on: `@strapi/plugin-graphql` can be resolved from this package, as an optional peer, has `graphql` and
 * `koa-bodyparser` among its dependencies, and parses a body by its option `apolloServer.bodyParserConfig`; that
 * middleware skips a body that is parsed already. Read in 5.54.0.
 * When that is missing: undefined; queries are not recognised, and Strapi handles them.
 */
import { createRequire } from 'node:module';

export interface Selection {
  kind: string;
  name?: { value: string };
  selectionSet?: { selections: readonly Selection[] };
}

export interface Definition extends Selection {
  operation?: string;
}

export type Parse = (text: string, options: object) => { definitions: readonly Definition[] };

type Middleware = (context: unknown, next: () => Promise<unknown>) => Promise<unknown>;

const load = (name: string, file: string): unknown => {
  try {
    const fromHere = createRequire(file);
    return createRequire(fromHere.resolve('@strapi/plugin-graphql/strapi-server'))(name);
  } catch {
    return undefined;
  }
};

/**
 * Returns the parser of the site's `graphql`.
 *
 * @param file from which Strapi's GraphQL plugin is resolved
 */
export const findGraphqlParser = (file: string = import.meta.url): Parse | undefined =>
  (load('graphql', file) as { parse: Parse } | undefined)?.parse;

/**
 * Returns the middleware that parses bodies.
 *
 * @param apolloServer the option of Strapi's GraphQL plugin
 * @param file from which that plugin is resolved
 */
export const findBodyParser = (
  apolloServer: { bodyParserConfig?: unknown } = {},
  file: string = import.meta.url
): Middleware | undefined => {
  const { bodyParserConfig: config = true } = apolloServer;
  const create = load('koa-bodyparser', file) as ((options?: object) => Middleware) | undefined;
  if (!config) return undefined;
  return create?.(typeof config === 'object' ? config : undefined);
};

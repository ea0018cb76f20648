/**
 * What Strapi's GraphQL plugin reads a request with: the parser of the site's own copy of `graphql`, and the middleware
 * that parses bodies. Strapi's own middleware for bodies leaves those of GraphQL alone.
 *
 * Relies on: `@strapi/plugin-graphql` can be resolved from this package, as an optional peer, has `graphql` and
 * `koa-bodyparser` among its dependencies, and parses a body as its option `apolloServer.bodyParserConfig` says; that
 * middleware leaves a body alone that is parsed already.
 * When that is missing: undefined; nothing is known of a query before Strapi has answered it.
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

const load = (name: string): unknown => {
  try {
    const fromPlugin = createRequire(import.meta.url);
    return createRequire(fromPlugin.resolve('@strapi/plugin-graphql/strapi-server'))(name);
  } catch {
    return undefined;
  }
};

export const findGraphqlParser = (): Parse | undefined => (load('graphql') as { parse: Parse })?.parse;

/** @param apolloServer the option of Strapi's GraphQL plugin */
export const findBodyParser = (apolloServer: { bodyParserConfig?: unknown } = {}): Middleware | undefined => {
  const { bodyParserConfig: config = true } = apolloServer;
  const create = load('koa-bodyparser') as ((options?: object) => Middleware) | undefined;
  if (!config) return undefined;
  return create?.(typeof config === 'object' ? config : undefined);
};

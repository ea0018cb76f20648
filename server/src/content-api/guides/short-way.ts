import { LRUCache } from 'lru-cache';
import type { Strapi } from '../../plugin';
import type { Questions } from './questions';

/** One entry of a router: a route, or without methods something that all requests to its path pass. */
interface Layer {
  path: unknown;
  methods: string[];
  stack: ((...given: never[]) => unknown)[];
}

interface Match {
  path: Layer[];
  pathAndMethod: Layer[];
  route: boolean;
}

/** What is used of the router of Koa that Strapi keeps all of its routes in. */
interface Router {
  stack: Layer[];
  match(path: string, method: string): Match;
  allowedMethods(): (...given: never[]) => unknown;
}

/** The route by which Strapi serves the files of `public/`, if no later route has an answer. */
const PUBLIC_FILES = '/((?!uploads/).+)';

/** Addresses that are remembered: those of thousands of guides. */
const ADDRESSES = 5000;

const isRoute = ({ methods }: Layer): boolean => methods.length > 0;

/**
 * Makes the way to a guide's route short. For each request Strapi's router compares the path with every route of the
 * site, some three hundred, and then leads it through whatever matches: the route of the public files, which waits
 * whether a later one answers, and for each router of each plugin one that tells which methods there are if none has
 * answered. That takes as long as answering with a guide.
 *
 * The router goes on deciding; what it says of an address is remembered, without those of its entries that have nothing
 * to say where a route answers. Everything else is passed as before: middlewares and routes of the site and of other
 * plugins, authentication, permissions, policies.
 *
 * @returns what ends it
 */
export const shortenWay = (strapi: Strapi, { isPlainPath }: Questions): (() => void) => {
  const router = strapi.server.router as unknown as Router;
  const matchAll = router.match;
  // A later Strapi may keep its routes in another way; then the way is as long as any other.
  if (typeof matchAll !== 'function' || typeof router.allowedMethods !== 'function') return () => {};
  const matchOf = (path: string, method: string): Match => matchAll.call(router, path, method);
  const tellsMethods = String(router.allowedMethods());
  const remembered = new LRUCache<string, Match>({ max: ADDRESSES });
  let routes = router.stack.length;

  const hasNothingToSay = (layer: Layer, at: number, layers: Layer[]): boolean => {
    if (!isRoute(layer)) return layer.stack.every((middleware) => String(middleware) === tellsMethods);
    return layer.path === PUBLIC_FILES && layers.slice(at + 1).some(isRoute);
  };

  const match = (path: string, method: string): Match => {
    if (method !== 'GET' || !isPlainPath(path)) return matchOf(path, method);
    if (router.stack.length !== routes) {
      remembered.clear();
      routes = router.stack.length;
    }
    let known = remembered.get(path);
    if (!known) {
      const all = matchOf(path, method);
      known = {
        ...all,
        pathAndMethod: all.pathAndMethod.filter((layer, at, layers) => !hasNothingToSay(layer, at, layers)),
      };
      remembered.set(path, known);
    }
    // A copy, because a later router adds to it what it has found itself.
    return { ...known, path: [...known.path] };
  };

  router.match = match;
  return () => {
    if (router.match === match) router.match = matchAll;
  };
};

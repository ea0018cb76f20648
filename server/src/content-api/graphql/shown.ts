import { ALL_KEY } from '../guides/surrogate-keys';

/** What a request shows is gathered in Koa's state, which resolvers find in their context. */
export interface ResolverContext {
  state?: Record<string, unknown>;
  koaContext?: { set(header: string, value: string): void };
}

interface Shown {
  names: Set<string>;
  /** Guides that there are not: such an answer is no last good one. */
  isAbsent: boolean;
  /** A list, or a guide with more documents than are named. */
  isAnything: boolean;
}

const shownOf = ({ state = {} }: ResolverContext): Shown => {
  state.careerFieldShown ??= { names: new Set(), isAbsent: false, isAnything: false } satisfies Shown;
  return state.careerFieldShown as Shown;
};

/** @param surrogateKey the names of what the guide shows; undefined for a guide that there is not */
export const noteGuide = (context: ResolverContext, surrogateKey: string | undefined): void => {
  const shown = shownOf(context);
  if (surrogateKey === undefined) shown.isAbsent = true;
  else if (!surrogateKey.includes('article:')) shown.isAnything = true;
  else for (const name of surrogateKey.split(' ')) shown.names.add(name);
};

export const noteList = (context: ResolverContext): void => {
  shownOf(context).isAnything = true;
};

/** The names of everything that a response shows, or undefined for one that is not to be kept. */
export const shownIn = (state: Record<string, unknown>): string | undefined => {
  const shown = state.careerFieldShown as Shown | undefined;
  if (!shown || shown.isAbsent) return undefined;
  return shown.isAnything ? ALL_KEY : [...shown.names].join(' ');
};

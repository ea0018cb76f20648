import type { GuideKey } from '../key';

/**
 * When a stored guide is stale. Each write of something that guides show is an invalidation with a name and, as soon as
 * a process has seen it committed, a number. A guide has every write up to its basis in it, so it is stale when an
 * invalidation above its basis is about something that it shows.
 */

/** Anything may be different. */
export const ANYTHING = '*';

/** Articles were written, and nobody knows which. */
export const ANY_ARTICLE = '*articles';

/** Every language of an article. */
const ANY_LOCALE = '*';

export interface Invalidation {
  name: string;
  sequence: number;
}

/** What decides whether a guide is stale. */
export interface Dependent {
  article: string;
  language: string;
  basis: number;
  /** `|skill:abc|file:7|`. */
  dependencies: string;
}

/**
 * How much an invalidation says of a guide, the most urgent first: its own article was written, something is shown
 * under another name, or another article or language that it shows was written.
 */
export const URGENCIES = ['own', 'shown', 'linked'] as const;

export type Urgency = (typeof URGENCIES)[number];

/** The name of a write of a published article; `null` is a language that is not known. */
export const articleName = (article: string, locale: string | null | undefined): string =>
  `article:${article} ${locale ?? ANY_LOCALE}`;

/** The article of such a name. */
export const articleIn = (name: string): { article: string; locale: string } | undefined => {
  const match = /^article:(\S+) (\S+)$/.exec(name);
  return match ? { article: match[1]!, locale: match[2]! } : undefined;
};

/** Whether a write of an article is one of the language. */
export const concerns = (written: { locale: string }, locale: string): boolean =>
  written.locale === ANY_LOCALE || written.locale === locale;

/** A text in which each dependency is found with its bars around it. */
export const toDependencies = (names: string[]): string => (names.length > 0 ? `|${names.join('|')}|` : '');

export const namesIn = (dependencies: string): string[] =>
  dependencies.split('|').filter((name) => name !== '');

/** The numbers of the last invalidations, by what they are about. */
interface LastWrites {
  anything: number;
  /** By article, in whatever language. */
  articles: Map<string, number>;
  /** By the name of the invalidation. */
  names: Map<string, number>;
}

const findLastWrites = (invalidations: readonly Invalidation[]): LastWrites => {
  const last: LastWrites = { anything: -1, articles: new Map(), names: new Map() };
  const raise = (map: Map<string, number>, name: string, sequence: number): void => {
    if (sequence > (map.get(name) ?? -1)) map.set(name, sequence);
  };
  for (const { name, sequence } of invalidations) {
    if (name.startsWith(ANYTHING)) {
      last.anything = Math.max(last.anything, sequence);
      continue;
    }
    raise(last.names, name, sequence);
    const written = articleIn(name);
    if (written) raise(last.articles, written.article, sequence);
  }
  return last;
};

/** Thousands of guides are compared with the same invalidations after each publication. */
const lastWritesOf = new WeakMap<readonly Invalidation[], LastWrites>();

const ARTICLE = 'article:';

/** The most urgent reason why a guide is stale, or undefined for one that is not. */
export const staleBy = (
  open: readonly Invalidation[],
  { article, language, basis, dependencies }: Dependent
): Urgency | undefined => {
  if (open.length === 0) return undefined;
  const last = lastWritesOf.get(open) ?? findLastWrites(open);
  lastWritesOf.set(open, last);
  const isAbove = (sequence: number | undefined): boolean => sequence !== undefined && sequence > basis;
  const isWritten = (name: string): boolean => isAbove(last.names.get(name));
  const isArticleWritten = (id: string): boolean =>
    isAbove(last.articles.get(id)) &&
    (isWritten(articleName(id, language)) || isWritten(articleName(id, ANY_LOCALE)));
  if (isArticleWritten(article)) return 'own';
  if (isAbove(last.anything)) return 'shown';
  let found: Urgency | undefined = isAbove(last.articles.get(article)) ? 'linked' : undefined;
  for (const name of namesIn(dependencies)) {
    if (!name.startsWith(ARTICLE)) {
      if (isWritten(name)) return 'shown';
    } else if (isArticleWritten(name.slice(ARTICLE.length))) {
      found = 'linked';
    }
  }
  return found;
};

/** Whether one invalidation makes a guide stale. */
export const isStaleBy = (invalidation: Invalidation, guide: Dependent): boolean =>
  staleBy([invalidation], guide) !== undefined;

/** The articles of a language that were written, with the number of the last write of each. */
export const writtenArticles = (
  open: readonly Invalidation[]
): Map<string, GuideKey & { sequence: number }> => {
  const written = new Map<string, GuideKey & { sequence: number }>();
  for (const { name, sequence } of open) {
    const found = articleIn(name);
    if (found && (written.get(name)?.sequence ?? -1) < sequence) written.set(name, { ...found, sequence });
  }
  return written;
};

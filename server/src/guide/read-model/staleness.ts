import { dayOf } from '../../editorial/days';
import type { GuideKey } from '../key';

/**
 * Decides when a stored guide is stale. Each write of a document that guides show is an invalidation with a name and, as
 * soon as a process has seen it committed, a number. A guide includes every write up to its basis, so it is stale when
 * an invalidation above its basis names something that it shows.
 */

/** Any document may have changed. */
export const ANYTHING = '*';

/** Some articles were written, but the write does not say which. */
export const ANY_ARTICLE = '*articles';

/** Every language of an article. */
const ANY_LOCALE = '*';

const ARTICLE = 'article:';

export interface Invalidation {
  name: string;
  sequence: number;
}

/** The part of a stored guide that decides whether it is stale. */
export interface Dependent {
  article: string;
  language: string;
  /** The number of the last write that it includes. */
  basis: number;
  /** What it shows, such as `|skill:abc|file:7|`. */
  dependencies: string;
  /** The day from which on it is another one although nothing is written, `YYYY-MM-DD`. */
  changesOn?: string | null;
}

/**
 * Why a guide is stale, the most urgent reason first: its own article was written, a document was written that it shows,
 * or only another article or another language of it was written.
 */
export const STALE_REASONS = ['own', 'shown', 'linked'] as const;

export type StaleReason = (typeof STALE_REASONS)[number];

/** Returns the name of a write of a published article. @param locale null if it is unknown */
export const articleName = (article: string, locale: string | null | undefined): string =>
  `article:${article} ${locale ?? ANY_LOCALE}`;

/** Returns the article of such a name, or undefined for the name of another write. */
export const articleIn = (name: string): { article: string; locale: string } | undefined => {
  const match = /^article:(\S+) (\S+)$/.exec(name);
  return match ? { article: match[1]!, locale: match[2]! } : undefined;
};

/** Whether a write of an article changes a language of it. */
export const concerns = (written: { locale: string }, locale: string): boolean =>
  written.locale === ANY_LOCALE || written.locale === locale;

/** Joins dependencies so that SQL finds each of them between its bars. */
export const toDependencies = (names: string[]): string => (names.length > 0 ? `|${names.join('|')}|` : '');

export const namesIn = (dependencies: string): string[] =>
  dependencies.split('|').filter((name) => name !== '');

/** The numbers of the last invalidations. */
interface LastWrites {
  anything: number;
  /** By article, in any language. */
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

/** Cached, because thousands of guides are compared with the same invalidations after each publication. */
const lastWritesOf = new WeakMap<readonly Invalidation[], LastWrites>();

/** Returns the most urgent reason why a guide is stale, or undefined if it is not. */
export const staleBy = (
  open: readonly Invalidation[],
  { article, language, basis, dependencies, changesOn }: Dependent
): StaleReason | undefined => {
  if (changesOn && changesOn <= dayOf(new Date())) return 'own';
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
  let found: StaleReason | undefined = isAbove(last.articles.get(article)) ? 'linked' : undefined;
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

/** Returns the articles and languages that were written, with the number of the last write of each. */
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

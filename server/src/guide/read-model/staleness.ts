import type { GuideKey } from '../assemble/key';

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

/** What a write says of a guide, or undefined if the guide shows nothing of it. */
export const urgencyOf = (
  name: string,
  { article, language, dependencies }: Dependent
): Urgency | undefined => {
  if (name.startsWith(ANYTHING)) return 'shown';
  const written = articleIn(name);
  if (!written) return dependencies.includes(`|${name}|`) ? 'shown' : undefined;
  if (written.article === article) return concerns(written, language) ? 'own' : 'linked';
  const isShown = concerns(written, language) && dependencies.includes(`|article:${written.article}|`);
  return isShown ? 'linked' : undefined;
};

/** The most urgent reason why a guide is stale, or undefined for one that is not. */
export const staleBy = (open: readonly Invalidation[], guide: Dependent): Urgency | undefined => {
  let found: Urgency | undefined;
  for (const { name, sequence } of open) {
    if (sequence <= guide.basis) continue;
    const urgency = urgencyOf(name, guide);
    if (urgency === 'own') return urgency;
    if (urgency !== undefined && (found === undefined || urgency === 'shown')) found = urgency;
  }
  return found;
};

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

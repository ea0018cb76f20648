import type { GuideCard, GuideSearchText, GuideTerm } from './types';

/** What is known of a published guide without reading it. */
export interface GuideIndexEntry {
  /** The row of the read model. */
  id: number;
  /** `<article> <locale>`. */
  key: string;
  /** The `documentId` of the article. */
  article: string;
  locale: string;
  /** Goes up with each change of the guide. */
  version: number;
  slug: string;
  previousSlugs: string[];
  card: GuideCard;
  searchText: GuideSearchText;
  /** The category with those above it, root first. */
  categories: GuideTerm[];
  skills: GuideTerm[];
  studyPaths: GuideTerm[];
  /** The editors want it out of search engines. */
  noIndex: boolean;
  /** The first publication, ISO 8601. */
  publishedAt: string;
  /** ISO 8601. */
  updatedAt: string;
  /** When the finished guide became what it is, whatever caused that: ISO 8601. */
  changedAt: string;
}

/**
 * The published guides of one language at one moment. It never changes: when a guide or a name does, there is another
 * guide index, in which the entries that stayed as they were are the same objects.
 */
export interface GuideIndex {
  locale: string;
  /** Another one whenever something has changed; only this process knows it. */
  revision: string;
  entries: readonly GuideIndexEntry[];
  /** When the last of the language's guides changed or was removed, ISO 8601; undefined while one is to be rebuilt. */
  changedAt: string | undefined;
  bySlug(slug: string): GuideIndexEntry | undefined;
  byPreviousSlug(slug: string): GuideIndexEntry | undefined;
}

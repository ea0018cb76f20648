import type { GuideCard, GuideSearchText, GuideTerm } from './types';

/** What is known of a published guide without reading it. */
export interface CatalogueEntry {
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
  /** The languages that the guide is published in, its own among them. */
  alternates: { locale: string; slug: string }[];
}

/** A guide that was published once, and is not any more. */
export interface RemovedGuide {
  article: string;
  locale: string;
  slug: string | null;
  /** ISO 8601. */
  changedAt: string;
}

/**
 * All published guides at one moment. It never changes: when a guide does, there is another catalogue, in which the
 * entries that stayed as they were are the same objects.
 */
export interface Catalogue {
  /** Another one whenever something has changed. */
  revision: string;
  entries: CatalogueEntry[];
  ofLocale(locale: string): CatalogueEntry[];
  bySlug(locale: string, slug: string): CatalogueEntry | undefined;
  byPreviousSlug(locale: string, slug: string): CatalogueEntry | undefined;
  ofArticle(documentId: string): CatalogueEntry[];
  removed: RemovedGuide[];
}

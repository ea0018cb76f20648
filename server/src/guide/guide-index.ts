import type { FilterTerms } from './filters';
import type { GuideCard, GuideSearchText, VacancyLink } from './types';

/** What lists and the search need of a published guide. */
export interface GuideIndexEntry extends FilterTerms {
  /** The row of the read model. */
  id: number;
  /** `<article> <locale>`. */
  key: string;
  /** The `documentId` of the article. */
  article: string;
  locale: string;
  /** Incremented by each change of the guide. */
  version: number;
  slug: string;
  previousSlugs: string[];
  card: GuideCard;
  searchText: GuideSearchText;
  /** The link to all vacancies, for their live number; absent where there is none. */
  vacancies?: VacancyLink;
  /** Whether search engines should not index the guide. */
  noIndex: boolean;
  /** The first publication, ISO 8601. */
  publishedAt: string;
  /** ISO 8601. */
  updatedAt: string;
  /** When the finished guide last changed, for whatever reason: ISO 8601. */
  changedAt: string;
}

/**
 * The published guides of one language at one moment. It is immutable: after a change there is another index, in which
 * the entries without a change are the same objects.
 */
export interface GuideIndex {
  locale: string;
  /** Another text after each change; only valid in this process. */
  revision: string;
  entries: readonly GuideIndexEntry[];
  /** When the last guide of the language changed or was removed, ISO 8601; undefined while a guide is stale. */
  changedAt: string | undefined;
  bySlug(slug: string): GuideIndexEntry | undefined;
  byPreviousSlug(slug: string): GuideIndexEntry | undefined;
}

export const createGuideIndex = ({
  locale,
  revision,
  entries,
  changedAt,
}: Pick<GuideIndex, 'locale' | 'revision' | 'entries' | 'changedAt'>): GuideIndex => {
  let slugs: Map<string, GuideIndexEntry> | undefined;
  let previousSlugs: Map<string, GuideIndexEntry> | undefined;
  return {
    locale,
    revision,
    entries,
    changedAt,
    bySlug(slug) {
      slugs ??= new Map(entries.map((entry) => [entry.slug, entry]));
      return slugs.get(slug);
    },
    byPreviousSlug(slug) {
      previousSlugs ??= new Map(
        entries.flatMap((entry) => entry.previousSlugs.map((previous) => [previous, entry] as const))
      );
      return previousSlugs.get(slug);
    },
  };
};

import { jobLabel } from '../assemble/job-label';
import type { Guide, VacancyLink } from '../types';

/** A number of vacancies that replaces the one of the article. */
export interface LiveCount {
  /** Null where the site does not know the number. */
  count: number | null;
  /** ISO 8601. */
  countedAt: string;
  /** When readers got it first, ISO 8601. */
  changedAt: string;
}

/** Returns the guide with a live number in the place of the number of the article. */
export const withLiveCount = (
  guide: Guide,
  { label }: VacancyLink,
  { count, countedAt }: LiveCount
): Guide => ({
  ...guide,
  sections: guide.sections.map((section) =>
    section.type === 'jobs-listing'
      ? {
          ...section,
          label: jobLabel(label, count, guide.locale),
          count,
          // A date without a number says nothing.
          countedAt: count === null ? null : countedAt,
        }
      : section
  ),
});

import type { CareerFieldConfig } from '../config';
import { addDays, addMonths, dayOf } from '../editorial/days';
import type { Guide } from './types';
import { dayIn, momentIn, rowIn, rowsIn, type Row } from './values';

/**
 * The age of figures: of salaries, of facts with a date, and of the number of vacancies. A figure that is too old says
 * little about the present; search engines never get it, and readers do not where the site says so. Days are in UTC, so
 * that every process and every way of reading agrees on the moment.
 */

export type FreshnessOptions = Pick<CareerFieldConfig['freshness'], 'figures' | 'oldFigures'>;

/** Returns the first day on which figures of a day are too old. @param months that they are current */
export const endOfFigure = (asOf: string, months: number): string =>
  // One of an invalid day always is.
  Number.isNaN(Date.parse(asOf)) ? '' : addDays(addMonths(asOf, months), 1);

/** Whether a figure of a day is too old on another day; one without a date never is. */
export const isOldFigure = (asOf: string | null, today: string, months: number): boolean =>
  asOf !== null && endOfFigure(asOf, months) <= today;

/** Whether a figure of a day may be called current: it is not of the future either. */
export const isCurrentFigure = (asOf: string, now: Date, months: number): boolean =>
  asOf <= dayOf(now) && !isOldFigure(asOf, dayOf(now), months);

const FACTS = 'career-field.facts-section';

export const momentDay = (value: unknown): string | null => momentIn(value)?.slice(0, 10) ?? null;

const salariesIn = (article: Row): Row[] => rowsIn(rowIn(article.outlook)?.salaries);

const factsIn = (article: Row): Row[] =>
  rowsIn(article.sections).flatMap((section) => (section.__component === FACTS ? rowsIn(section.facts) : []));

/**
 * Returns the next day on which other figures of an article are current, or null: a stored guide is correct until then.
 *
 * @param article a row with all its figures, those that are too old included
 */
export const figuresChangeOn = (
  article: Row,
  now: Date,
  { figures: months, oldFigures }: FreshnessOptions
): string | null => {
  const salaries = salariesIn(article).map(({ asOf }) => dayIn(asOf));
  const others = [
    ...factsIn(article).map(({ asOf }) => dayIn(asOf)),
    momentDay(rowIn(article.jobs)?.countedAt),
  ];
  const days = [
    // The structured data has salaries from their day on.
    ...salaries.flatMap((day) => (day === null ? [] : [day, endOfFigure(day, months)])),
    ...(oldFigures === 'hide' ? others : []).flatMap((day) =>
      day === null ? [] : [endOfFigure(day, months)]
    ),
  ];
  return days.filter((day) => day > dayOf(now)).sort()[0] ?? null;
};

/**
 * Returns an article without the figures that are too old, where the site hides them. It is the first step of building a
 * guide, so that nothing that is derived from it has one.
 */
export const withoutOldFigures = (
  article: Row,
  now: Date,
  { figures: months, oldFigures }: FreshnessOptions
): Row => {
  if (oldFigures !== 'hide') return article;
  const today = dayOf(now);
  const isKept = ({ asOf }: Row): boolean => !isOldFigure(dayIn(asOf), today, months);
  const outlook = rowIn(article.outlook);
  const jobs = rowIn(article.jobs);
  return {
    ...article,
    ...(outlook ? { outlook: { ...outlook, salaries: rowsIn(outlook.salaries).filter(isKept) } } : {}),
    ...(Array.isArray(article.sections)
      ? {
          sections: (article.sections as unknown[]).map((section) => {
            const row = rowIn(section);
            return row?.__component === FACTS ? { ...row, facts: rowsIn(row.facts).filter(isKept) } : section;
          }),
        }
      : {}),
    ...(jobs && isOldFigure(momentDay(jobs.countedAt), today, months)
      ? { jobs: { ...jobs, count: null, countedAt: null } }
      : {}),
  };
};

/**
 * Returns a finished guide without the figures that have become too old since it was built: a guide whose rebuild fails
 * stays served, and they do not. Where the site only marks them, they leave the structured data.
 *
 * @param describe writes the structured data again
 */
export const hideOldFigures = (
  guide: Guide,
  now: Date,
  { figures: months, oldFigures }: FreshnessOptions,
  describe: (guide: Guide) => Guide
): Guide => {
  const today = dayOf(now);
  const isKept = ({ asOf }: { asOf: string | null }): boolean => !isOldFigure(asOf, today, months);
  if (oldFigures !== 'hide') {
    const hasOld = guide.sections.some(
      (section) => section.type === 'outlook' && !section.salaries.every(isKept)
    );
    return hasOld ? describe(guide) : guide;
  }
  const sections = guide.sections.map((section) => {
    if (section.type === 'outlook') return { ...section, salaries: section.salaries.filter(isKept) };
    if (section.type === 'facts') return { ...section, facts: section.facts.filter(isKept) };
    if (section.type !== 'jobs-listing' || !isOldFigure(momentDay(section.countedAt), today, months))
      return section;
    // The label has the number in it.
    return { ...section, label: null, count: null, countedAt: null };
  });
  const isSame = JSON.stringify(sections) === JSON.stringify(guide.sections);
  return isSame ? guide : describe({ ...guide, sections });
};

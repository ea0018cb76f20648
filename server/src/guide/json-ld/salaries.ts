import type { MonetaryAmountDistribution } from 'schema-dts';
import type { GuideSalary } from '../types';
import { citation } from './citation';

/** Figures older than this say little of what is paid today. */
const MAX_AGE_YEARS = 3;

const DURATIONS = { hour: 'PT1H', month: 'P1M', year: 'P1Y' } as const;

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The first day on which figures of a day are too old; those of a day that never was, at once. */
const endOf = (asOf: string): string => {
  const end = new Date(asOf);
  if (Number.isNaN(end.getTime())) return asOf;
  end.setUTCFullYear(end.getUTCFullYear() + MAX_AGE_YEARS);
  end.setUTCDate(end.getUTCDate() + 1);
  return dayOf(end);
};

const isCurrent = (asOf: string, now: Date): boolean => asOf <= dayOf(now) && dayOf(now) < endOf(asOf);

/**
 * The next day (ISO 8601, UTC) on which other salaries are current than now, or null where none are to come: what is
 * stored of a guide is true until then.
 */
export const salariesChangeOn = (salaries: Pick<GuideSalary, 'asOf'>[], now: Date): string | null => {
  const days = salaries.flatMap(({ asOf }) => (asOf === null ? [] : [asOf, endOf(asOf)]));
  return days.filter((day) => day > dayOf(now)).sort()[0] ?? null;
};

/**
 * The salaries that search engines may be told: with source, day, currency and period, gross, not older than three
 * years, and with a figure that a distribution has. schema.org knows a median and percentiles there, but neither a
 * least nor a greatest figure.
 */
export const estimatedSalaries = (salaries: GuideSalary[], now: Date): MonetaryAmountDistribution[] =>
  salaries.flatMap(({ level, region, currency, period, gross, p25, median, p75, asOf, source }) => {
    if (!source || !asOf || !currency || !period || gross === false || !isCurrent(asOf, now)) return [];
    if (p25 === null && median === null && p75 === null) return [];
    const name = [level, region].filter((part) => part !== null).join(', ');
    return [
      {
        '@type': 'MonetaryAmountDistribution',
        ...(name === '' ? {} : { name }),
        currency,
        duration: DURATIONS[period],
        ...(p25 === null ? {} : { percentile25: p25 }),
        ...(median === null ? {} : { median }),
        ...(p75 === null ? {} : { percentile75: p75 }),
        subjectOf: { ...citation(source), temporalCoverage: asOf },
      },
    ];
  });

import type { MonetaryAmountDistribution } from 'schema-dts';
import { isCurrentFigure } from '../figures';
import type { GuideSalary } from '../types';
import { citation } from './citation';

const DURATIONS = { hour: 'PT1H', month: 'P1M', year: 'P1Y' } as const;

/**
 * Returns the salaries for search engines: with source, day, currency and period, gross, not older than the site allows,
 * and with a median or a percentile. A distribution of schema.org has no minimum and no maximum.
 */
export const estimatedSalaries = (
  salaries: GuideSalary[],
  now: Date,
  months: number
): MonetaryAmountDistribution[] =>
  salaries.flatMap(({ level, region, currency, period, gross, p25, median, p75, asOf, source }) => {
    if (!source || !asOf || !currency || !period || gross === false || !isCurrentFigure(asOf, now, months))
      return [];
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

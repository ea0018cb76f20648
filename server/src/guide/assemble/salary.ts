import type { GuideSalary } from '../types';
import { sourceIn } from './links';
import { booleanIn, choiceIn, dayIn, numberIn, rowsIn, textIn } from '../values';

const LEVELS = ['entry', 'experienced', 'senior', 'lead'] as const;
const PERIODS = ['hour', 'month', 'year'] as const;

export const salariesIn = (value: unknown): GuideSalary[] =>
  rowsIn(value).map((row) => ({
    level: choiceIn(LEVELS, row.level),
    region: textIn(row.region),
    currency: textIn(row.currency),
    period: choiceIn(PERIODS, row.period),
    gross: booleanIn(row.gross),
    min: numberIn(row.min),
    p25: numberIn(row.p25),
    median: numberIn(row.median),
    p75: numberIn(row.p75),
    max: numberIn(row.max),
    sampleSize: numberIn(row.sampleSize),
    asOf: dayIn(row.asOf),
    source: sourceIn(row.source),
  }));

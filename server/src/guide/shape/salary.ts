import { components } from '../../../../content-types';
import type { z } from '../../strapi-internals/host-utils';
import {
  choice,
  described,
  named,
  object,
  optional,
  optionalDay,
  optionalFlag,
  optionalNumber,
  optionalText,
  optionalWhole,
} from './fields';
import { source } from './links';

const { level, period } = components.salary.attributes;

export const salary = named(
  'GuideSalary',
  object(
    {
      level: choice('GuideSalaryLevel', level),
      region: described(optionalText, 'ISO 3166-1 alpha-2, or ISO 3166-2.'),
      currency: described(optionalText, 'ISO 4217.'),
      period: choice('GuideSalaryPeriod', period),
      gross: optionalFlag,
      min: optionalNumber,
      p25: optionalNumber,
      median: optionalNumber,
      p75: optionalNumber,
      max: optionalNumber,
      sampleSize: optionalWhole,
      asOf: optionalDay,
      source: optional(source),
    },
    'salary'
  ),
  'Figures of one source; each is in `currency` for a `period`, and null where it is unknown.'
);

export type GuideSalary = z.infer<typeof salary>;

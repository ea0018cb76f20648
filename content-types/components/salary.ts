import type { ComponentSchema } from '../types';

export const salary = {
  collectionName: 'components_career_field_salaries',
  info: {
    displayName: 'Salary',
    icon: 'chartPie',
    description: 'Figures from one named source. An unknown figure stays empty.',
  },
  attributes: {
    level: { type: 'enumeration', enum: ['entry', 'experienced', 'senior', 'lead'] },
    // ISO 3166-1 alpha-2, or ISO 3166-2 for a part of a country.
    region: { type: 'string', maxLength: 6 },
    // ISO 4217. Never defaulted: a figure in the wrong currency is worse than none.
    currency: { type: 'string', maxLength: 3 },
    period: { type: 'enumeration', enum: ['hour', 'month', 'year'] },
    gross: { type: 'boolean', default: true },
    min: { type: 'decimal' },
    p25: { type: 'decimal' },
    median: { type: 'decimal' },
    p75: { type: 'decimal' },
    max: { type: 'decimal' },
    sampleSize: { type: 'integer' },
    asOf: { type: 'date' },
    source: { type: 'component', component: 'career-field.source', repeatable: false },
  },
} as const satisfies ComponentSchema;

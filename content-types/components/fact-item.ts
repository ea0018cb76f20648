import type { ComponentSchema } from '../types';

export const factItem = {
  collectionName: 'components_career_field_fact_items',
  info: {
    displayName: 'Fact',
    icon: 'check',
    description: 'A label with its value.',
  },
  attributes: {
    label: { type: 'string', required: true, maxLength: 120 },
    value: { type: 'string', required: true, maxLength: 255 },
    sourceUrl: { type: 'string', maxLength: 2000 },
    asOf: { type: 'date' },
  },
} as const satisfies ComponentSchema;

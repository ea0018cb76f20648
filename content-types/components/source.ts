import type { ComponentSchema } from '../types';

export const source = {
  collectionName: 'components_career_field_sources',
  info: {
    displayName: 'Source',
    icon: 'attachment',
    description: 'Where a fact comes from.',
  },
  attributes: {
    label: { type: 'string', required: true, maxLength: 255 },
    url: { type: 'string', maxLength: 2000 },
    publisher: { type: 'string', maxLength: 120 },
    asOf: { type: 'date' },
    attribution: { type: 'text', maxLength: 1000 },
  },
} as const satisfies ComponentSchema;

import { section } from '../attributes';
import type { ComponentSchema } from '../types';

export const employersSection = {
  collectionName: 'components_career_field_employers_sections',
  info: {
    displayName: 'Employers',
    icon: 'store',
    description: 'Who hires in this field.',
  },
  attributes: {
    ...section,
    employers: { type: 'relation', relation: 'oneToMany', target: 'plugin::career-field.employer' },
  },
} as const satisfies ComponentSchema;

import { section } from '../attributes';
import type { ComponentSchema } from '../types';

export const areasSection = {
  collectionName: 'components_career_field_areas_sections',
  info: {
    displayName: 'Areas',
    icon: 'apps',
    description: 'The parts of the field in which one can specialise.',
  },
  attributes: {
    ...section,
    items: { type: 'component', component: 'career-field.area-item', repeatable: true },
  },
} as const satisfies ComponentSchema;

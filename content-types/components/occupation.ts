import { distinctList } from '../attributes';
import type { ComponentSchema } from '../types';

export const occupation = {
  collectionName: 'components_career_field_occupations',
  info: {
    displayName: 'Occupation',
    icon: 'briefcase',
    description: 'What one calls the people who work in this field, and the official codes.',
  },
  attributes: {
    name: { type: 'string', maxLength: 120 },
    feminine: { type: 'string', maxLength: 120 },
    masculine: { type: 'string', maxLength: 120 },
    plural: { type: 'string', maxLength: 120 },
    altNames: { ...distinctList },
    // Searched and never delivered: misspellings, and names that nobody should read.
    searchNames: { ...distinctList, private: true, searchable: false },
    codes: { type: 'component', component: 'career-field.taxonomy-code', repeatable: true },
  },
} as const satisfies ComponentSchema;

import { freeSection } from '../attributes';
import type { ComponentSchema } from '../types';

export const factsSection = {
  collectionName: 'components_career_field_facts_sections',
  info: {
    displayName: 'Facts',
    icon: 'dashboard',
    description: 'Facts at a glance, each a label with its value.',
  },
  attributes: {
    ...freeSection,
    facts: { type: 'component', component: 'career-field.fact-item', repeatable: true },
  },
} as const satisfies ComponentSchema;

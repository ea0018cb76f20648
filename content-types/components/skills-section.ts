import { section } from '../attributes';
import type { ComponentSchema } from '../types';

export const skillsSection = {
  collectionName: 'components_career_field_skills_sections',
  info: {
    displayName: 'Skills',
    icon: 'bulletList',
    description: 'What one must know and be able to do.',
  },
  attributes: {
    ...section,
    items: { type: 'component', component: 'career-field.skill-item', repeatable: true },
  },
} as const satisfies ComponentSchema;

import { section } from '../attributes';
import type { ComponentSchema } from '../types';

export const tasksSection = {
  collectionName: 'components_career_field_tasks_sections',
  info: {
    displayName: 'Tasks',
    icon: 'layer',
    description: 'What one does all day.',
  },
  attributes: {
    ...section,
    items: { type: 'component', component: 'career-field.task-item', repeatable: true },
  },
} as const satisfies ComponentSchema;

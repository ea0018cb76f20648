import type { ComponentSchema } from '../types';

export const taskItem = {
  collectionName: 'components_career_field_task_items',
  info: {
    displayName: 'Task',
    icon: 'check',
    description: 'One task.',
  },
  attributes: {
    title: { type: 'string', required: true, maxLength: 120 },
    text: { type: 'text', maxLength: 2000 },
  },
} as const satisfies ComponentSchema;

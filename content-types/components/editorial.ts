import type { ComponentSchema } from '../types';

export const editorial = {
  collectionName: 'components_career_field_editorials',
  info: {
    displayName: 'Editorial',
    icon: 'pencil',
    description: 'Who wrote and checked this, and when it is due again.',
  },
  attributes: {
    author: { type: 'string', maxLength: 120 },
    reviewer: { type: 'string', maxLength: 120 },
    reviewedAt: { type: 'date' },
    reviewDueAt: { type: 'date' },
  },
} as const satisfies ComponentSchema;

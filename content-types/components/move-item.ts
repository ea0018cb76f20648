import type { ComponentSchema } from '../types';

export const moveItem = {
  collectionName: 'components_career_field_move_items',
  info: {
    displayName: 'Next step',
    icon: 'arrowRight',
    description: 'A way on from here: specialise, lead, work for oneself.',
  },
  attributes: {
    title: { type: 'string', required: true, maxLength: 120 },
    text: { type: 'text', maxLength: 2000 },
    kind: {
      type: 'enumeration',
      enum: ['specialise', 'lead', 'self-employed', 'agency', 'other'],
      default: 'other',
    },
  },
} as const satisfies ComponentSchema;

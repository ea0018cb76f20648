import { section } from '../attributes';
import type { ComponentSchema } from '../types';

export const outlookSection = {
  collectionName: 'components_career_field_outlook_sections',
  info: {
    displayName: 'Outlook',
    icon: 'chartBubble',
    description: 'Prospects: demand, salaries, ways up.',
  },
  attributes: {
    ...section,
    demand: {
      type: 'enumeration',
      enum: ['declining', 'stable', 'growing', 'strongly-growing', 'unknown'],
      default: 'unknown',
    },
    salaries: { type: 'component', component: 'career-field.salary', repeatable: true },
    moves: { type: 'component', component: 'career-field.move-item', repeatable: true },
  },
} as const satisfies ComponentSchema;

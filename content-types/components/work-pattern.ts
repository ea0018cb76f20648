import type { ComponentSchema } from '../types';

export const workPattern = {
  collectionName: 'components_career_field_work_patterns',
  info: {
    displayName: 'Work pattern',
    icon: 'calendar',
    description: 'When one works, such as in shifts or at weekends.',
  },
  attributes: {
    kind: {
      type: 'enumeration',
      enum: ['regular', 'flexible', 'shifts', 'nights', 'weekends', 'on-call', 'part-time', 'seasonal'],
      required: true,
    },
    note: { type: 'string', maxLength: 255 },
  },
} as const satisfies ComponentSchema;

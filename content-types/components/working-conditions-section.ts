import { distinctList, section } from '../attributes';
import type { ComponentSchema } from '../types';

export const workingConditionsSection = {
  collectionName: 'components_career_field_working_conditions_sections',
  info: {
    displayName: 'Working conditions',
    icon: 'clock',
    description: 'When, where and how long one works.',
  },
  attributes: {
    ...section,
    weeklyHoursMin: { type: 'decimal', min: 0, max: 168 },
    weeklyHoursMax: { type: 'decimal', min: 0, max: 168 },
    patterns: { type: 'component', component: 'career-field.work-pattern', repeatable: true },
    places: { ...distinctList },
    // No default: nobody knows it until somebody has said it.
    remote: { type: 'enumeration', enum: ['none', 'partly', 'fully'] },
    travel: { type: 'enumeration', enum: ['none', 'occasional', 'frequent'] },
  },
} as const satisfies ComponentSchema;

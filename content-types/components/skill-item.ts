import type { ComponentSchema } from '../types';

export const skillItem = {
  collectionName: 'components_career_field_skill_items',
  info: {
    displayName: 'Skill in this field',
    icon: 'check',
    description: 'A skill, and how well one must command it here.',
  },
  attributes: {
    skill: { type: 'relation', relation: 'oneToOne', target: 'plugin::career-field.skill' },
    requirement: { type: 'enumeration', enum: ['essential', 'optional'], default: 'essential' },
    level: { type: 'enumeration', enum: ['basic', 'advanced', 'expert'] },
    note: { type: 'string', maxLength: 255 },
  },
} as const satisfies ComponentSchema;

import type { ComponentSchema } from '../types';

export const areaItem = {
  collectionName: 'components_career_field_area_items',
  info: {
    displayName: 'Area',
    icon: 'bulletList',
    description: 'One part of the field, with a guide of its own if there is one.',
  },
  attributes: {
    title: { type: 'string', required: true, maxLength: 120 },
    text: { type: 'text', maxLength: 2000 },
    article: { type: 'relation', relation: 'oneToOne', target: 'plugin::career-field.article' },
  },
} as const satisfies ComponentSchema;

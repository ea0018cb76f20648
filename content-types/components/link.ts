import type { ComponentSchema } from '../types';

export const link = {
  collectionName: 'components_career_field_links',
  info: {
    displayName: 'Link',
    icon: 'link',
    description: 'A link with its text and who publishes the page.',
  },
  attributes: {
    label: { type: 'string', required: true, maxLength: 200 },
    url: { type: 'string', required: true, maxLength: 2000 },
    publisher: { type: 'string', maxLength: 120 },
    sponsored: { type: 'boolean', default: false },
  },
} as const satisfies ComponentSchema;

import type { ComponentSchema } from '../types';

export const image = {
  collectionName: 'components_career_field_images',
  info: {
    displayName: 'Image',
    icon: 'picture',
    description: 'An image with its alternative text and its source.',
  },
  attributes: {
    file: { type: 'media', multiple: false, allowedTypes: ['images'] },
    alt: { type: 'string', maxLength: 255 },
    caption: { type: 'string', maxLength: 255 },
    credit: { type: 'string', maxLength: 255 },
    aiGenerated: { type: 'boolean', default: false },
  },
} as const satisfies ComponentSchema;

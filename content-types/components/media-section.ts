import { freeSection } from '../attributes';
import type { ComponentSchema } from '../types';

export const mediaSection = {
  collectionName: 'components_career_field_media_sections',
  info: {
    displayName: 'Image or video',
    icon: 'picture',
    description: 'An image, or a link to a video.',
  },
  attributes: {
    ...freeSection,
    image: { type: 'component', component: 'career-field.image', repeatable: false },
    videoUrl: { type: 'string', maxLength: 2000 },
    transcript: { type: 'text', maxLength: 20000 },
  },
} as const satisfies ComponentSchema;

import { freeSection } from '../attributes';
import type { ComponentSchema } from '../types';

export const textSection = {
  collectionName: 'components_career_field_text_sections',
  info: {
    displayName: 'Text',
    icon: 'layout',
    description: 'A heading with running text.',
  },
  attributes: {
    ...freeSection,
  },
} as const satisfies ComponentSchema;

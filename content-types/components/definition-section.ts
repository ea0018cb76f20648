import { section } from '../attributes';
import type { ComponentSchema } from '../types';

export const definitionSection = {
  collectionName: 'components_career_field_definition_sections',
  info: {
    displayName: 'Definition',
    icon: 'information',
    description: 'What the field is about.',
  },
  attributes: {
    ...section,
  },
} as const satisfies ComponentSchema;

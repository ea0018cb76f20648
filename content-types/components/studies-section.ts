import { section } from '../attributes';
import type { ComponentSchema } from '../types';

export const studiesSection = {
  collectionName: 'components_career_field_studies_sections',
  info: {
    displayName: 'Studies',
    icon: 'book',
    description: 'How one gets in: degrees, training, other ways.',
  },
  attributes: {
    ...section,
    question: { type: 'string', maxLength: 200 },
    answer: { type: 'blocks' },
    paths: { type: 'relation', relation: 'oneToMany', target: 'plugin::career-field.study-path' },
  },
} as const satisfies ComponentSchema;

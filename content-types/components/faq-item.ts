import type { ComponentSchema } from '../types';

export const faqItem = {
  collectionName: 'components_career_field_faq_items',
  info: {
    displayName: 'Question',
    icon: 'question',
    description: 'A question that readers ask, with its answer.',
  },
  attributes: {
    question: { type: 'string', required: true, maxLength: 200 },
    answer: { type: 'blocks' },
  },
} as const satisfies ComponentSchema;

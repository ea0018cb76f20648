import { freeSection } from '../attributes';
import type { ComponentSchema } from '../types';

export const quoteSection = {
  collectionName: 'components_career_field_quote_sections',
  info: {
    displayName: 'Quote',
    icon: 'quote',
    description: 'What somebody who works in the field says.',
  },
  attributes: {
    ...freeSection,
    quote: { type: 'text', maxLength: 1000 },
    person: { type: 'string', maxLength: 120 },
    role: { type: 'string', maxLength: 120 },
    portrait: { type: 'component', component: 'career-field.image', repeatable: false },
  },
} as const satisfies ComponentSchema;

import type { ComponentSchema } from '../types';

export const seo = {
  collectionName: 'components_career_field_seos',
  info: {
    displayName: 'Search engines',
    icon: 'search',
    description: 'What search engines and shared links show.',
  },
  attributes: {
    metaTitle: { type: 'string', maxLength: 60 },
    metaDescription: { type: 'string', maxLength: 160 },
    canonicalUrl: { type: 'string', maxLength: 2000 },
    noIndex: { type: 'boolean', default: false },
    shareImage: { type: 'component', component: 'career-field.image', repeatable: false },
  },
} as const satisfies ComponentSchema;

import { freeSection } from '../attributes';
import type { ComponentSchema } from '../types';

export const promoSection = {
  collectionName: 'components_career_field_promo_sections',
  info: {
    displayName: 'Promotion',
    icon: 'gift',
    description: 'A strip that advertises something, with a link.',
  },
  attributes: {
    ...freeSection,
    label: { type: 'string', maxLength: 120 },
    url: { type: 'string', maxLength: 2000 },
    sponsored: { type: 'boolean', default: false },
    image: { type: 'component', component: 'career-field.image', repeatable: false },
  },
} as const satisfies ComponentSchema;

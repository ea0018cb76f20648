import { freeSection } from '../attributes';
import type { ComponentSchema } from '../types';

export const calloutSection = {
  collectionName: 'components_career_field_callout_sections',
  info: {
    displayName: 'Callout',
    icon: 'bell',
    description: 'A box that stands out from the text.',
  },
  attributes: {
    ...freeSection,
    tone: { type: 'enumeration', enum: ['info', 'tip', 'warning'], default: 'info' },
  },
} as const satisfies ComponentSchema;

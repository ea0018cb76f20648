import type { ComponentSchema } from '../types';

export const licenceItem = {
  collectionName: 'components_career_field_licence_items',
  info: {
    displayName: 'Licence or register',
    icon: 'shield',
    description: 'A licence that one needs, or a register that one has to be in.',
  },
  attributes: {
    name: { type: 'string', required: true, maxLength: 200 },
    kind: { type: 'enumeration', enum: ['licence', 'register'], default: 'licence' },
    url: { type: 'string', maxLength: 2000 },
    authority: { type: 'string', maxLength: 200 },
    text: { type: 'text', maxLength: 2000 },
  },
} as const satisfies ComponentSchema;

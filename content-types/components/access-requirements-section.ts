import { distinctList, section } from '../attributes';
import type { ComponentSchema } from '../types';

export const accessRequirementsSection = {
  collectionName: 'components_career_field_access_requirements_sections',
  info: {
    displayName: 'Access requirements',
    icon: 'key',
    description: 'What the law or employers demand before one may do the work.',
  },
  attributes: {
    ...section,
    // No default: nobody knows it until somebody has said it.
    regulation: { type: 'enumeration', enum: ['regulated', 'partly-regulated', 'unregulated'] },
    regulationUrl: { type: 'string', maxLength: 2000 },
    licences: { type: 'component', component: 'career-field.licence-item', repeatable: true },
    checks: { ...distinctList },
    physicalDemands: { ...distinctList },
  },
} as const satisfies ComponentSchema;

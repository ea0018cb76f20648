import { section } from '../attributes';
import type { ComponentSchema } from '../types';

export const jobsSection = {
  collectionName: 'components_career_field_jobs_sections',
  info: {
    displayName: 'Jobs',
    icon: 'search',
    description: 'Links to vacancies, near the reader and all of them.',
  },
  attributes: {
    ...section,
    nearbyUrl: { type: 'string', maxLength: 2000 },
    listingUrl: { type: 'string', maxLength: 2000 },
    // `{count}` in the label is replaced by the number of vacancies.
    label: { type: 'string', maxLength: 120 },
    count: { type: 'integer' },
    countedAt: { type: 'datetime' },
  },
} as const satisfies ComponentSchema;

import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * The numbers of vacancies that the site's own function has returned, one row a published article and language. They are
 * looked up when a guide is delivered, so that a new number changes no article. Nobody sees this type.
 */
export const vacancyCount = {
  kind: 'collectionType',
  collectionName: 'career_field_vacancy_counts',
  info: {
    singularName: 'vacancy-count',
    pluralName: 'vacancy-counts',
    displayName: 'Career article, vacancies',
    description: 'The numbers of vacancies that the site counts; not for editors.',
  },
  ...hidden,
  attributes: {
    // `<documentId> <language>` of the article, since a plain `documentId` or `locale` is Strapi's own on every row.
    key: { type: 'string', required: true },
    article: { type: 'string', required: true },
    language: { type: 'string', required: true },
    // Empty where the site does not know the number.
    count: { type: 'integer' },
    // When the function returned what readers get, ISO 8601; empty while it never has.
    countedAt: { type: 'string' },
    // When that became what readers get, ISO 8601.
    changedAt: { type: 'string' },
    // When the function was called last, and how often in a row it has failed.
    triedAt: { type: 'string' },
    failures: { type: 'integer' },
    failure: { type: 'text' },
  },
} as const satisfies ContentTypeSchema;

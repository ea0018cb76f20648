import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/** The addresses that published guides link to, one row each, with what the last request has shown. Nobody sees this type. */
export const checkedLink = {
  kind: 'collectionType',
  collectionName: 'career_field_checked_links',
  info: {
    singularName: 'checked-link',
    pluralName: 'checked-links',
    displayName: 'Career article, checked link',
    description: 'Whether the links of guides answer; not for editors.',
  },
  ...hidden,
  indexes: [{ name: 'career_field_checked_links_due_at', columns: ['due_at'] }],
  attributes: {
    // The SHA-256 of the address, which is longer than an index takes.
    key: { type: 'string', required: true },
    address: { type: 'text', required: true },
    // When it is requested next, and when it was last, ISO 8601.
    dueAt: { type: 'string', required: true },
    checkedAt: { type: 'string' },
    // The last HTTP status as text, or the name of an error.
    result: { type: 'string' },
    // The day of the first failure since the last success, in UTC.
    failedOn: { type: 'string' },
    // The later day of the failure from which on it counts as broken.
    brokenOn: { type: 'string' },
  },
} as const satisfies ContentTypeSchema;

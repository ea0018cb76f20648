import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * Publishing and unpublishing an article in one language at a time. A row is deleted when it is done; one that failed stays
 * until an editor has seen it. Nobody sees this type.
 */
export const scheduledPublication = {
  kind: 'collectionType',
  collectionName: 'career_field_scheduled_publications',
  info: {
    singularName: 'scheduled-publication',
    pluralName: 'scheduled-publications',
    displayName: 'Career article, scheduled publication',
    description: 'When articles are published and unpublished by themselves; chosen beside the article.',
  },
  ...hidden,
  attributes: {
    // `<documentId> <language> <action>`, since a plain `documentId` or `locale` is Strapi's own on every row.
    key: { type: 'string', required: true },
    article: { type: 'string', required: true },
    language: { type: 'string', required: true },
    action: { type: 'enumeration', enum: ['publish', 'unpublish'], required: true },
    // ISO 8601.
    dueAt: { type: 'string', required: true },
    // Who has chosen it, and must still have the right when it is due. The name at that time.
    scheduledBy: { type: 'relation', relation: 'oneToOne', target: 'admin::user', useJoinTable: false },
    scheduler: { type: 'string' },
    // Why it failed; empty while it waits.
    failedAt: { type: 'string' },
    failure: { type: 'json' },
  },
} as const satisfies ContentTypeSchema;

import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * What happened to an article in one language, and who did it. The texts themselves are not in it. The last entries of each
 * article and language are kept, and none of an article that is deleted. Nobody sees this type.
 */
export const historyEntry = {
  kind: 'collectionType',
  collectionName: 'career_field_history_entries',
  info: {
    singularName: 'history-entry',
    pluralName: 'history-entries',
    displayName: 'Career article, history',
    description: 'Who changed, published and reviewed articles; shown beside the article.',
  },
  ...hidden,
  attributes: {
    // `<documentId> <language>` of the article, since a plain `documentId` or `locale` is Strapi's own on every row.
    key: { type: 'string', required: true },
    article: { type: 'string', required: true },
    language: { type: 'string', required: true },
    action: {
      type: 'enumeration',
      enum: ['create', 'update', 'publish', 'unpublish', 'discard', 'review', 'delete'],
      required: true,
    },
    // The names of the attributes that were changed.
    parts: { type: 'json' },
    // ISO 8601.
    at: { type: 'string', required: true },
    // What wrote: an administrator, an API token, a user of the site, an import, a plan that was due, or the site's code.
    actor: {
      type: 'enumeration',
      enum: ['admin', 'token', 'user', 'import', 'schedule', 'site'],
      required: true,
    },
    // The administrator behind it, a column of its own, which the database empties when the account is deleted.
    person: { type: 'relation', relation: 'oneToOne', target: 'admin::user', useJoinTable: false },
    // The name of the person or the token at that time: it remains when the account is deleted.
    name: { type: 'string' },
    // Of an import: the name of its file, empty for the shipped guides, and the documentId of its `import-run`.
    source: { type: 'string' },
    run: { type: 'string' },
  },
} as const satisfies ContentTypeSchema;

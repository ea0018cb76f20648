import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * What editors keep about an article in one language, beside its text: who is responsible, when it was reviewed, and which
 * parts are behind the language that they were translated from. It is apart from the article so that a review is no edit.
 * A language without a row has no review, and no part of it is behind. Nobody sees this type.
 */
export const editorialState = {
  kind: 'collectionType',
  collectionName: 'career_field_editorial_states',
  info: {
    singularName: 'editorial-state',
    pluralName: 'editorial-states',
    displayName: 'Career article, editorial state',
    description: 'Reviews, responsible persons and translation parity; edited beside the article.',
  },
  ...hidden,
  attributes: {
    // `<documentId> <language>` of the article, since a plain `documentId` or `locale` is Strapi's own on every row.
    key: { type: 'string', required: true },
    article: { type: 'string', required: true },
    language: { type: 'string', required: true },
    // A column of its own, which the database empties when the administrator is deleted.
    responsible: { type: 'relation', relation: 'oneToOne', target: 'admin::user', useJoinTable: false },
    // A day, YYYY-MM-DD, as readers get it.
    reviewedAt: { type: 'date' },
    reviewedBy: { type: 'relation', relation: 'oneToOne', target: 'admin::user', useJoinTable: false },
    // The name at that time: the review remains when the account is deleted.
    reviewer: { type: 'string' },
    // Months until the next review; empty for the interval of the site.
    intervalMonths: { type: 'integer' },
    dueAt: { type: 'date' },
    // The language that this one is translated from; empty for the default language of the site.
    source: { type: 'string' },
    // The number of parts whose original has changed since.
    behind: { type: 'integer' },
    // The keys of list items, and of each part that is behind the text that it was translated from; see
    // server/src/editorial/parity.
    parity: { type: 'json' },
  },
} as const satisfies ContentTypeSchema;

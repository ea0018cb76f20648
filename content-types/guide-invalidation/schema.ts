import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * What was written that guides show, one row a write and document, until every guide that shows it is rebuilt. One row
 * with the key `counter` numbers these writes and the changes of guides. Nobody sees this type.
 */
export const guideInvalidation = {
  kind: 'collectionType',
  collectionName: 'career_field_guide_invalidations',
  info: {
    singularName: 'guide-invalidation',
    pluralName: 'guide-invalidations',
    displayName: 'Career guide, invalidation',
    description: 'What has to be rebuilt for the delivery API; not for editors.',
  },
  ...hidden,
  attributes: {
    // Only of the row that counts.
    key: { type: 'string' },
    // `article:<documentId> <locale>`, `category:<documentId>`, `file:<id>`, … or `*` for anything.
    name: { type: 'string', required: true },
    // Null until a process has seen the committed row and numbered it.
    sequence: { type: 'integer' },
    // Whether all guides that show it are rebuilt.
    done: { type: 'boolean' },
  },
} as const satisfies ContentTypeSchema;

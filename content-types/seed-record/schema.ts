import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * The state that an import applied last, one row per document and locale. Comparing it with the database distinguishes an
 * editor's change from the plugin's own, so that a later run never overwrites the former. The type is hidden.
 */
export const seedRecord = {
  kind: 'collectionType',
  collectionName: 'career_field_seed_records',
  info: {
    singularName: 'seed-record',
    pluralName: 'seed-records',
    displayName: 'Career seed record',
    description: 'Bookkeeping of the seeding; not for editors.',
  },
  ...hidden,
  attributes: {
    // The document's stable key with its type, e.g. `article:backend`; an image's is `image:` and its SHA-256.
    key: { type: 'string', required: true },
    // `target` because a plain `locale` or `documentId` is Strapi's own on every row.
    targetLocale: { type: 'string', required: true },
    targetDocument: { type: 'string', required: true },
    // SHA-256 of the applied part of the file.
    fileHash: { type: 'string', required: true },
    // The rows right after the run: a hash of their content, and the documents that they reference. Those are not part of
    // the hash, because Strapi removes a relation when its target is deleted, which is not an edit.
    fingerprint: { type: 'json' },
    // The rows right after the run, with the times of their last change: as long as they are equal, nothing was edited,
    // and the content need not be read.
    stamp: { type: 'string' },
    // The documentId of the `import-run` that wrote it last.
    run: { type: 'string' },
    // Content of the file without an attribute. Earlier releases stored ESCO's note on regulation here.
    notes: { type: 'json' },
  },
} as const satisfies ContentTypeSchema;

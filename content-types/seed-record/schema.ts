import type { ContentTypeSchema } from '../types';

/**
 * What a seeding run applied last, one row a document and locale. Comparing it with the database tells an editor's
 * change from the plugin's own, so that a later run never overwrites the former. Nobody sees this type.
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
  options: { draftAndPublish: false },
  pluginOptions: {
    'content-manager': { visible: false },
    'content-type-builder': { visible: false },
    i18n: { localized: false },
  },
  attributes: {
    // The document's stable key with its type, e.g. `article:backend`; an image's is `image:` and its SHA-256.
    key: { type: 'string', required: true },
    // `target` because a plain `locale` or `documentId` is Strapi's own on every row.
    targetLocale: { type: 'string', required: true },
    targetDocument: { type: 'string', required: true },
    // SHA-256 of the file's part that was applied.
    fileHash: { type: 'string', required: true },
    // The rows as they were right after: a hash of what they hold, and which documents they point at. Those are not in
    // the hash, because Strapi takes a relation away when its target is deleted, and nobody has edited anything then.
    fingerprint: { type: 'json' },
    // The rows right after the run, with the times of their last change: as long as they are the same, nobody has
    // edited, and the content itself need not be read.
    stamp: { type: 'string' },
    // What the file said and no attribute holds; releases before had ESCO's note on regulation here.
    notes: { type: 'json' },
  },
} as const satisfies ContentTypeSchema;

import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * The finished pages that readers get, one row a published article and language. It can be rebuilt from the articles at
 * any time. Nobody sees this type. `docs/read-model.md` says how it works.
 */
export const publishedGuide = {
  kind: 'collectionType',
  collectionName: 'career_field_published_guides',
  info: {
    singularName: 'published-guide',
    pluralName: 'published-guides',
    displayName: 'Career guide, published',
    description: 'What the delivery API serves; not for editors.',
  },
  ...hidden,
  attributes: {
    // `<documentId> <language>` of the article, since a plain `documentId` or `locale` is Strapi's own on every row.
    key: { type: 'string', required: true },
    article: { type: 'string', required: true },
    language: { type: 'string', required: true },
    // `removed` is no longer published and stays for the change feed; `failed` could not be built from its content and
    // never was a guide. Rows of earlier releases may say `stale`, `behind` or `touched`, which are guides too.
    state: {
      type: 'enumeration',
      enum: ['ready', 'touched', 'behind', 'stale', 'removed', 'failed'],
      required: true,
    },
    // Goes up by one each time the row is stored: of two that rebuild it at once, only the first one stores.
    version: { type: 'integer', required: true },
    // The number of the guide's last change. Readers and the feed ask for what is above the last one that they know.
    sequence: { type: 'integer' },
    // Every write up to this number is in the guide.
    basis: { type: 'integer' },
    // The build hash: which release and options the guide was built with.
    build: { type: 'string' },
    // Of the article's published row: when it was written, to find on bootstrap what was written bypassing Strapi.
    stamp: { type: 'string' },
    slug: { type: 'string' },
    noIndex: { type: 'boolean' },
    // When the guide became what it is, ISO 8601.
    changedAt: { type: 'string' },
    // The day from which on the guide is another one although nothing is written, YYYY-MM-DD.
    changesOn: { type: 'string' },
    // Why the content cannot be turned into a guide; the last good one stays.
    failure: { type: 'text' },
    // `|skill:<documentId>|file:<id>|…`: what the guide shows.
    dependencies: { type: 'text' },
    // What lists and searches need to know, as JSON.
    entry: { type: 'text' },
    // The guide as JSON, as text: a JSON column would reorder its keys, and be parsed for nothing.
    payload: { type: 'text' },
  },
} as const satisfies ContentTypeSchema;

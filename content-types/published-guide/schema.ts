import type { ContentTypeSchema } from '../types';

/**
 * The finished pages that readers get, one row a published article and language. It can be made anew from the articles
 * at any time. Nobody sees this type.
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
  options: { draftAndPublish: false },
  pluginOptions: {
    'content-manager': { visible: false },
    'content-type-builder': { visible: false },
    i18n: { localized: false },
  },
  attributes: {
    // `<documentId> <language>` of the article, since a plain `documentId` or `locale` is Strapi's own on every row.
    key: { type: 'string', required: true },
    article: { type: 'string', required: true },
    language: { type: 'string', required: true },
    // `stale` is to be made anew before anybody is served, because its address may be another; `behind`, which shows
    // something that was written, before anybody reads it; `touched` shows an article that was written, and is to be
    // looked at before; `removed` is no longer published, and stays for the change feed;
    // `failed` could not be built from its content and never was a guide.
    state: {
      type: 'enumeration',
      enum: ['ready', 'touched', 'behind', 'stale', 'removed', 'failed'],
      required: true,
    },
    // Goes up by one at each change, so that other processes see from a sum over all rows that something has changed.
    version: { type: 'integer', required: true },
    // `|skill:<documentId>|file:<id>|…`: what the guide shows.
    dependencies: { type: 'text' },
    // What lists and searches need to know, as JSON.
    entry: { type: 'text' },
    // The guide as JSON, as text: a JSON column would reorder its keys, and be parsed for nothing.
    payload: { type: 'text' },
  },
} as const satisfies ContentTypeSchema;

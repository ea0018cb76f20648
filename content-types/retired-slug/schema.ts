import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * What readers get at the slugs of an article that is not published any more: the guide that succeeds it, or 410. One row a
 * slug and language. While a guide has the slug, the row has no effect. Nobody sees this type.
 */
export const retiredSlug = {
  kind: 'collectionType',
  collectionName: 'career_field_retired_slugs',
  info: {
    singularName: 'retired-slug',
    pluralName: 'retired-slugs',
    displayName: 'Career article, retired slug',
    description: 'Where the slugs of articles lead that are not published any more; not for editors.',
  },
  ...hidden,
  attributes: {
    // `<language> <slug>`, since a plain `locale` is Strapi's own on every row.
    key: { type: 'string', required: true },
    // The documentIds of the article that had the slug and of the one that succeeds it; empty for 410.
    article: { type: 'string', required: true },
    successor: { type: 'string' },
  },
} as const satisfies ContentTypeSchema;

import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/** Which published guides link to which addresses. Where in the article, its form tells. Nobody sees this type. */
export const linkUse = {
  kind: 'collectionType',
  collectionName: 'career_field_link_uses',
  info: {
    singularName: 'link-use',
    pluralName: 'link-uses',
    displayName: 'Career article, link',
    description: 'Which guides link to which addresses; not for editors.',
  },
  ...hidden,
  indexes: [
    { name: 'career_field_link_uses_guide', columns: ['guide'] },
    { name: 'career_field_link_uses_link', columns: ['link'] },
  ],
  attributes: {
    // `<documentId> <language>` of the article, since a plain `documentId` or `locale` is Strapi's own on every row.
    guide: { type: 'string', required: true },
    article: { type: 'string', required: true },
    language: { type: 'string', required: true },
    // The key of the checked link.
    link: { type: 'string', required: true },
  },
} as const satisfies ContentTypeSchema;

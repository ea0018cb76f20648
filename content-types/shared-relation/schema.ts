import { hidden } from '../attributes';
import type { ContentTypeSchema } from '../types';

/**
 * What a relation that all locales share holds, one row a target: the list that was chosen for the document, whatever
 * its locales can show of it at the moment. A relation's own link leads from a locale to the same locale of the target,
 * so it is not there where the target is not translated or not published. Nobody sees this type.
 */
export const sharedRelation = {
  kind: 'collectionType',
  collectionName: 'career_field_shared_relations',
  info: {
    singularName: 'shared-relation',
    pluralName: 'shared-relations',
    displayName: 'Career shared relation',
    description: 'The targets of relations that all locales share; not for editors.',
  },
  ...hidden,
  indexes: [
    { name: 'career_field_shared_relations_source', columns: ['source'] },
    { name: 'career_field_shared_relations_target', columns: ['target'] },
  ],
  attributes: {
    // The documents at both ends, by their documentIds.
    source: { type: 'string', required: true },
    target: { type: 'string', required: true },
    // The type and attribute of the source, e.g. `article.related`.
    relation: { type: 'string', required: true },
    // Whether it is the list of what is published; a type without drafts has no other.
    published: { type: 'boolean', required: true },
    position: { type: 'integer', required: true },
  },
} as const satisfies ContentTypeSchema;

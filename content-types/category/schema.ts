import { localised, shared } from '../attributes';
import type { ContentTypeSchema } from '../types';

/** A node of the tree that guides are filed under; breadcrumbs are read from it. */
export const category = {
  kind: 'collectionType',
  collectionName: 'career_field_categories',
  info: {
    singularName: 'category',
    pluralName: 'categories',
    displayName: 'Career category',
    description: 'Where a guide is filed. Categories form a tree; breadcrumbs come from it.',
  },
  options: { draftAndPublish: false },
  pluginOptions: { i18n: { localized: true } },
  attributes: {
    name: { type: 'string', required: true, maxLength: 90, ...localised },
    slug: { type: 'uid', targetField: 'name', required: true, maxLength: 120, ...localised },
    parent: {
      type: 'relation',
      relation: 'oneToOne',
      target: 'plugin::career-field.category',
      ...shared,
    },
    description: { type: 'text', maxLength: 2000, ...localised },
  },
  config: {
    layouts: { list: ['name', 'slug', 'parent'] },
  },
} as const satisfies ContentTypeSchema;

import { localised, shared } from '../attributes';
import type { ContentTypeSchema } from '../types';

/** Somebody who hires in a career field. */
export const employer = {
  kind: 'collectionType',
  collectionName: 'career_field_employers',
  info: {
    singularName: 'employer',
    pluralName: 'employers',
    displayName: 'Career employer',
    description: 'Somebody who hires in a career field.',
  },
  options: { draftAndPublish: false },
  pluginOptions: { i18n: { localized: true } },
  attributes: {
    name: { type: 'string', required: true, maxLength: 120, ...localised },
    slug: { type: 'uid', targetField: 'name', required: true, maxLength: 120, ...localised },
    logo: { type: 'component', component: 'career-field.image', repeatable: false, ...localised },
    website: { type: 'string', maxLength: 2000, ...localised },
    description: { type: 'text', maxLength: 2000, ...localised },
    categories: {
      type: 'relation',
      relation: 'oneToMany',
      target: 'plugin::career-field.category',
      ...shared,
    },
  },
  config: {
    layouts: { list: ['name', 'slug', 'website'] },
  },
} as const satisfies ContentTypeSchema;

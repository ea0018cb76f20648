import { localised, shared } from '../attributes';
import type { ContentTypeSchema } from '../types';

/** Something one must know or be able to do; shared by all guides. */
export const skill = {
  kind: 'collectionType',
  collectionName: 'career_field_skills',
  info: {
    singularName: 'skill',
    pluralName: 'skills',
    displayName: 'Career skill',
    description: 'Something one must know or be able to do, shared by all guides.',
  },
  options: { draftAndPublish: false },
  pluginOptions: { i18n: { localized: true } },
  attributes: {
    name: { type: 'string', required: true, maxLength: 90, ...localised },
    slug: { type: 'uid', targetField: 'name', required: true, maxLength: 120, ...localised },
    kind: { type: 'enumeration', enum: ['hard', 'soft', 'tool', 'language', 'knowledge'], ...shared },
    description: { type: 'text', maxLength: 2000, ...localised },
    codes: { type: 'component', component: 'career-field.taxonomy-code', repeatable: true, ...shared },
  },
  config: {
    layouts: { list: ['name', 'slug', 'kind'] },
  },
} as const satisfies ContentTypeSchema;

import { distinctList, localised, shared } from '../attributes';
import type { ContentTypeSchema } from '../types';

/** A way into a career field: a degree, an apprenticeship, a change of career. */
export const studyPath = {
  kind: 'collectionType',
  collectionName: 'career_field_study_paths',
  info: {
    singularName: 'study-path',
    pluralName: 'study-paths',
    displayName: 'Career study path',
    description: 'A way into a career field: a degree, an apprenticeship, a change of career.',
  },
  options: { draftAndPublish: false },
  pluginOptions: { i18n: { localized: true } },
  attributes: {
    title: { type: 'string', required: true, maxLength: 120, ...localised },
    slug: { type: 'uid', targetField: 'title', required: true, maxLength: 120, ...localised },
    kind: {
      type: 'enumeration',
      enum: [
        'degree',
        'dual-degree',
        'apprenticeship',
        'further-training',
        'bootcamp',
        'self-study',
        'career-change',
      ],
      ...shared,
    },
    qualification: { type: 'string', maxLength: 120, ...localised },
    // European Qualifications Framework, levels 1 to 8.
    eqfLevel: { type: 'integer', min: 1, max: 8, ...shared },
    durationMonthsMin: { type: 'integer', min: 0, max: 240, ...shared },
    durationMonthsMax: { type: 'integer', min: 0, max: 240, ...shared },
    entryRequirements: { type: 'text', maxLength: 2000, ...localised },
    subjects: { ...distinctList, ...localised },
    description: { type: 'blocks', ...localised },
    links: { type: 'component', component: 'career-field.link', repeatable: true, ...localised },
  },
  config: {
    layouts: { list: ['title', 'kind', 'qualification', 'eqfLevel'] },
  },
} as const satisfies ContentTypeSchema;

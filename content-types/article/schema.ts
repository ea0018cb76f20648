import { localised, shared } from '../attributes';
import type { ContentTypeSchema } from '../types';

/** What editors write. The page that readers get, the *guide*, is assembled from it. */
export const article = {
  kind: 'collectionType',
  collectionName: 'career_field_articles',
  info: {
    singularName: 'article',
    pluralName: 'articles',
    displayName: 'Career article',
    description: 'A career field: what it is, how to get in, what one does and where it leads.',
  },
  options: { draftAndPublish: true },
  pluginOptions: { i18n: { localized: true } },
  attributes: {
    title: { type: 'string', required: true, maxLength: 90, ...localised },
    slug: { type: 'uid', targetField: 'title', required: true, maxLength: 120, ...localised },
    headline: { type: 'string', maxLength: 120, ...localised },
    category: {
      type: 'relation',
      relation: 'oneToOne',
      target: 'plugin::career-field.category',
      ...shared,
    },
    lead: { type: 'text', maxLength: 500, ...localised },
    hero: { type: 'component', component: 'career-field.image', repeatable: false, ...localised },
    occupation: { type: 'component', component: 'career-field.occupation', repeatable: false, ...localised },
    definition: {
      type: 'component',
      component: 'career-field.definition-section',
      repeatable: false,
      ...localised,
    },
    employers: {
      type: 'component',
      component: 'career-field.employers-section',
      repeatable: false,
      ...localised,
    },
    areas: { type: 'component', component: 'career-field.areas-section', repeatable: false, ...localised },
    studies: {
      type: 'component',
      component: 'career-field.studies-section',
      repeatable: false,
      ...localised,
    },
    accessRequirements: {
      type: 'component',
      component: 'career-field.access-requirements-section',
      repeatable: false,
      ...localised,
    },
    skills: { type: 'component', component: 'career-field.skills-section', repeatable: false, ...localised },
    tasks: { type: 'component', component: 'career-field.tasks-section', repeatable: false, ...localised },
    workingConditions: {
      type: 'component',
      component: 'career-field.working-conditions-section',
      repeatable: false,
      ...localised,
    },
    jobs: { type: 'component', component: 'career-field.jobs-section', repeatable: false, ...localised },
    outlook: {
      type: 'component',
      component: 'career-field.outlook-section',
      repeatable: false,
      ...localised,
    },
    faq: { type: 'component', component: 'career-field.faq-item', repeatable: true, ...localised },
    sections: {
      type: 'dynamiczone',
      components: [
        'career-field.text-section',
        'career-field.quote-section',
        'career-field.media-section',
        'career-field.facts-section',
        'career-field.callout-section',
        'career-field.promo-section',
        'career-field.table-section',
      ],
      ...localised,
    },
    related: {
      type: 'relation',
      relation: 'oneToMany',
      target: 'plugin::career-field.article',
      ...shared,
    },
    furtherReading: { type: 'component', component: 'career-field.link', repeatable: true, ...localised },
    sources: { type: 'component', component: 'career-field.source', repeatable: true, ...localised },
    editorial: { type: 'component', component: 'career-field.editorial', repeatable: false, ...localised },
    seo: { type: 'component', component: 'career-field.seo', repeatable: false, ...localised },
    // Kept by the plugin (see server/src/model/publication-history.ts), so neither a form nor the API may write them.
    previousSlugs: { type: 'json', writable: false, visible: false, configurable: false, ...localised },
    // Empty until the second publication, so only the plugin can read it rightly.
    firstPublication: {
      type: 'datetime',
      private: true,
      searchable: false,
      writable: false,
      visible: false,
      configurable: false,
      ...localised,
    },
  },
  config: {
    layouts: {
      list: ['title', 'slug', 'category', 'updatedAt'],
      // The other attributes follow in their order, each in a row of its own: see server/src/model/fit-layouts.ts.
      edit: [
        [
          { name: 'title', size: 6 },
          { name: 'slug', size: 6 },
        ],
        [
          { name: 'headline', size: 6 },
          { name: 'category', size: 6 },
        ],
        [{ name: 'lead', size: 12 }],
      ],
    },
  },
} as const satisfies ContentTypeSchema;

/**
 * Building blocks that the schemas share. Data only: everything that the plugin does with the model derives from
 * the schemas in this folder, so nothing in here may compute anything at run time beyond merging constants.
 */

/** The value belongs to one locale. */
export const localised = { pluginOptions: { i18n: { localized: true } } } as const;

/**
 * The value is meant to be the same in every locale. Strapi copies scalars and components between locales; it never
 * does so for relations, whatever this flag says, so `server/src/model/shared-relations.ts` keeps those in step.
 */
export const shared = { pluginOptions: { i18n: { localized: false } } } as const;

/** The rest of a type that only the plugin writes: nobody sees it in the admin panel, and its rows have no language. */
export const hidden = {
  options: { draftAndPublish: false },
  pluginOptions: {
    'content-manager': { visible: false },
    'content-type-builder': { visible: false },
    i18n: { localized: false },
  },
} as const;

/** A list of short texts, stored as JSON and edited one a line by the plugin's own custom field. */
export const stringList = { type: 'customField', customField: 'plugin::career-field.string-list' } as const;

/** A list in which a text stands once. The cells of a table may be equal, other names of an occupation may not. */
export const distinctList = { ...stringList, options: { distinct: true } } as const;

/** The parts of an article that a free section can follow, in the order of the page; `top` is above the headline. */
export const PARTS = [
  'top',
  'definition',
  'employers',
  'areas',
  'studies',
  'accessRequirements',
  'skills',
  'tasks',
  'workingConditions',
  'jobs',
  'outlook',
  'faq',
  'related',
] as const;

type KebabCase<Name extends string> = Name extends `${infer Head}${infer Rest}`
  ? `${Head extends Lowercase<Head> ? Head : `-${Lowercase<Head>}`}${KebabCase<Rest>}`
  : '';

/**
 * A named part as readers get it: `working-conditions`. The part `jobs` stands twice: near the reader, and all of them.
 */
export type Part =
  KebabCase<Exclude<(typeof PARTS)[number], 'top' | 'jobs'>> | 'jobs-nearby' | 'jobs-listing';

/** The fields that every named section starts with. */
export const section = {
  heading: { type: 'string', maxLength: 120 },
  navLabel: { type: 'string', maxLength: 40 },
  anchor: { type: 'string', maxLength: 80 },
  body: { type: 'blocks' },
  hideInToc: { type: 'boolean', default: false },
} as const;

/** A section of the dynamic zone: it also says which named part it follows. */
export const freeSection = {
  after: { type: 'enumeration', enum: PARTS, default: 'outlook', required: true },
  ...section,
} as const;

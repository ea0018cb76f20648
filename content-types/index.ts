import { article } from './article/schema';
import { category } from './category/schema';
import { employer } from './employer/schema';
import { guideInvalidation } from './guide-invalidation/schema';
import { publishedGuide } from './published-guide/schema';
import { seedRecord } from './seed-record/schema';
import { sharedRelation } from './shared-relation/schema';
import { skill } from './skill/schema';
import { studyPath } from './study-path/schema';

export { components } from './components';
export { PARTS, type Part } from './attributes';
export type { Attribute, ComponentSchema, ContentTypeSchema } from './types';

/** Every content type of the plugin by its singular name, which Strapi requires as the key. */
export const contentTypes = {
  article,
  category,
  employer,
  'guide-invalidation': guideInvalidation,
  'published-guide': publishedGuide,
  'seed-record': seedRecord,
  'shared-relation': sharedRelation,
  skill,
  'study-path': studyPath,
} as const;

/** The types that editors write and readers may ask for, vocabulary before what points at it. */
export const PUBLIC_TYPES = ['category', 'skill', 'study-path', 'employer', 'article'] as const;

export type PublicType = (typeof PUBLIC_TYPES)[number];

export const COMPONENT_CATEGORY = 'career-field';

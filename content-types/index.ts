import { article } from './article/schema';
import { category } from './category/schema';
import { checkedLink } from './checked-link/schema';
import { editorialState } from './editorial-state/schema';
import { employer } from './employer/schema';
import { guideInvalidation } from './guide-invalidation/schema';
import { historyEntry } from './history-entry/schema';
import { importRun } from './import-run/schema';
import { linkUse } from './link-use/schema';
import { publishedGuide } from './published-guide/schema';
import { retiredSlug } from './retired-slug/schema';
import { scheduledPublication } from './scheduled-publication/schema';
import { seedRecord } from './seed-record/schema';
import { sharedRelation } from './shared-relation/schema';
import { skill } from './skill/schema';
import { studyPath } from './study-path/schema';
import { vacancyCount } from './vacancy-count/schema';

export { components } from './components';
export { PARTS, type Part } from './attributes';
export type { Attribute, ComponentSchema, ContentTypeSchema } from './types';

/** Every content type of the plugin by its singular name, which Strapi requires as the key. */
export const contentTypes = {
  article,
  category,
  'checked-link': checkedLink,
  'editorial-state': editorialState,
  employer,
  'guide-invalidation': guideInvalidation,
  'history-entry': historyEntry,
  'import-run': importRun,
  'link-use': linkUse,
  'published-guide': publishedGuide,
  'retired-slug': retiredSlug,
  'scheduled-publication': scheduledPublication,
  'seed-record': seedRecord,
  'shared-relation': sharedRelation,
  skill,
  'study-path': studyPath,
  'vacancy-count': vacancyCount,
} as const;

/** The types that editors write and readers can request, ordered so that references lead only to earlier types. */
export const PUBLIC_TYPES = ['category', 'skill', 'study-path', 'employer', 'article'] as const;

export type PublicType = (typeof PUBLIC_TYPES)[number];

export const COMPONENT_CATEGORY = 'career-field';

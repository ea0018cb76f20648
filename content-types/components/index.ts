import { accessRequirementsSection } from './access-requirements-section';
import { areaItem } from './area-item';
import { areasSection } from './areas-section';
import { calloutSection } from './callout-section';
import { definitionSection } from './definition-section';
import { editorial } from './editorial';
import { employersSection } from './employers-section';
import { factItem } from './fact-item';
import { factsSection } from './facts-section';
import { faqItem } from './faq-item';
import { image } from './image';
import { jobsSection } from './jobs-section';
import { licenceItem } from './licence-item';
import { link } from './link';
import { mediaSection } from './media-section';
import { moveItem } from './move-item';
import { occupation } from './occupation';
import { outlookSection } from './outlook-section';
import { promoSection } from './promo-section';
import { quoteSection } from './quote-section';
import { salary } from './salary';
import { seo } from './seo';
import { skillItem } from './skill-item';
import { skillsSection } from './skills-section';
import { source } from './source';
import { studiesSection } from './studies-section';
import { tableRow } from './table-row';
import { tableSection } from './table-section';
import { taskItem } from './task-item';
import { tasksSection } from './tasks-section';
import { taxonomyCode } from './taxonomy-code';
import { textSection } from './text-section';
import { workPattern } from './work-pattern';
import { workingConditionsSection } from './working-conditions-section';

/** Every component of the category `career-field`, by the name that follows the dot in its uid. */
export const components = {
  'access-requirements-section': accessRequirementsSection,
  'area-item': areaItem,
  'areas-section': areasSection,
  'callout-section': calloutSection,
  'definition-section': definitionSection,
  editorial,
  'employers-section': employersSection,
  'fact-item': factItem,
  'facts-section': factsSection,
  'faq-item': faqItem,
  image,
  'jobs-section': jobsSection,
  'licence-item': licenceItem,
  link,
  'media-section': mediaSection,
  'move-item': moveItem,
  occupation,
  'outlook-section': outlookSection,
  'promo-section': promoSection,
  'quote-section': quoteSection,
  salary,
  seo,
  'skill-item': skillItem,
  'skills-section': skillsSection,
  source,
  'studies-section': studiesSection,
  'table-row': tableRow,
  'table-section': tableSection,
  'task-item': taskItem,
  'tasks-section': tasksSection,
  'taxonomy-code': taxonomyCode,
  'text-section': textSection,
  'work-pattern': workPattern,
  'working-conditions-section': workingConditionsSection,
} as const;

import { addressResource } from './addresses';
import { deliveryStatsResource } from './delivery-stats';
import { draftFormResource } from './draft-forms';
import { editorResource } from './editors';
import { exportResource } from './exports';
import { guideIssueResource } from './guide-issues';
import { guideStartResource } from './guide-starts';
import { historyResource } from './history';
import { importResource } from './imports';
import { linkResource } from './links';
import { overviewResource } from './overview';
import { previewResource } from './preview';
import { publicationResource } from './publications';
import { mergeResource } from './merges';
import { scheduleResource } from './schedules';
import { settingsResource } from './settings';
import { reviewResource } from './reviews';
import { translationResource } from './translations';
import { successorResource } from './successors';
import { usageResource } from './usage';
import { vacancyResource } from './vacancies';

export { registerAdminActions } from './permissions';
export { registerPreview } from './preview';

/** What the admin panel can request. */
const RESOURCES = [
  addressResource,
  deliveryStatsResource,
  draftFormResource,
  editorResource,
  exportResource,
  guideIssueResource,
  guideStartResource,
  historyResource,
  importResource,
  linkResource,
  overviewResource,
  previewResource,
  publicationResource,
  mergeResource,
  scheduleResource,
  settingsResource,
  reviewResource,
  translationResource,
  successorResource,
  usageResource,
  vacancyResource,
];

export const adminControllers = Object.fromEntries(
  RESOURCES.map(({ name, controller }) => [name, controller])
);

export const adminRoutes = Object.fromEntries(RESOURCES.map(({ name, routes }) => [name, routes]));

import { registerAdminActions } from './admin-api';
import { startGuideApi } from './content-api/guides';
import { applyPublicRead } from './content-api/public-read';
import { guidesOf } from './guide';
import { warnCategoryCycles } from './model/category-tree';
import { protectTables } from './model/protect-tables';
import { ensureSlugIndexes } from './model/slug-indexes';
import { warnMissingAttributes } from './model/warn-missing-attributes';
import type { Strapi } from './plugin';
import { rebaseFingerprints } from './maintenance/migrations/rebase-fingerprints';
import { seedOnBootstrap } from './import/seed-on-bootstrap';
import { warnSecondCopies } from './strapi-internals/second-copies';

export const bootstrap = async ({ strapi }: { strapi: Strapi }): Promise<void> => {
  warnSecondCopies(strapi);
  warnMissingAttributes(strapi);
  await protectTables(strapi);
  await ensureSlugIndexes(strapi);
  await warnCategoryCycles(strapi);
  await rebaseFingerprints(strapi);
  await guidesOf(strapi).start();
  await registerAdminActions(strapi);
  startGuideApi(strapi);
  await applyPublicRead(strapi);
  await seedOnBootstrap(strapi);
};

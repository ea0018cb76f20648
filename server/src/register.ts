import type { PublicType } from '../../content-types';
import { registerPreview } from './admin-api';
import { guardDrafts } from './content-api/draft-guard';
import { registerGraphql } from './content-api/graphql';
import { limitQueries } from './content-api/limits';
import { guardAiTranslations } from './editorial/ai-translations';
import { followArticleWrites } from './editorial/follow-writes';
import { followHistory, recordChanges } from './editorial/history/follow-writes';
import { followScheduled } from './editorial/schedule';
import { guidesOf } from './guide';
import { followRetiredSlugs } from './guide/retired/follow-writes';
import { registerMigrations } from './maintenance/migrations';
import { startAlone } from './maintenance/start-alone';
import { deriveSlugs } from './model/derive-slugs';
import type { Row } from './model/document-writes';
import { fitLayouts } from './model/fit-layouts';
import { keepPublicationHistory } from './model/publication-history';
import { registerComponents } from './model/register-components';
import { registerCustomFields } from './model/register-custom-fields';
import { keepSharedRelations } from './model/shared-relations';
import { writeInOneTransaction } from './validation/transactional-writes';
import { keepUnchanged } from './validation/unchanged-writes';
import type { Strapi } from './plugin';
import { validateWrites } from './validation';
import { rejectCategoryCycles } from './validation/category-cycles';

/** Invalidates the guides that show a row whose relations were replaced: no lifecycle runs for such a row. */
const invalidateGuides =
  (strapi: Strapi) =>
  async (type: PublicType, { documentId, locale, publishedAt }: Row): Promise<void> => {
    if (type !== 'article') await guidesOf(strapi).invalidateDocument(type, documentId);
    else if (publishedAt !== null && locale !== null) {
      await guidesOf(strapi).invalidateArticles([{ article: documentId, locale }]);
    }
  };

/** Registers the steps around every write of a document, the first one outermost. */
const registerWriteSteps = (strapi: Strapi): void => {
  writeInOneTransaction(strapi);
  guardAiTranslations(strapi);
  followHistory(strapi);
  keepUnchanged(strapi, recordChanges(strapi));
  deriveSlugs(strapi);
  validateWrites(strapi);
  rejectCategoryCycles(strapi);
  keepPublicationHistory(strapi);
  followArticleWrites(strapi);
  followRetiredSlugs(strapi);
  followScheduled(strapi);
  keepSharedRelations(strapi, invalidateGuides(strapi));
};

export const register = ({ strapi }: { strapi: Strapi }): void => {
  startAlone(strapi);
  registerMigrations(strapi);
  registerCustomFields(strapi);
  registerComponents(strapi);
  fitLayouts(strapi);
  registerWriteSteps(strapi);
  guardDrafts(strapi);
  // Around the guard of drafts, which would follow a query to its end.
  limitQueries(strapi);
  registerGraphql(strapi);
  registerPreview(strapi);
};

import { yup } from '../strapi-internals/host-utils';
import type { PublicType } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import {
  findWhole,
  onDocumentWrite,
  rowsOf,
  writtenIds,
  type DocumentWrite,
  type Row,
} from '../model/document-writes';
import { titleAttributeOf } from '../model/slugs';
import { isBulkPublish } from '../strapi-internals/admin-requests';
import { defaultLocale } from '../strapi-internals/site-locales';
import { isCheckedWrite } from './checked-writes';
import { createValidationError, issuesOf, type RejectedEntry } from './errors';
import { findMissingRelations } from './relations';
import { sectionsOf, type Issue } from './rules';
import { createSchemas, type Strictness } from './schema';

/**
 * Validates a document of one of the plugin's types.
 *
 * @param document its attributes with their components, as it will be written or as it is stored
 * @returns the issues, each with the path of its field; none if the document is valid
 */
export type FindIssues = (type: PublicType, document: unknown, strictness: Strictness) => Promise<Issue[]>;

export const createValidator = (strapi: Strapi): FindIssues => {
  const schemas = createSchemas(strapi);
  return async (type, document, strictness) => {
    try {
      // No rule is asynchronous, and yup creates a promise for each of them unless it validates synchronously.
      schemas.objectOf(uidOf(type), strictness).validateSync(document, {
        abortEarly: false,
        // Without conversion: "5" is no number, and an object is no text.
        strict: true,
      });
      return [];
    } catch (error) {
      if (error instanceof yup.ValidationError) return issuesOf(error);
      throw error;
    }
  };
};

/** Finds anchors of named parts that a published article has and its draft would change. Links to them would break. */
export const findChangedAnchors = (draft: Record<string, unknown>, published: Row | undefined): Issue[] => {
  if (!published) return [];
  const anchors = new Map(sectionsOf(published).map(({ path, section }) => [path, section.anchor]));
  return sectionsOf(draft).flatMap(({ path, section }) => {
    const anchor = anchors.get(path);
    // Sections of the dynamic zone have no identity that survives a reordering.
    if (path.startsWith('sections[') || typeof anchor !== 'string' || section.anchor === anchor) return [];
    return [{ field: `${path}.anchor`, message: 'anchor.changed', values: { anchor } }];
  });
};

/**
 * Rejects invalid documents on every write path.
 *
 * The input is validated first, before anything is written. The stored document is validated once more: an update
 * contains only a part, even of a component, and rules over several fields need the whole. An issue found then rolls the
 * write back.
 */
export const validateWrites = (strapi: Strapi): void => {
  const findIssues = createValidator(strapi);

  const rejectIf = (issues: Issue[], entry?: RejectedEntry): void => {
    if (issues.length > 0) throw createValidationError(strapi, issues, entry);
  };

  /** Returns which of several selected entries a draft is; in a form there is only one. */
  const entryOf = (type: PublicType, draft: Row): RejectedEntry | undefined =>
    isBulkPublish(strapi)
      ? { title: String(draft[titleAttributeOf(type)] ?? draft.documentId), locale: draft.locale ?? '' }
      : undefined;

  const checkInput = async ({ type, action, params }: DocumentWrite): Promise<void> => {
    const { data, locale } = params;
    if (data === undefined || data === null) return;
    rejectIf(await findIssues(type, data, { publishable: !hasDrafts(type), partial: action !== 'create' }));
    const language = typeof locale === 'string' ? locale : await defaultLocale(strapi);
    rejectIf(await findMissingRelations(strapi, uidOf(type), data, language));
  };

  const checkStored = async (type: PublicType, result: unknown): Promise<void> => {
    const ids = writtenIds(result);
    if (ids.length === 0) return;
    for (const row of await findWhole(strapi, type, { id: { $in: ids } })) {
      const publishable = !hasDrafts(type) || row.publishedAt !== null;
      rejectIf(await findIssues(type, row, { publishable, partial: false }));
    }
  };

  const checkDraftsToPublish = async (write: DocumentWrite): Promise<void> => {
    const rows = await findWhole(strapi, write.type, await rowsOf(strapi, write));
    for (const draft of rows.filter((row) => row.publishedAt === null)) {
      const published = rows.find((row) => row.publishedAt !== null && row.locale === draft.locale);
      rejectIf(
        [
          ...(await findIssues(write.type, draft, { publishable: true, partial: false })),
          ...findChangedAnchors(draft, published),
        ],
        entryOf(write.type, draft)
      );
    }
  };

  onDocumentWrite(strapi, async (write, next) => {
    if (isCheckedWrite(write)) return next();
    switch (write.action) {
      case 'create':
      case 'update':
      case 'clone': {
        await checkInput(write);
        const result = await next();
        await checkStored(write.type, result);
        return result;
      }
      case 'publish':
        await checkDraftsToPublish(write);
        return next();
      default:
        return next();
    }
  });
};

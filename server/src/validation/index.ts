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
import { isBulkPublish } from '../strapi-internals/bulk-publish';
import { isCheckedWrite } from './checked-writes';
import { createValidationError, faultsOf, type RejectedEntry } from './errors';
import { findMissingRelations } from './relations';
import { sectionsOf, type Fault } from './rules';
import { createSchemas, type Strictness } from './schema';

/**
 * Finds what is wrong with a document of one of the plugin's types.
 *
 * @param document its attributes, components and all: as it is about to be written, or as it is stored
 * @returns the faults, each with the path of its field; none if the document is correct
 */
export type FindFaults = (type: PublicType, document: unknown, strictness: Strictness) => Promise<Fault[]>;

export const createValidator = (strapi: Strapi): FindFaults => {
  const schemas = createSchemas(strapi);
  return async (type, document, strictness) => {
    try {
      // None of the rules waits for anything, and yup makes a promise for each of them where it may wait.
      schemas.objectOf(uidOf(type), strictness).validateSync(document, {
        abortEarly: false,
        // As it is, not as it could be read: "5" is no number, and an object is no text.
        strict: true,
      });
      return [];
    } catch (error) {
      if (error instanceof yup.ValidationError) return faultsOf(error);
      throw error;
    }
  };
};

/** Anchors of named parts that a published article has and its draft would change. Links to them would break. */
export const findChangedAnchors = (draft: Record<string, unknown>, published: Row | undefined): Fault[] => {
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
 * Lets nothing incorrect into the database, whoever writes it.
 *
 * What comes in is looked at first, while nothing is written and every fault can still be named. What is then stored
 * is looked at once more: an update brings only a part, even of a component, and rules over several fields need the
 * whole. A fault found then undoes the write.
 */
export const validateWrites = (strapi: Strapi): void => {
  const findFaults = createValidator(strapi);

  const refuse = (faults: Fault[], entry?: RejectedEntry): void => {
    if (faults.length > 0) throw createValidationError(strapi, faults, entry);
  };

  /** Which of the entries selected in a list a draft is; a form shows its only entry itself. */
  const entryOf = (type: PublicType, draft: Row): RejectedEntry | undefined =>
    isBulkPublish(strapi)
      ? { title: String(draft[titleAttributeOf(type)] ?? draft.documentId), locale: draft.locale ?? '' }
      : undefined;

  const checkInput = async ({ type, action, params }: DocumentWrite): Promise<void> => {
    const { data, locale } = params;
    if (data === undefined || data === null) return;
    refuse(await findFaults(type, data, { publishable: !hasDrafts(type), partial: action !== 'create' }));
    const language =
      typeof locale === 'string' ? locale : await strapi.plugin('i18n').service('locales').getDefaultLocale();
    refuse(await findMissingRelations(strapi, uidOf(type), data, language));
  };

  const checkStored = async (type: PublicType, result: unknown): Promise<void> => {
    const ids = writtenIds(result);
    if (ids.length === 0) return;
    for (const row of await findWhole(strapi, type, { id: { $in: ids } })) {
      const publishable = !hasDrafts(type) || row.publishedAt !== null;
      refuse(await findFaults(type, row, { publishable, partial: false }));
    }
  };

  const checkDraftsToPublish = async (write: DocumentWrite): Promise<void> => {
    const rows = await findWhole(strapi, write.type, await rowsOf(strapi, write));
    for (const draft of rows.filter((row) => row.publishedAt === null)) {
      const published = rows.find((row) => row.publishedAt !== null && row.locale === draft.locale);
      refuse(
        [
          ...(await findFaults(write.type, draft, { publishable: true, partial: false })),
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

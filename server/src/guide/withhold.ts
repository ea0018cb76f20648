import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { reasonOf } from './read-model/rebuild/retries';
import { guideSchema } from './guide-shape';
import { isDocument } from './shape/fields';
import { mapValues, OMIT } from './shape/walk';
import type { Guide } from './types';

type Shown = Record<PublicType, Set<string>>;

const emptyShown = (): Shown =>
  Object.fromEntries(PUBLIC_TYPES.map((type) => [type, new Set<string>()])) as Shown;

const idOf = (value: unknown): string => (value as { documentId: string }).documentId;

/** The documents that a guide shows, beside its own article. */
export const documentsIn = (guide: Guide): Shown => {
  const shown = emptyShown();
  mapValues(guideSchema, guide, {
    isWanted: isDocument,
    replace: (value, role) => {
      shown[role as PublicType].add(idOf(value));
      return value;
    },
  });
  return shown;
};

/** The same guide without the documents that are no longer published. */
const without = (guide: Guide, isPublished: (type: PublicType, documentId: string) => boolean): Guide =>
  mapValues(guideSchema, guide, {
    isWanted: isDocument,
    replace: (value, role) => (isPublished(role as PublicType, idOf(value)) ? value : OMIT),
  }) as Guide;

/** The guide with new JSON-LD, or without any if that fails: readers get the page in any case. */
export const describeAgain = (
  guide: Guide,
  describe: (guide: Guide) => Guide['jsonLd'],
  report: (message: string) => void
): Guide => {
  try {
    return { ...guide, jsonLd: describe(guide) };
  } catch (error) {
    report(
      `[career-field] The JSON-LD of guide ${guide.documentId} (${guide.locale}) could not be built without what was withdrawn, so it is served without JSON-LD: ${reasonOf(error)}`
    );
    return { ...guide, jsonLd: { '@context': 'https://schema.org', '@graph': [] } };
  }
};

/**
 * Takes documents out of a stored guide that were deleted or unpublished since it was built: a guide whose rebuild
 * fails stays served, what was withdrawn does not.
 *
 * @param describe builds the JSON-LD, which names what the guide shows
 */
export const withholdWithdrawn = async (
  strapi: Strapi,
  guide: Guide,
  describe: (guide: Guide) => Guide['jsonLd']
): Promise<Guide> => {
  const shown = documentsIn(guide);
  const published = emptyShown();
  for (const type of PUBLIC_TYPES) {
    if (shown[type].size === 0) continue;
    const rows = (await strapi.db.query(uidOf(type)).findMany({
      where: {
        documentId: { $in: [...shown[type]] },
        locale: guide.locale,
        ...(hasDrafts(type) && { publishedAt: { $notNull: true } }),
      },
      select: ['documentId'],
    })) as { documentId: string }[];
    for (const { documentId } of rows) published[type].add(documentId);
  }
  if (PUBLIC_TYPES.every((type) => shown[type].size === published[type].size)) return guide;
  const left = without(guide, (type, documentId) => published[type].has(documentId));
  return describeAgain(left, describe, (message) => void strapi.log.error(message));
};

import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { ensureUniqueIndex, type UniqueIndex } from '../strapi-internals/indexes';
import { duplicateOf } from '../strapi-internals/write-conflicts';

/**
 * Strapi looks for a slug before it writes one, so simultaneous writers all find none and all write it. Only the database
 * can reject the second one; Strapi's schema language has no unique index over several columns, so the plugin creates its
 * own.
 *
 * A type with drafts stores a slug twice, in the draft and in the published version, hence one index for each.
 */

/** The end of the names of the indexes. */
const SUFFIX = 'slug_unique';

export const slugIndexesOf = (type: PublicType): UniqueIndex[] => {
  const attributes = ['slug', 'locale'] as const;
  if (!hasDrafts(type)) return [{ suffix: SUFFIX, attributes, versions: 'all' }];
  return (['draft', 'published'] as const).map((versions) => ({
    suffix: `${SUFFIX}_${versions}`,
    attributes,
    versions,
  }));
};

/**
 * Makes every slug unique per locale in the database. If stored slugs collide, the site still starts: a warning names the
 * collisions, and the index is created at the first start after they are resolved.
 */
export const ensureSlugIndexes = async (strapi: Strapi): Promise<void> => {
  for (const type of PUBLIC_TYPES) {
    for (const index of slugIndexesOf(type)) {
      const colliding = await ensureUniqueIndex(strapi, uidOf(type), index);
      if (colliding.length === 0) continue;
      const slugs = colliding.map(({ slug, locale }) => `"${String(slug)}" (${String(locale)})`);
      strapi.log.warn(
        `[career-field] Several documents of the type "${type}" have the same slug: ${slugs.join(', ')}. ` +
          'Until these slugs are changed, the database cannot reject a duplicate.'
      );
    }
  }
};

/** Whether a database error says that one of the slug indexes rejected a row. */
export const isSlugCollision = (error: unknown): boolean => {
  const duplicate = duplicateOf(error);
  if (!duplicate) return false;
  return duplicate.columns !== undefined
    ? /career_field_\w+\.slug, career_field_\w+\.locale/.test(duplicate.columns)
    : duplicate.index.includes(`_${SUFFIX}`);
};

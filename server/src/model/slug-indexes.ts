import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { databaseClient, qualified, type Connection } from '../strapi-internals/database';
import { tableOf } from '../strapi-internals/tables';

/**
 * Strapi looks for a slug before it writes one, so simultaneous writers all find none and all write it. Only the database
 * can reject the second one; Strapi's schema language has no unique index over several columns, so the plugin creates its
 * own. Strapi leaves indexes and columns alone that it did not create.
 *
 * A type with drafts stores a slug twice, in the draft and in the published version, hence one index for each.
 */

interface SlugIndex {
  name: string;
  table: string;
  /** Rows to which it applies, as an SQL condition; null for all. */
  where: 'published_at IS NULL' | 'published_at IS NOT NULL' | null;
}

export const slugIndexesOf = (type: PublicType, table: string): SlugIndex[] => {
  const name = `${table}_slug_unique`;
  if (!hasDrafts(type)) return [{ name, table, where: null }];
  return [
    { name: `${name}_draft`, table, where: 'published_at IS NULL' },
    { name: `${name}_published`, table, where: 'published_at IS NOT NULL' },
  ];
};

const createPartial = async (connection: Connection, { name, table, where }: SlugIndex): Promise<void> => {
  await connection.raw(
    `CREATE UNIQUE INDEX IF NOT EXISTS ?? ON ?? (slug, locale)${where ? ` WHERE ${where}` : ''}`,
    [name, table]
  );
};

/**
 * Creates an index over a generated column that is the slug where the condition holds and NULL elsewhere: MySQL and MariaDB
 * have no partial indexes, and a unique index accepts repeated NULLs.
 */
const createOverGeneratedColumn = async (
  connection: Connection,
  { name, table, where }: SlugIndex
): Promise<void> => {
  const [indexes] = await connection.raw('SHOW INDEX FROM ?? WHERE Key_name = ?', [table, name]);
  if (indexes.length > 0) return;
  if (!where) {
    await connection.raw('CREATE UNIQUE INDEX ?? ON ?? (slug, locale)', [name, table]);
    return;
  }
  const column = `${where === 'published_at IS NULL' ? 'draft' : 'published'}_slug`;
  if (!(await connection.schema.hasColumn(table, column))) {
    await connection.raw(
      `ALTER TABLE ?? ADD COLUMN ?? VARCHAR(255) GENERATED ALWAYS AS (IF(${where}, slug, NULL)) VIRTUAL`,
      [table, column]
    );
  }
  await connection.raw('CREATE UNIQUE INDEX ?? ON ?? (??, locale)', [name, table, column]);
};

/** Finds the slugs of several rows that the index would not allow. */
const findDuplicates = async (connection: Connection, { table, where }: SlugIndex): Promise<string[]> => {
  const query = connection(table).select('slug', 'locale').whereNotNull('slug').groupBy('slug', 'locale');
  if (where) query.whereRaw(where);
  const rows: { slug: string; locale: string }[] = await query.havingRaw('COUNT(*) > 1').limit(20);
  return rows.map(({ slug, locale }) => `"${slug}" (${locale})`);
};

/**
 * Makes every slug unique per locale in the database. If stored slugs collide, the site still starts: a warning names the
 * collisions, and the index is created at the first start after they are resolved.
 */
export const ensureSlugIndexes = async (strapi: Strapi): Promise<void> => {
  const { connection } = strapi.db;
  const create = databaseClient(strapi) === 'mysql' ? createOverGeneratedColumn : createPartial;
  for (const type of PUBLIC_TYPES) {
    const table = tableOf(strapi, uidOf(type));
    for (const plain of slugIndexesOf(type, table)) {
      const index = { ...plain, table: qualified(strapi, table) };
      const colliding = await findDuplicates(connection, index);
      if (colliding.length > 0) {
        strapi.log.warn(
          `[career-field] Several documents of the type "${type}" have the same slug: ${colliding.join(', ')}. ` +
            'Until these slugs are changed, the database cannot reject a duplicate.'
        );
        continue;
      }
      await create(connection, index);
    }
  }
};

/** Whether a database error says that one of the slug indexes rejected a row. */
export const isSlugCollision = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false;
  const { code, constraint, message } = error as { code?: string; constraint?: string; message?: string };
  switch (code) {
    case '23505':
      return constraint?.includes('_slug_unique') ?? false;
    case 'ER_DUP_ENTRY':
      return message?.includes('_slug_unique') ?? false;
    case 'SQLITE_CONSTRAINT_UNIQUE':
      // SQLite names the columns rather than the index.
      return /career_field_\w+\.slug, career_field_\w+\.locale/.test(message ?? '');
    default:
      return false;
  }
};

import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';

/**
 * Strapi looks for a slug before it writes one, so simultaneous writers all find nothing and all write. Only the
 * database can refuse; Strapi's schema language has no unique index over several columns, so the plugin makes its own.
 * Strapi leaves indexes and columns alone that it never made.
 *
 * A type with drafts holds a slug twice, once in the draft and once in what is published, hence one index for each.
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

type Connection = Strapi['db']['connection'];

const createPartial = async (connection: Connection, { name, table, where }: SlugIndex): Promise<void> => {
  await connection.raw(
    `CREATE UNIQUE INDEX IF NOT EXISTS ?? ON ?? (slug, locale)${where ? ` WHERE ${where}` : ''}`,
    [name, table]
  );
};

/**
 * MySQL and MariaDB have no partial indexes, and a unique index lets NULL repeat: a generated column that is the slug
 * where the condition holds and NULL elsewhere does the same.
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

/** Slugs that stand more than once where the index would allow one. */
const duplicates = async (connection: Connection, { table, where }: SlugIndex): Promise<string[]> => {
  const query = connection(table).select('slug', 'locale').whereNotNull('slug').groupBy('slug', 'locale');
  if (where) query.whereRaw(where);
  const rows: { slug: string; locale: string }[] = await query.havingRaw('COUNT(*) > 1').limit(20);
  return rows.map(({ slug, locale }) => `"${slug}" (${locale})`);
};

/**
 * Makes every slug unique per locale in the database. Where old rows already collide, the site still starts: the
 * collisions are named, and the index is made at the first start after somebody has resolved them.
 */
export const ensureSlugIndexes = async (strapi: Strapi): Promise<void> => {
  const { connection, dialect } = strapi.db;
  const create = dialect.client === 'mysql' ? createOverGeneratedColumn : createPartial;
  // PostgreSQL sites may keep their tables in a schema of their own.
  const schema = strapi.db.getSchemaName();
  for (const type of PUBLIC_TYPES) {
    const { tableName } = strapi.db.metadata.get(uidOf(type));
    for (const plain of slugIndexesOf(type, tableName)) {
      const index = { ...plain, table: schema ? `${schema}.${tableName}` : tableName };
      const colliding = await duplicates(connection, index);
      if (colliding.length > 0) {
        strapi.log.warn(
          `[career-field] These slugs of the type "${type}" stand more than once: ${colliding.join(', ')}. ` +
            'Until they are changed, the database cannot refuse a duplicate.'
        );
        continue;
      }
      await create(connection, index);
    }
  }
};

/** Whether a database error says that one of the slug indexes refused a row. */
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

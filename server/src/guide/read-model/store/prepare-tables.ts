import type { Strapi } from '../../../plugin';
import type { GuideTable } from './guide-table';
import type { InvalidationLog } from './invalidation-log';

type Client = 'postgres' | 'mysql' | 'sqlite';

/** Returns the expression that reads a text of the JSON in the column `entry`. */
const textInEntry = (client: Client, name: string): string =>
  ({
    postgres: `(entry::json->>'${name}')`,
    mysql: `NULLIF(JSON_UNQUOTE(JSON_EXTRACT(entry, '$.${name}')), 'null')`,
    sqlite: `json_extract(entry, '$.${name}')`,
  })[client];

/**
 * Creates the indexes and the counter. Rows of an earlier release get the columns that they lack from their entry, so
 * that they are served, listed and in the change feed at once.
 */
export const prepareTables = async (
  strapi: Strapi,
  guides: GuideTable,
  log: InvalidationLog
): Promise<void> => {
  const { table, ensureIndex } = guides.access;
  await ensureIndex('key_unique', 'key', 'UNIQUE INDEX');
  await ensureIndex('article', 'article');
  await ensureIndex('language', 'language');
  await ensureIndex('sequence', 'sequence');
  await ensureIndex('changed_at', 'changed_at');
  const { connection, dialect } = strapi.db;
  const client = dialect.client as Client;
  const noIndex = `${textInEntry(client, 'noIndex')} = ${client === 'sqlite' ? '1' : "'true'"}`;
  await table()
    .whereNull('sequence')
    .whereNull('basis')
    .whereNotNull('entry')
    .update({
      sequence: connection.raw('id'),
      basis: 0,
      slug: connection.raw(textInEntry(client, 'slug')),
      changed_at: connection.raw(textInEntry(client, 'changedAt')),
      changes_on: connection.raw(textInEntry(client, 'changesOn')),
      no_index: connection.raw(noIndex),
    });
  const [row] = (await table().max({ last: 'sequence' })) as { last: number | null }[];
  await log.prepare(Number(row?.last ?? 0) + 1);
};

import { uidOf, type Strapi } from '../../../plugin';
import { databaseClient, type DatabaseClient } from '../../../strapi-internals/database';
import { ensureIndex } from '../../../strapi-internals/indexes';
import type { GuideTable } from './guide-table';
import type { InvalidationLog } from './invalidation-log';

/** Returns the expression that reads a text of the JSON in the column `entry`. */
const textInEntry = (client: DatabaseClient, name: string): string =>
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
  const { table } = guides;
  const uid = uidOf('published-guide');
  await ensureIndex(strapi, uid, 'key', { suffix: 'key_unique', isUnique: true });
  await ensureIndex(strapi, uid, 'article', { suffix: 'article' });
  await ensureIndex(strapi, uid, 'language', { suffix: 'language' });
  await ensureIndex(strapi, uid, 'sequence', { suffix: 'sequence' });
  await ensureIndex(strapi, uid, 'changedAt', { suffix: 'changed_at' });
  const { connection } = strapi.db;
  const client = databaseClient(strapi);
  const noIndex = `${textInEntry(client, 'noIndex')} = ${client === 'sqlite' ? '1' : "'true'"}`;
  await table
    .query()
    .whereNull('sequence')
    .whereNull('basis')
    .whereNotNull('entry')
    .update(
      table.values({
        sequence: connection.raw('id'),
        basis: 0,
        slug: connection.raw(textInEntry(client, 'slug')),
        changedAt: connection.raw(textInEntry(client, 'changedAt')),
        changesOn: connection.raw(textInEntry(client, 'changesOn')),
        noIndex: connection.raw(noIndex),
      })
    );
  const [row] = (await table.query().max({ last: 'sequence' })) as { last: number | null }[];
  await log.prepare(Number(row?.last ?? 0) + 1);
};

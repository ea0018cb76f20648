import type { Strapi } from '../../plugin';
import type { Connection } from '../../strapi-internals/database';
import { releaseTables } from '../../strapi-internals/persisted-tables';
import { dropForeignKey, dropTable } from '../../strapi-internals/schema-changes';
import { foreignKeysTo } from '../../strapi-internals/tables';
import type { Plan } from './plan';

/** Something that the site's owner has to change before the uninstallation can continue; the message says what. */
export class UninstallError extends Error {
  override name = 'UninstallError';
}

/**
 * Drops the plugin's tables, with their indexes and constraints.
 *
 * @param connection a transaction, where the database can undo the dropping of a table
 * @throws UninstallError when something unknown to Strapi, such as a view, depends on a table
 */
export const dropTables = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<void> => {
  for (const key of foreignKeysTo(strapi, new Set(plan.tables))) {
    await dropForeignKey(strapi, connection, key);
  }
  for (const table of plan.tables) {
    try {
      await dropTable(strapi, connection, table);
    } catch (error) {
      throw new UninstallError(
        `The database does not drop the table "${table}": ${error instanceof Error ? error.message : String(error)}. ` +
          'If a view or a table that Strapi does not know refers to it, drop that reference, and run this again.',
        { cause: error }
      );
    }
  }
  // Only now: the next run finds the tables of an interrupted one by this list.
  await releaseTables(strapi, plan.former);
};

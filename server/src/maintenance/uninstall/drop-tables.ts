import type { Strapi } from '../../plugin';
import { databaseClient, qualified, type Connection } from '../../strapi-internals/database';
import { releaseTables } from '../../strapi-internals/persisted-tables';
import { foreignKeysTo } from '../../strapi-internals/tables';
import type { Plan } from './plan';

/** Something that the site's owner has to change before the uninstallation can continue; the message says what. */
export class UninstallError extends Error {
  override name = 'UninstallError';
}

/** Drops the constraints of other tables on the plugin's: a database does not drop a referenced table. */
const dropConstraints = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<void> => {
  const client = databaseClient(strapi);
  // SQLite cannot drop a constraint of a table, and ignores one whose columns are empty.
  if (client === 'sqlite') return;
  for (const { table, constraint, columns } of foreignKeysTo(strapi, new Set(plan.tables))) {
    if (client === 'postgres') {
      const name = qualified(strapi, table);
      await connection.raw('ALTER TABLE ?? DROP CONSTRAINT IF EXISTS ??', [name, constraint]);
      continue;
    }
    const existing = await strapi.db.dialect.schemaInspector.getForeignKeys(table);
    if (!existing.some(({ name }) => name === constraint)) continue;
    await connection.schema.alterTable(table, (builder) => builder.dropForeign(columns, constraint));
  }
};

/**
 * Drops the plugin's tables, with their indexes and constraints.
 *
 * @param connection a transaction, where the database can undo the dropping of a table
 * @throws UninstallError when something unknown to Strapi, such as a view, depends on a table
 */
export const dropTables = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<void> => {
  await dropConstraints(strapi, connection, plan);
  for (const table of plan.tables) {
    try {
      await strapi.db.getSchemaConnection(connection).dropTableIfExists(table);
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

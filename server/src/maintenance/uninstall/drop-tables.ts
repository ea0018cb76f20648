import { releaseTables } from '../../model/protect-tables';
import type { Strapi } from '../../plugin';
import type { Plan } from './plan';
import { referringColumns } from './remove-rows';
import type { Connection } from './tables';

/** Something that the site's owner has to change before the uninstallation can go on; the message says what. */
export class UninstallError extends Error {
  override name = 'UninstallError';
}

/** Lets go of the tables that stay: a database refuses to drop what a constraint refers to. */
const dropConstraints = async (strapi: Strapi, connection: Connection, plan: Plan): Promise<void> => {
  const { client, schemaInspector } = strapi.db.dialect;
  const schema = strapi.db.getSchemaName();
  for (const { table, constraint, columns } of referringColumns(strapi, plan)) {
    switch (client) {
      case 'postgres':
        await connection.raw('ALTER TABLE ?? DROP CONSTRAINT IF EXISTS ??', [
          schema ? `${schema}.${table}` : table,
          constraint,
        ]);
        break;
      case 'mysql': {
        const present = await schemaInspector.getForeignKeys(table);
        if (!present.some(({ name }) => name === constraint)) break;
        await connection.schema.alterTable(table, (builder) => builder.dropForeign(columns, constraint));
        break;
      }
      // SQLite cannot take a constraint from a table, and does not mind one whose columns are empty.
    }
  }
};

/**
 * Drops the plugin's tables, with their indexes and constraints.
 *
 * @param connection a transaction, where the database can undo the dropping of a table
 * @throws UninstallError when something outside of Strapi, such as a view or a table of the owner's own, needs a table
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
  // Not before they are dropped: a run that ends in between would leave nothing by which the next one finds them.
  await releaseTables(strapi, plan.former);
};

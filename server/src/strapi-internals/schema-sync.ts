/**
 * Whether and when Strapi changes the tables at a start.
 *
 * Relies on: the hook `strapi::content-types.beforeSync`, which Strapi awaits after it has connected and before it
 * changes anything; the table `strapi_database_schema` with the hash of the last schema; `db.schema.schemaStorage`;
 * `db.migrations.shouldRun()`; and `strapi.isLoaded`, true once every bootstrap has ended. Read in Strapi 5.54.0.
 * When the hook is missing, `register()` throws. When the table is missing, the start counts as one that changes tables.
 * When the rest is missing, `willChangeSchema` throws, and the caller starts without a lock and logs a warning.
 */
import type { Strapi } from '../plugin';

interface SchemaProvider {
  schema: unknown;
  schemaStorage: { read: () => Promise<{ hash: string } | null>; hashSchema: (schema: unknown) => string };
}

/** Runs something after Strapi has connected to the database, and before it changes anything there. */
export const beforeSchemaSync = (strapi: Strapi, run: () => Promise<void>): void => {
  strapi.hook('strapi::content-types.beforeSync').register(run);
};

/** Whether Strapi will change the tables at this start. Only reads. */
export const willChangeSchema = async (strapi: Strapi): Promise<boolean> => {
  if (!(await strapi.db.getSchemaConnection().hasTable('strapi_database_schema'))) return true;
  const { schema, schemaStorage } = strapi.db.schema as unknown as SchemaProvider;
  const stored = await schemaStorage.read();
  if (stored?.hash !== schemaStorage.hashSchema(schema)) return true;
  return strapi.db.migrations.shouldRun();
};

/** Whether every bootstrap has ended, those of Strapi and of the site included. */
export const hasStarted = (strapi: Strapi): boolean => strapi.isLoaded;

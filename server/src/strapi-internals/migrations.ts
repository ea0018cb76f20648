/**
 * Migrations that run before Strapi compares the model with the tables, and drops what the model lacks.
 *
 * Relies on: `strapi.db.migrations.providers.internal.register({ name, up, down })`; `up` runs once a site, in a
 * transaction, before the comparison. Read in Strapi 5.54.0.
 * When it is missing: `register()` throws, and the start ends before a column or table is dropped.
 */
import type { Strapi } from '../plugin';
import type { Connection } from './database';

/** @param name never changed once it is released: Strapi records by it what has run */
export const registerMigration = (
  strapi: Strapi,
  name: string,
  up: (connection: Connection) => Promise<void>
): void => {
  const internal = strapi.db.migrations?.providers?.internal;
  if (typeof internal?.register !== 'function') {
    throw new Error(
      'This version of Strapi does not run migrations of plugins before it changes the tables.'
    );
  }
  void internal.register({
    name,
    up: (trx) => up(trx),
    down: async () => {
      throw new Error(`The migration ${name} cannot be reverted. Restore a backup of the database instead.`);
    },
  });
};

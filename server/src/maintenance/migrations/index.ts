import { PLUGIN_ID, type Strapi } from '../../plugin';
import { applyMigration } from './apply';
import { MIGRATIONS } from './changes';

export { countRemovedValues, type RemovedCount } from './removed-values';

/**
 * Has the plugin's migrations run at the start, each once, before Strapi compares the model with the tables: whatever
 * that comparison does not find in the model it drops.
 */
export const registerMigrations = (strapi: Strapi): void => {
  for (const migration of MIGRATIONS) {
    void strapi.db.migrations.providers.internal.register({
      name: `${PLUGIN_ID}-${migration.name}`,
      up: (trx) => applyMigration(strapi, trx, migration, MIGRATIONS),
      down: async () => {
        throw new Error(
          `The migration ${migration.name} of ${PLUGIN_ID} has no way back. Restore a backup of the database instead.`
        );
      },
    });
  }
};

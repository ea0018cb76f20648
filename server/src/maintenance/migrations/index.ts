import { PLUGIN_ID, type Strapi } from '../../plugin';
import { registerMigration } from '../../strapi-internals/migrations';
import { applyMigration } from './apply';
import { MIGRATIONS } from './changes';

export { countRemovedValues, type RemovedCount } from './removed-values';

/** Registers the plugin's migrations, each of which runs once a site, before Strapi compares the model with the tables. */
export const registerMigrations = (strapi: Strapi): void => {
  for (const migration of MIGRATIONS) {
    registerMigration(strapi, `${PLUGIN_ID}-${migration.name}`, (connection) =>
      applyMigration(strapi, connection, migration, MIGRATIONS)
    );
  }
};

/**
 * Starts a site without its server, and tells when nothing is under way in it any more.
 *
 * Relies on: `strapi.register()` and `strapi.bootstrap()`, after which `strapi.isLoaded` is set, as `strapi.load()` does;
 * the option `server.cron.enabled`, and `strapi.cron`, with which a site or plugin may have added jobs all the same; the
 * pool of the Knex client with `numUsed()` and `numPendingAcquires()`; and the service `webhookRunner`, whose `queue` has
 * the number of `running` calls. Read in Strapi 5.54.0.
 * When a function is missing: the command ends with an error before anything is written. When the pool or the runner is
 * missing: it counts as idle, and a webhook of the last write may not be sent.
 */
import type { Core } from '@strapi/strapi';

/**
 * Starts the site without its server, without cron jobs, and without seeding on bootstrap: only the seed command seeds.
 *
 * @param strapi created, and not registered yet
 * @param checkPlugin called when the plugins are registered, before the tables are compared with the models
 */
export const startSite = async (strapi: Core.Strapi, checkPlugin: () => void): Promise<void> => {
  strapi.config.set('server.cron.enabled', false);
  await strapi.register();
  // Before the schema sync: without the plugin, Strapi would drop its tables.
  checkPlugin();
  strapi.config.set('plugin::career-field.seed', 'never');
  await strapi.bootstrap();
  strapi.cron.stop();
  strapi.isLoaded = true;
};

/** Whether a query or a webhook is under way. */
export const isBusy = (strapi: Core.Strapi): boolean => {
  const { pool } = strapi.db.connection.client as {
    pool?: { numUsed: () => number; numPendingAcquires: () => number };
  };
  const runner = strapi.has('webhookRunner')
    ? (strapi.get('webhookRunner') as { queue?: { running?: number } })
    : undefined;
  const queries = pool ? pool.numUsed() + pool.numPendingAcquires() : 0;
  return queries + (runner?.queue?.running ?? 0) > 0;
};

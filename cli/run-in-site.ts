import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import { compileSite } from './compile-site';
import { asError, SiteError } from './errors';
import { checkIsSite, describeMissingPlugin, loadStrapi } from './find-site';
import { loadReadOnly } from './read-only-site';
import { siteFailure } from './site-failure';

export type Strapi = Core.Strapi;

/** Webhooks that do not answer are not waited for longer. */
const MAX_WAIT_MS = 15_000;

/** Lets it be heard only from a level on, unless the site says how much it wants to hear. */
const quieten = (strapi: Strapi, level: 'error' | 'warn'): void => {
  const isSet = strapi.config.has('logger.level') || strapi.config.has('server.logger.config.level');
  if (!isSet) strapi.log.level = level;
};

/**
 * @throws SiteError when the site has started without the plugin
 */
const checkPlugin = (strapi: Strapi, folder: string): void => {
  if (!strapi.plugin('career-field')) throw new SiteError(describeMissingPlugin(folder));
};

/**
 * Starts the site without its server. Its timed tasks belong to the site that serves, and the shipped guides are
 * brought in by a command, not by the start of one that is about to say what it would do.
 */
const load = async (strapi: Strapi, folder: string): Promise<void> => {
  strapi.config.set('server.cron.enabled', false);
  await strapi.register();
  // Before the tables are touched: without the plugin, Strapi would take its tables for left-overs.
  checkPlugin(strapi, folder);
  strapi.config.set('plugin::career-field.seed', 'never');
  await strapi.bootstrap();
  strapi.cron.stop();
  strapi.isLoaded = true;
};

const start = async (folder: string, onlyReads: boolean): Promise<Strapi> => {
  const module = loadStrapi(folder);
  const { appDir, distDir } = await compileSite(folder, module);
  try {
    const strapi = module.createStrapi({ appDir, ...(distDir ? { distDir } : {}) });
    // What is good to know about the config is told whoever starts the site to serve it.
    quieten(strapi, 'error');
    if (onlyReads) await loadReadOnly(strapi, () => checkPlugin(strapi, folder));
    else await load(strapi, folder);
    quieten(strapi, 'warn');
    return strapi;
  } catch (thrown) {
    const error = asError(thrown);
    throw error instanceof SiteError ? error : siteFailure(error);
  }
};

const isBusy = (strapi: Strapi): boolean => {
  const { pool } = strapi.db.connection.client as {
    pool: { numUsed: () => number; numPendingAcquires: () => number };
  };
  const { queue } = strapi.get('webhookRunner') as { queue: { running: number } };
  return pool.numUsed() + pool.numPendingAcquires() + queue.running > 0;
};

/**
 * Waits until nothing is under way any more. Strapi tells its webhooks of a write after the write has returned, with
 * queries that nobody awaits; they would be lost, and a database that is closed under them ends the process.
 */
const untilIdle = async (strapi: Strapi): Promise<void> => {
  const limit = Date.now() + MAX_WAIT_MS;
  // Idle for some turns in a row: a query is followed by the next one.
  for (let idle = 0; idle < 5 && Date.now() < limit; idle = isBusy(strapi) ? 0 : idle + 1) await wait(20);
};

/**
 * Starts the Strapi site in a folder, runs something in it, and stops it whatever happens.
 *
 * @param onlyReads whether nothing may be written to the site's database
 * @throws UsageError when there is no site; SiteError when it does not start
 */
export const runInSite = async <Result>(
  folder: string,
  onlyReads: boolean,
  run: (strapi: Strapi) => Promise<Result>
): Promise<Result> => {
  checkIsSite(folder);
  const strapi = await start(folder, onlyReads);
  try {
    return await run(strapi);
  } finally {
    await untilIdle(strapi);
    await strapi.destroy();
  }
};

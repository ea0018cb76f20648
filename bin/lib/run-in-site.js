'use strict';

const { setTimeout: wait } = require('node:timers/promises');
const { compileSite } = require('./compile-site');
const { asError, SiteError } = require('./errors');
const { checkIsSite, describeMissingPlugin, loadStrapi } = require('./find-site');
const { loadReadOnly } = require('./read-only-site');
const { siteFailure } = require('./site-failure');

/** @typedef {import('@strapi/strapi').Core.Strapi} Strapi */

/** Webhooks that do not answer are not waited for longer. */
const MAX_WAIT_MS = 15_000;

/**
 * Lets it be heard only from a level on, unless the site says how much it wants to hear.
 *
 * @param {Strapi} strapi
 * @param {'error' | 'warn'} level
 */
const quieten = (strapi, level) => {
  const isSet = strapi.config.has('logger.level') || strapi.config.has('server.logger.config.level');
  if (!isSet) strapi.log.level = level;
};

/**
 * @param {Strapi} strapi
 * @param {string} folder
 * @throws SiteError when the site has started without the plugin
 */
const checkPlugin = (strapi, folder) => {
  if (!strapi.plugin('career-field')) throw new SiteError(describeMissingPlugin(folder));
};

/**
 * Starts the site without its server. Its timed tasks belong to the site that serves, and the shipped guides are
 * brought in by a command, not by the start of one that is about to say what it would do.
 *
 * @param {Strapi} strapi
 * @param {string} folder
 */
const load = async (strapi, folder) => {
  strapi.config.set('server.cron.enabled', false);
  await strapi.register();
  // Before the tables are touched: without the plugin, Strapi would take its tables for left-overs.
  checkPlugin(strapi, folder);
  strapi.config.set('plugin::career-field.seed', 'never');
  await strapi.bootstrap();
  strapi.cron.stop();
  strapi.isLoaded = true;
};

/**
 * @param {string} folder
 * @param {boolean} onlyReads
 * @returns {Promise<Strapi>}
 */
const start = async (folder, onlyReads) => {
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

/** @param {Strapi} strapi */
const isBusy = (strapi) => {
  const { pool } = /** @type {{ pool: { numUsed: () => number, numPendingAcquires: () => number } }} */ (
    strapi.db.connection.client
  );
  const { queue } = /** @type {{ queue: { running: number } }} */ (strapi.get('webhookRunner'));
  return pool.numUsed() + pool.numPendingAcquires() + queue.running > 0;
};

/**
 * Waits until nothing is under way any more. Strapi tells its webhooks of a write after the write has returned, with
 * queries that nobody awaits; they would be lost, and a database that is closed under them ends the process.
 *
 * @param {Strapi} strapi
 */
const untilIdle = async (strapi) => {
  const limit = Date.now() + MAX_WAIT_MS;
  // Idle for some turns in a row: a query is followed by the next one.
  for (let idle = 0; idle < 5 && Date.now() < limit; idle = isBusy(strapi) ? 0 : idle + 1) await wait(20);
};

/**
 * Starts the Strapi site in a folder, runs something in it, and stops it whatever happens.
 *
 * @template Result
 * @param {string} folder
 * @param {boolean} onlyReads whether nothing may be written to the site's database
 * @param {(strapi: Strapi) => Promise<Result>} run
 * @returns {Promise<Result>}
 * @throws UsageError when there is no site; SiteError when it does not start
 */
const runInSite = async (folder, onlyReads, run) => {
  checkIsSite(folder);
  const strapi = await start(folder, onlyReads);
  try {
    return await run(strapi);
  } finally {
    await untilIdle(strapi);
    await strapi.destroy();
  }
};

module.exports = { runInSite };

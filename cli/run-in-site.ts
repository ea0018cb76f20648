import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import { asError, SiteError } from './errors';
import { checkIsSite, describeMissingPlugin, loadStrapi } from './find-site';
import { siteFailure } from './site-failure';
import { compileSite } from './strapi-internals/compile-site';
import { loadReadOnly } from './strapi-internals/read-only-site';
import { isBusy, startSite } from './strapi-internals/start-site';

export type Strapi = Core.Strapi;

/** The longest time to wait for webhooks. */
const MAX_WAIT_MS = 15_000;

/** Sets the log level, unless the site configures one. */
const quieten = (strapi: Strapi, level: 'error' | 'warn'): void => {
  const isSet = strapi.config.has('logger.level') || strapi.config.has('server.logger.config.level');
  if (!isSet) strapi.log.level = level;
};

/**
 * @throws SiteError when the plugin is not enabled
 */
const checkPlugin = (strapi: Strapi, folder: string): void => {
  if (!strapi.plugin('career-field')) throw new SiteError(describeMissingPlugin(folder));
};

const start = async (folder: string, onlyReads: boolean): Promise<Strapi> => {
  const module = loadStrapi(folder);
  const { appDir, distDir } = await compileSite(folder, module);
  try {
    const strapi = module.createStrapi({ appDir, ...(distDir ? { distDir } : {}) });
    // Warnings about the config belong to the log of the running site.
    quieten(strapi, 'error');
    if (onlyReads) await loadReadOnly(strapi, () => checkPlugin(strapi, folder));
    else await startSite(strapi, () => checkPlugin(strapi, folder));
    quieten(strapi, 'warn');
    return strapi;
  } catch (thrown) {
    const error = asError(thrown);
    throw error instanceof SiteError ? error : siteFailure(error);
  }
};

/**
 * Waits until the database and the webhooks are idle. Strapi calls webhooks after a write has returned, with queries that
 * it does not await; they would be lost, and closing the database during one of them crashes the process.
 */
const untilIdle = async (strapi: Strapi): Promise<void> => {
  const limit = Date.now() + MAX_WAIT_MS;
  // Idle several times in a row: one query may follow another.
  for (let idle = 0; idle < 5 && Date.now() < limit; idle = isBusy(strapi) ? 0 : idle + 1) await wait(20);
};

/**
 * Starts the Strapi site of a folder, runs a function with it, and stops it in any case.
 *
 * @param onlyReads whether the site's database is opened read-only
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

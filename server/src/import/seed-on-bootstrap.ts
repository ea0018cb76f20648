import path from 'node:path';
import type { CareerFieldConfig } from '../config';
import { PLUGIN_ID, uidOf, type Strapi } from '../plugin';
import { storedValue } from '../strapi-internals/core-store';
import { pluginFolder } from '../strapi-internals/site-config';
import type { RunOptions, RunReport } from './report';
import { run } from './run';
import { summarise } from './summary';

/** Stored while the first seeding of a site is not finished. */
const BEGUN = 'first-seeding-begun';

/** Returns the folder of the shipped guides in the installed package. */
export const shippedFolder = (strapi: Strapi): string => path.join(pluginFolder(strapi, PLUGIN_ID), 'seeds');

/**
 * Imports the shipped guides into a site that has no article and has never had one of theirs. A first run that was
 * interrupted is resumed, although the site is no longer empty then.
 *
 * @returns undefined where nothing was to be done
 */
export const seedIfEmpty = async (
  strapi: Strapi,
  options: Pick<RunOptions, 'origin'> = {}
): Promise<RunReport | undefined> => {
  const articles = await strapi.db.query(uidOf('article')).count();
  const records = await strapi.db.query(uidOf('seed-record')).count();
  const begun = storedValue<boolean>(strapi, BEGUN);
  if (articles + records > 0 && !(await begun.get())) return undefined;
  await begun.set(true);
  const report = await run(strapi, shippedFolder(strapi), { ...options, source: null });
  await begun.delete();
  return report;
};

/** Seeds an empty site on bootstrap, if its config says so. */
export const seedOnBootstrap = async (strapi: Strapi): Promise<void> => {
  const seed = strapi.plugin(PLUGIN_ID).config<CareerFieldConfig['seed']>('seed');
  if (seed !== 'if-empty') return;
  const report = await seedIfEmpty(strapi, { origin: 'bootstrap' });
  if (!report) return;
  for (const line of summarise(report)) strapi.log.info(`[career-field] Seeding: ${line}`);
};

'use strict';

const { checkCanAsk } = require('./ask');
const { runCommand } = require('./commands');
const { checkLocales } = require('./locales');
const { resolvePath } = require('./paths');
const { runInSite } = require('./run-in-site');
const { paintFor } = require('./text');
const { filesService } = require('./files-service');

/** @typedef {import('./arguments').Request} Request */

/** Letters around a value in the report: the indentation, and the ellipses of what is shortened. */
const MARGIN = 14;

/** Columns where there is no terminal. */
const COLUMNS = 110;

/** @param {unknown} document */
const asJson = (document) => `${JSON.stringify(document, undefined, 2)}\n`;

/**
 * The codes of the site's locales.
 *
 * @param {import('./run-in-site').Strapi} strapi
 */
const localesOf = async (strapi) => {
  const locales = /** @type {{ code: string }[]} */ (await strapi.plugin('i18n').service('locales').find());
  return locales.map(({ code }) => code);
};

/**
 * Whether a command promises to write nothing to the site's database.
 *
 * @param {Request} request
 */
const onlyReads = ({ command, options: { dryRun, dropData } }) => {
  switch (command) {
    case 'seed':
    case 'import':
      return dryRun === true;
    case 'uninstall':
      return dropData !== true;
    default:
      return command !== 'rebuild';
  }
};

/**
 * Does what was asked for, in the site of this folder unless files alone are checked, and prints the report.
 *
 * @param {Request} request
 * @param {import('./output').Print} print
 * @param {import('./progress').Reporter} progress
 * @returns {Promise<number>} the exit code
 * @throws UsageError, SiteError, SeedFilesError
 */
const runRequest = async (request, print, progress) => {
  const { command, options } = request;
  const { json, locale = [] } = options;
  const path = resolvePath(request);
  checkCanAsk(request);

  /** @param {import('./commands').Service} service */
  const runWith = async (service) => {
    const { report, lines, exitCode } = await runCommand({
      seeding: service,
      request,
      path,
      onProgress: progress.onProgress,
      paint: paintFor(process.stdout),
      // Some terminals say that they have no columns.
      width: Math.max(40, (process.stdout.columns || COLUMNS) - MARGIN),
    });
    progress.finish();
    await print(json ? asJson(report) : `${lines.join('\n')}\n`);
    return exitCode;
  };

  if (command === 'validate' && !options.site) return runWith(filesService());
  // It takes seconds, and a person wonders what is going on.
  if (process.stderr.isTTY) process.stderr.write('Starting the site …\n');
  return runInSite(process.cwd(), onlyReads(request), async (strapi) => {
    checkLocales(locale, await localesOf(strapi));
    return runWith(strapi.plugin('career-field').service('seeding'));
  });
};

module.exports = { asJson, runRequest };

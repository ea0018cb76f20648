'use strict';

const { describeExport, describeRebuild, describeStatus, describeValidation } = require('./describe-others');
const { describeReport } = require('./describe-run');
const { asError, faultsOf, SiteError, UsageError } = require('./errors');
const { shellArgument } = require('./text');
const { uninstall } = require('./uninstall');

/** @typedef {import('../../server/src/seeding/report').RunReport} RunReport */
/** @typedef {import('../../server/src/seeding/report').RunOptions} RunOptions */
/** @typedef {import('../../server/src/seeding').SeedingService} Seeding */
/** @typedef {Seeding | Pick<Seeding, 'validate'>} Service of a site, or of this package for what needs none */
/** @typedef {import('./arguments').Request} Request */

/**
 * @typedef {object} Context
 * @property {Seeding} seeding
 * @property {Request} request
 * @property {string | undefined} path absolute
 * @property {RunOptions['onProgress'] & {}} onProgress
 * @property {import('./text').Paint} paint
 * @property {number} width
 */

/**
 * @typedef {object} Outcome
 * @property {object} report for `--json`
 * @property {string[]} lines for people
 * @property {0 | 1} exitCode 1 where something is not right
 */

/**
 * What was typed, as far as a command that is proposed must say it again.
 *
 * @param {Request} request
 */
const typed = ({ command, path, options: { format, escoVersion, escoTitleForm, locale } }) =>
  [
    'career-field',
    command,
    ...(path === undefined ? [] : [path]),
    ...(format ? ['--format', format] : []),
    ...(escoVersion ? ['--esco-version', escoVersion] : []),
    ...(escoTitleForm ? ['--esco-title-form', escoTitleForm] : []),
    ...(locale ? ['--locale', locale.join(',')] : []),
  ]
    .map(shellArgument)
    .join(' ');

/**
 * @param {Context} context
 * @returns {RunOptions}
 */
const runOptions = ({ request: { options }, onProgress }) => {
  const { dryRun, force, bulk, locale, only, format, escoVersion, escoTitleForm } = options;
  return {
    ...(dryRun ? { dryRun } : {}),
    ...(force ? { force } : {}),
    ...(bulk ? { bulk } : {}),
    ...(locale ? { locales: locale } : {}),
    ...(only ? { only } : {}),
    ...(format ? { format } : {}),
    ...(escoVersion ? { escoVersion } : {}),
    ...(escoTitleForm ? { escoTitleForm } : {}),
    onProgress,
  };
};

/**
 * @param {Context} context
 * @param {RunReport} report
 * @returns {Outcome}
 */
const runOutcome = ({ request, paint, width }, report) => {
  checkWishes(report.faults);
  const isRight = report.failures.length === 0 && report.faults.length === 0;
  return {
    report,
    lines: describeReport(report, { command: typed(request), paint, width }),
    exitCode: isRight ? 0 : 1,
  };
};

/** @type {Record<import('./help').CommandName, (context: Context) => Promise<Outcome>>} */
const commands = {
  seed: async (context) => runOutcome(context, await context.seeding.seed(context.path, runOptions(context))),

  import: async (context) =>
    runOutcome(
      context,
      await context.seeding.import(/** @type {string} */ (context.path), runOptions(context))
    ),

  export: async ({ seeding, request: { path: folder = '', options }, path, onProgress }) => {
    const { locale: locales, only } = options;
    const report = await seeding.export(/** @type {string} */ (path), {
      ...(locales ? { locales } : {}),
      ...(only ? { only } : {}),
      onProgress,
    });
    if (only && Object.keys(report.documents).length === 0) {
      throw new UsageError(
        `The site has no document with the key ${only.map((key) => `"${key}"`).join(' or ')}.`
      );
    }
    return { report, lines: describeExport(report, folder), exitCode: 0 };
  },

  validate: async (context) => {
    const { format, locales, escoVersion, onProgress } = runOptions(context);
    const report = await context.seeding.validate(context.path, {
      ...(format ? { format } : {}),
      ...(locales ? { locales } : {}),
      ...(escoVersion ? { escoVersion } : {}),
      ...(onProgress ? { onProgress } : {}),
    });
    return { report, lines: describeValidation(report), exitCode: report.faults.length === 0 ? 0 : 1 };
  },

  status: async ({ seeding }) => {
    const report = await seeding.status();
    return { report, lines: describeStatus(report), exitCode: 0 };
  },

  rebuild: async ({ seeding }) => {
    const report = await seeding.rebuild();
    return { report, lines: describeRebuild(report), exitCode: 0 };
  },

  uninstall,
};

/**
 * A fault without a file is in what was typed: a key after `--only` that no document has.
 *
 * @param {import('./describe-fault').SeedFault[]} faults
 * @throws UsageError if there is one
 */
const checkWishes = (faults) => {
  const wishes = faults.filter(({ file }) => file === '');
  if (wishes.length > 0) throw new UsageError(wishes.map(({ message }) => message).join('\n'));
};

/**
 * Runs a command with the service that it needs.
 *
 * @param {Omit<Context, 'seeding'> & { seeding: Service }} context
 * @returns {Promise<Outcome>}
 */
const runCommand = async (context) => {
  const { request } = context;
  const seeding = /** @type {Seeding} */ (context.seeding);
  if (typeof seeding[request.command] !== 'function') {
    throw new SiteError(
      'The site has another version of the plugin than this command. Run the one of the site: npx career-field'
    );
  }
  try {
    return await commands[request.command]({ ...context, seeding });
  } catch (thrown) {
    checkWishes(faultsOf(asError(thrown)) ?? []);
    throw thrown;
  }
};

module.exports = { runCommand };

import type { SeedingService } from '../server/src/services/seeding';
import type { SeedFault } from '../server/src/documents/document';
import type { RunOptions, RunReport } from '../server/src/import/report';
import type { Request } from './arguments';
import type { Context, Outcome, Service } from './command';
import { describeExport, describeRebuild, describeStatus, describeValidation } from './describe-others';
import { describeReport } from './describe-run';
import { asError, faultsOf, SiteError, UsageError } from './errors';
import type { CommandName } from './help';
import { shellArgument } from './text';
import { uninstall } from './uninstall';

/** What was typed, as far as a command that is proposed must say it again. */
const typed = ({ command, path, options: { format, escoVersion, escoTitleForm, locale } }: Request): string =>
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

const runOptions = ({ request: { options }, onProgress }: Context): RunOptions => {
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

const runOutcome = ({ request, paint, width }: Context, report: RunReport): Outcome => {
  checkWishes(report.faults);
  const isRight = report.failures.length === 0 && report.faults.length === 0;
  return {
    report,
    lines: describeReport(report, { command: typed(request), paint, width }),
    exitCode: isRight ? 0 : 1,
  };
};

const commands: Record<CommandName, (context: Context) => Promise<Outcome>> = {
  seed: async (context) => runOutcome(context, await context.seeding.seed(context.path, runOptions(context))),

  import: async (context) =>
    runOutcome(context, await context.seeding.import(context.path as string, runOptions(context))),

  export: async ({ seeding, request: { path: folder = '', options }, path, onProgress }) => {
    const { locale: locales, only } = options;
    const report = await seeding.export(path as string, {
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
 * @throws UsageError if there is one
 */
const checkWishes = (faults: SeedFault[]): void => {
  const wishes = faults.filter(({ file }) => file === '');
  if (wishes.length > 0) throw new UsageError(wishes.map(({ message }) => message).join('\n'));
};

/** Runs a command with the service that it needs. */
export const runCommand = async (
  context: Omit<Context, 'seeding'> & { seeding: Service }
): Promise<Outcome> => {
  const { request } = context;
  const seeding = context.seeding as SeedingService;
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

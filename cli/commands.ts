import type { SeedingService } from '../server/src/services/seeding';
import type { FileIssue } from '../server/src/documents/document';
import { FORMAT_OPTIONS, type FormatOptionName, type FormatOptions } from '../server/src/import/formats';
import type { RunOptions, RunReport } from '../server/src/import/report';
import type { Request } from './arguments';
import type { Context, Outcome, Service } from './command';
import { describeExport, describeRebuild, describeStatus, describeValidation } from './describe-others';
import { describeReport } from './describe-run';
import { asError, issuesOf, SiteError, UsageError } from './errors';
import type { CommandName } from './help';
import { shellArgument } from './text';
import { uninstall } from './uninstall';

/** Returns the given options of single formats. */
const formatOptions = (options: Request['options']): FormatOptions =>
  Object.fromEntries(
    Object.keys(FORMAT_OPTIONS)
      .map((name) => [name, options[name as FormatOptionName]] as const)
      .filter(([, value]) => value !== undefined)
  );

/** Returns the typed command line, as far as a hint has to repeat it. */
const typedCommand = ({ command, path, options }: Request): string =>
  [
    'career-field',
    command,
    ...(path === undefined ? [] : [path]),
    ...(options.format ? ['--format', options.format] : []),
    ...Object.entries(formatOptions(options)).flatMap(([name, value]) => [
      FORMAT_OPTIONS[name as FormatOptionName].flags.split(' ')[0]!,
      value,
    ]),
    ...(options.locale ? ['--locale', options.locale.join(',')] : []),
  ]
    .map(shellArgument)
    .join(' ');

const runOptions = ({ request: { options }, onProgress }: Context): RunOptions => {
  const { dryRun, force, bulk, locale: locales, only, format } = options;
  return { dryRun, force, bulk, locales, only, format, ...formatOptions(options), onProgress };
};

const runOutcome = ({ request, paint, width }: Context, report: RunReport): Outcome => {
  checkSelection(report.issues);
  const isSuccess = report.failures.length === 0 && report.issues.length === 0;
  return {
    report,
    lines: describeReport(report, { command: typedCommand(request), paint, width }),
    exitCode: isSuccess ? 0 : 1,
  };
};

const commands: Record<CommandName, (context: Context) => Promise<Outcome>> = {
  seed: async (context) => runOutcome(context, await context.seeding.seed(context.path, runOptions(context))),

  import: async (context) =>
    runOutcome(context, await context.seeding.import(context.path as string, runOptions(context))),

  export: async ({ seeding, request: { path: folder = '', options }, path, onProgress }) => {
    const { locale: locales, only } = options;
    const report = await seeding.export(path as string, { locales, only, onProgress });
    if (only && Object.keys(report.documents).length === 0) {
      throw new UsageError(
        `The site has no document with the key ${only.map((key) => `"${key}"`).join(' or ')}.`
      );
    }
    return { report, lines: describeExport(report, folder), exitCode: 0 };
  },

  validate: async (context) => {
    const report = await context.seeding.validate(context.path, runOptions(context));
    return { report, lines: describeValidation(report), exitCode: report.issues.length === 0 ? 0 : 1 };
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
 * Checks that every key of `--only` exists: an issue without a file is about one that does not.
 *
 * @throws UsageError
 */
const checkSelection = (issues: FileIssue[]): void => {
  const unknown = issues.filter(({ file }) => file === '');
  if (unknown.length > 0) throw new UsageError(unknown.map(({ message }) => message).join('\n'));
};

/** Runs a command with its service. */
export const runCommand = async (
  context: Omit<Context, 'seeding'> & { seeding: Service }
): Promise<Outcome> => {
  const { request } = context;
  const seeding = context.seeding as SeedingService;
  if (typeof seeding[request.command] !== 'function') {
    throw new SiteError(
      'This command and the plugin of the site have different versions. Run the command of the site: npx career-field'
    );
  }
  try {
    return await commands[request.command]({ ...context, seeding });
  } catch (thrown) {
    checkSelection(issuesOf(asError(thrown)) ?? []);
    throw thrown;
  }
};

import type { SeedingService } from '../server/src/services/seeding';
import type { Request } from './arguments';
import { checkCanAsk } from './ask';
import type { Service } from './command';
import { runCommand } from './commands';
import { filesService } from './files-service';
import { checkLocales } from './locales';
import type { Print } from './output';
import { resolvePath } from './paths';
import type { Reporter } from './progress';
import { runInSite } from './run-in-site';
import { paintFor } from './text';

/** Characters around a value in the report: indentation and ellipses. */
const MARGIN = 14;

/** Columns without a terminal. */
const COLUMNS = 110;

export const asJson = (document: unknown): string => `${JSON.stringify(document, undefined, 2)}\n`;

/** Whether a command writes nothing to the site's database. */
const onlyReads = ({ command, options: { dryRun, dropData } }: Request): boolean => {
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
 * Runs a request in the site of this folder (or without a site, to validate files), and prints the report.
 *
 * @returns the exit code
 * @throws UsageError, SiteError, InvalidFilesError
 */
export const runRequest = async (request: Request, print: Print, progress: Reporter): Promise<number> => {
  const { command, options } = request;
  const { json, locale = [] } = options;
  const path = resolvePath(request);
  checkCanAsk(request);

  const runWith = async (service: Service) => {
    const { report, lines, exitCode } = await runCommand({
      seeding: service,
      request,
      path,
      onProgress: progress.onProgress,
      paint: paintFor(process.stdout),
      // Some terminals report 0 columns.
      width: Math.max(40, (process.stdout.columns || COLUMNS) - MARGIN),
    });
    progress.finish();
    await print(json ? asJson(report) : `${lines.join('\n')}\n`);
    return exitCode;
  };

  if (command === 'validate' && !options.site) return runWith(filesService());
  if (process.stderr.isTTY) process.stderr.write('Starting the site …\n');
  return runInSite(process.cwd(), onlyReads(request), async (strapi) => {
    const service = strapi.plugin('career-field').service('seeding') as SeedingService;
    checkLocales(locale, await service.locales());
    return runWith(service);
  });
};

import type { Request } from './arguments';
import { checkCanAsk } from './ask';
import type { Service } from './command';
import { runCommand } from './commands';
import { filesService } from './files-service';
import { checkLocales } from './locales';
import type { Print } from './output';
import { resolvePath } from './paths';
import type { Reporter } from './progress';
import { runInSite, type Strapi } from './run-in-site';
import { paintFor } from './text';

/** Letters around a value in the report: the indentation, and the ellipses of what is shortened. */
const MARGIN = 14;

/** Columns where there is no terminal. */
const COLUMNS = 110;

export const asJson = (document: unknown): string => `${JSON.stringify(document, undefined, 2)}\n`;

/** The codes of the site's locales. */
const localesOf = async (strapi: Strapi): Promise<string[]> => {
  const locales = (await strapi.plugin('i18n').service('locales').find()) as { code: string }[];
  return locales.map(({ code }) => code);
};

/** Whether a command promises to write nothing to the site's database. */
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
 * Does what was asked for, in the site of this folder unless files alone are checked, and prints the report.
 *
 * @returns the exit code
 * @throws UsageError, SiteError, SeedFilesError
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

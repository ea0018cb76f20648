import path from 'node:path';
import { guidesOf } from '../guide';
import { PLUGIN_ID, uidOf, type Strapi } from '../plugin';
import { exportGuides } from './export';
import type { ExportOptions, ExportReport, RunOptions, RunReport, Status, ValidateReport } from './report';
import { run, validate } from './run';
import { willChangeSchema } from '../strapi-internals/schema-sync';
import { uninstall, type UninstallOptions, type UninstallReport } from '../uninstall';
import { readStatus } from './status';
import { summarise } from './summary';

export type * from './report';
export type { SeedFault } from './document';

/** In the store while the first seeding of a site is under way. */
const BEGUN = { type: 'plugin', name: PLUGIN_ID, key: 'first-seeding-begun' } as const;

/** The folder of the shipped guides in the installed package. */
const shippedFolder = (strapi: Strapi): string => {
  const enabled = strapi.config.get<Record<string, { pathToPlugin: string }>>('enabledPlugins');
  return path.join(enabled[PLUGIN_ID]!.pathToPlugin, 'seeds');
};

/** Seeding, import and export for the command line, a site's own code, and the start. */
export const createSeedingService = ({ strapi }: { strapi: Strapi }) => ({
  /**
   * Brings documents into the site; see `run`.
   *
   * @param folder the files, the shipped guides if left out
   */
  seed: (folder: string = shippedFolder(strapi), options?: RunOptions): Promise<RunReport> =>
    run(strapi, folder, options),

  /** Brings documents into the site from a folder or a single file; see `run`. */
  import: (place: string, options?: RunOptions): Promise<RunReport> => run(strapi, place, options),

  /** Writes the site's documents into a folder; see `exportGuides`. */
  export: (folder: string, options?: ExportOptions): Promise<ExportReport> =>
    exportGuides(strapi, path.resolve(folder), options),

  /**
   * Checks files without writing anything.
   *
   * @param place a folder or a file, the shipped guides if left out
   */
  validate: (place: string = shippedFolder(strapi), options?: RunOptions): Promise<ValidateReport> =>
    validate(strapi, place, options),

  /** Whether the site's next start changes its tables, so that what the database has cannot be read before. */
  needsStart: (): Promise<boolean> => willChangeSchema(strapi),

  /** What became of what was brought in; see `readStatus`. */
  status: (): Promise<Status> => readStatus(strapi),

  /** Makes every guide that readers get anew; nothing that editors write changes. */
  rebuild: (): Promise<{ guides: number }> => guidesOf(strapi).rebuild(),

  /** Says what the plugin has in the database, or removes it for good; see `uninstall`. */
  uninstall: (options: UninstallOptions): Promise<UninstallReport> => uninstall(strapi, options),

  /**
   * Brings in the shipped guides where there is no article yet and never was one of theirs. A first run that was
   * broken off is taken up again, although the site is no longer empty then.
   */
  async seedIfEmpty(): Promise<RunReport | undefined> {
    const articles = await strapi.db.query(uidOf('article')).count();
    const records = await strapi.db.query(uidOf('seed-record')).count();
    if (articles + records > 0 && !(await strapi.store.get(BEGUN))) return undefined;
    await strapi.store.set({ ...BEGUN, value: true });
    const report = await run(strapi, shippedFolder(strapi));
    await strapi.store.delete(BEGUN);
    return report;
  },

  /** A report in a few lines for a log. */
  describe: summarise,
});

export type SeedingService = ReturnType<typeof createSeedingService>;

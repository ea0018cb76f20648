import path from 'node:path';
import { guidesOf } from '../guide';
import type { Strapi } from '../plugin';
import { exportGuides } from '../export/export';
import type { ExportOptions, ExportReport } from '../export/report';
import type { RunOptions, RunReport, ValidateReport } from '../import/report';
import type { Status } from '../maintenance/status-report';
import { run, validate } from '../import/run';
import { willChangeSchema } from '../strapi-internals/schema-sync';
import { siteLocales } from '../strapi-internals/site-locales';
import { uninstall, type UninstallOptions, type UninstallReport } from '../maintenance/uninstall';
import { readStatus } from '../maintenance/status';
import { seedIfEmpty, shippedFolder } from '../import/seed-on-bootstrap';
import { summarise } from '../import/summary';

export type * from '../export/report';
export type * from '../import/report';
export type * from '../maintenance/status-report';
export type { FileIssue } from '../documents/document';

/** Creates the service of import and export, for the command line, a site's own code and bootstrap. */
export const createSeedingService = ({ strapi }: { strapi: Strapi }) => ({
  /**
   * Imports documents; see `run`.
   *
   * @param folder the files, the shipped guides if left out
   */
  seed: (folder: string = shippedFolder(strapi), options?: RunOptions): Promise<RunReport> =>
    run(strapi, folder, folder === shippedFolder(strapi) ? { ...options, source: null } : options),

  /** Imports documents from a folder or a single file; see `run`. */
  import: (location: string, options?: RunOptions): Promise<RunReport> => run(strapi, location, options),

  /** Exports the site's documents into a folder; see `exportGuides`. */
  export: (folder: string, options?: ExportOptions): Promise<ExportReport> =>
    exportGuides(strapi, path.resolve(folder), options),

  /**
   * Checks files without writing anything.
   *
   * @param location a folder or a file, the shipped guides if left out
   */
  validate: (location: string = shippedFolder(strapi), options?: RunOptions): Promise<ValidateReport> =>
    validate(strapi, location, options),

  /** Whether the next bootstrap changes the tables, so that they cannot be read before. */
  needsStart: (): Promise<boolean> => willChangeSchema(strapi),

  /** Returns the codes of the site's locales. */
  locales: (): Promise<string[]> => siteLocales(strapi),

  /** Returns the state of imported documents; see `readStatus`. */
  status: (): Promise<Status> => readStatus(strapi),

  /** Rebuilds every guide; what editors write does not change. */
  rebuild: (): Promise<{ guides: number }> => guidesOf(strapi).rebuild(),

  /** Lists what the plugin has in the database, or removes it permanently; see `uninstall`. */
  uninstall: (options: UninstallOptions): Promise<UninstallReport> => uninstall(strapi, options),

  /** Imports the shipped guides into an empty site; see `seedIfEmpty`. */
  seedIfEmpty: (): Promise<RunReport | undefined> => seedIfEmpty(strapi),

  /** Returns a report in a few lines for a log. */
  describe: summarise,
});

export type SeedingService = ReturnType<typeof createSeedingService>;

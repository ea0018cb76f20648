import { defaults, type CareerFieldConfig } from '../config';
import type { Strapi } from '../plugin';
import { pluginModels, registryOf } from '../strapi-internals/registered-models';
import type { RunOptions, ValidateReport } from './report';
import { validate } from './run';

/**
 * What the check of files reads of Strapi: the plugin's own model, an empty database and the default config. Reading
 * anything else fails, so that no check depends on a site unnoticed.
 */
const withoutSite = (): Strapi => {
  return {
    ...registryOf(pluginModels()),
    db: { query: () => ({ findMany: async () => [] }) },
    plugin: () => ({ config: (name: keyof CareerFieldConfig) => defaults[name] }),
  } as unknown as Strapi;
};

/** The service for what needs neither a site nor a database; it may be created without Strapi. */
export const createFilesService = () => ({
  /**
   * Checks files against the plugin's own model and rules. References to documents that are not among the files are
   * listed in the report instead of being checked.
   *
   * @param location a folder or a file
   */
  validate: (location: string, options: RunOptions = {}): Promise<ValidateReport> =>
    validate(withoutSite(), location, { ...options, filesOnly: true }),
});

export type FilesService = ReturnType<typeof createFilesService>;

import { createRequire } from 'node:module';
import path from 'node:path';
import type { SeedingService } from '../server/src/services/seeding';
import type { FilesService } from '../server/src/import/files-only';
import { SiteError } from './errors';

/** This file is bundled into `dist/cli/index.js`. */
const PACKAGE = path.resolve(__dirname, '../..');

interface BuiltPlugin {
  services: { files: () => FilesService };
}

const load = createRequire(__filename);

/**
 * Validates files without a site, with this package's own build. The build loads Strapi's packages, which are peers; none of
 * them starts anything.
 *
 * @throws SiteError when Strapi is not installed beside this package
 */
export const filesService = (): Pick<SeedingService, 'validate'> => {
  let plugin: BuiltPlugin;
  try {
    ({ default: plugin } = load(path.join(PACKAGE, 'dist/server/index.js')) as { default: BuiltPlugin });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    const [reason] = (error as Error).message.split('\n');
    throw new SiteError(
      `The packages that this command needs are not installed beside it: ${reason}\n` +
        'Install Strapi beside it, for example with: npm install @strapi/strapi'
    );
  }
  const files = plugin.services.files();
  return {
    validate: (location = path.join(PACKAGE, 'seeds'), options) => files.validate(location, options),
  };
};

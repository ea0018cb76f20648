'use strict';

const path = require('node:path');
const { SiteError } = require('./errors');

/** @typedef {import('../../server/src/seeding/files-only').FilesService} FilesService */

const PACKAGE = path.resolve(__dirname, '../..');

/**
 * The check of files without a site, from this package's own build. The build loads Strapi's packages, which are peers;
 * none of them starts anything.
 *
 * @returns {Pick<import('./commands').Seeding, 'validate'>}
 * @throws SiteError when Strapi is not installed beside this package
 */
const filesService = () => {
  let plugin;
  try {
    plugin = require(path.join(PACKAGE, 'dist/server/index.js')).default;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'MODULE_NOT_FOUND') throw error;
    const [reason] = /** @type {Error} */ (error).message.split('\n');
    throw new SiteError(
      `The packages that this command needs are not installed beside it: ${reason}\n` +
        'Install Strapi beside it, such as with: npm install @strapi/strapi'
    );
  }
  /** @type {FilesService} */
  const files = plugin.services.files();
  return {
    validate: (place = path.join(PACKAGE, 'seeds'), options) => files.validate(place, options),
  };
};

module.exports = { filesService };

'use strict';

const { existsSync, statSync } = require('node:fs');
const path = require('node:path');
const { UsageError } = require('./errors');

/**
 * The absolute path of what was typed. Looked at before the site is started, which takes seconds.
 *
 * @param {import('./arguments').Request} request
 * @returns {string | undefined}
 * @throws UsageError when it is not there, or a file where a folder must be
 */
const resolvePath = ({ command, path: typed }) => {
  if (typed === undefined) return undefined;
  const absolute = path.resolve(typed);
  const exists = existsSync(absolute);
  if (command === 'export') {
    if (exists && !statSync(absolute).isDirectory()) {
      throw new UsageError(`"${typed}" is a file, but the documents need a folder.`);
    }
    return absolute;
  }
  if (!exists) throw new UsageError(`There is no file or folder "${typed}".`);
  return absolute;
};

module.exports = { resolvePath };

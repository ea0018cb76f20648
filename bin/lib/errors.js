'use strict';

/** @typedef {import('../../server/src/seeding/document').SeedFault} SeedFault */

/** A mistake of whoever typed the command, or a wrong place to run it: explained, without a stack trace. */
class UsageError extends Error {
  /** @override */
  name = 'UsageError';
}

/** The site, its files or its database are not as they must be: explained, without a stack trace. */
class SiteError extends Error {
  /** @override */
  name = 'SiteError';
}

/** What only a mistake in the code throws; everything else is a sentence for people. */
const MISTAKES = ['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'AssertionError'];

/**
 * Whatever was thrown, as an error.
 *
 * @param {unknown} thrown
 */
const asError = (thrown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/**
 * The faults of the files, if that is what it was. By name, because the class belongs to the site's copy of the plugin.
 *
 * @param {Error} error
 * @returns {SeedFault[] | undefined}
 */
const faultsOf = (error) =>
  error.name === 'SeedFilesError' ? /** @type {Error & { faults: SeedFault[] }} */ (error).faults : undefined;

/** Codes of Node for a file or folder that cannot be used, with what is the matter. */
const FILE_CODES = new Map([
  ['EACCES', 'this user may not do that'],
  ['EPERM', 'this user may not do that'],
  ['EROFS', 'nothing can be written there'],
  ['ENOSPC', 'there is no space left'],
  ['ENOTDIR', 'a part of the path is a file and no folder'],
  ['EISDIR', 'it is a folder'],
  ['ENOENT', 'it is not there'],
  ['ENAMETOOLONG', 'the name is too long'],
]);

/**
 * A sentence for what the file system has refused, which Node tells in its own terms.
 *
 * @param {Error & { code?: string, path?: string }} error
 */
const describeFileError = ({ code, path }) => {
  const reason = FILE_CODES.get(code ?? '');
  return reason && path ? `"${path}" cannot be used: ${reason} (${code}).` : undefined;
};

/**
 * What is said of an error. A mistake in the code comes with its stack, which a report of it needs.
 *
 * @param {Error} error
 */
const describeError = (error) => {
  if (MISTAKES.includes(error.name)) return error.stack ?? error.message;
  // The faults below are shown in the files' own way.
  return faultsOf(error) ? (error.message.split('\n')[0] ?? '') : (describeFileError(error) ?? error.message);
};

/**
 * The document that `--json` prints in place of a report.
 *
 * @param {Error} error
 */
const errorAsJson = (error) => {
  const faults = faultsOf(error);
  const message = faults ? describeError(error) : (describeFileError(error) ?? error.message);
  return { error: { name: error.name, message, ...(faults ? { faults } : {}) } };
};

/**
 * 2 where the command was wrong, else 1.
 *
 * @param {Error} error
 */
const exitCodeOf = (error) => (error instanceof UsageError ? 2 : 1);

module.exports = { asError, describeError, errorAsJson, exitCodeOf, faultsOf, SiteError, UsageError };

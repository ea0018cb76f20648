import type { SeedFault } from '../server/src/documents/document';

/** A mistake of whoever typed the command, or a wrong place to run it: explained, without a stack trace. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The site, its files or its database are not as they must be: explained, without a stack trace. */
export class SiteError extends Error {
  override name = 'SiteError';
}

/** What only a mistake in the code throws; everything else is a sentence for people. */
const MISTAKES = ['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'AssertionError'];

/** Whatever was thrown, as an error. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

/** The faults of the files, if that is what it was. By name, because the class belongs to the site's copy of the plugin. */
export const faultsOf = (error: Error): SeedFault[] | undefined =>
  error.name === 'SeedFilesError' ? (error as Error & { faults: SeedFault[] }).faults : undefined;

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

/** A sentence for what the file system has refused, which Node tells in its own terms. */
const describeFileError = ({ code, path }: Error & { code?: string; path?: string }): string | undefined => {
  const reason = FILE_CODES.get(code ?? '');
  return reason && path ? `"${path}" cannot be used: ${reason} (${code}).` : undefined;
};

/** What is said of an error. A mistake in the code comes with its stack, which a report of it needs. */
export const describeError = (error: Error): string => {
  if (MISTAKES.includes(error.name)) return error.stack ?? error.message;
  // The faults below are shown in the files' own way.
  return faultsOf(error) ? (error.message.split('\n')[0] ?? '') : (describeFileError(error) ?? error.message);
};

/** The document that `--json` prints in place of a report. */
export const errorAsJson = (
  error: Error
): { error: { name: string; message: string; faults?: SeedFault[] } } => {
  const faults = faultsOf(error);
  const message = faults ? describeError(error) : (describeFileError(error) ?? error.message);
  return { error: { name: error.name, message, ...(faults ? { faults } : {}) } };
};

/** 2 where the command was wrong, else 1. */
export const exitCodeOf = (error: Error): 1 | 2 => (error instanceof UsageError ? 2 : 1);

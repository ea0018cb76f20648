import type { FileIssue } from '../server/src/documents/document';

/** A wrong command line, or a command in the wrong folder: explained, without a stack trace. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A problem of the site, its files or its database: explained, without a stack trace. */
export class SiteError extends Error {
  override name = 'SiteError';
}

/** Errors that only bugs throw; the message of every other error is a sentence for people. */
const BUGS = ['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'AssertionError'];

/** Returns a thrown value as an error. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

/** Returns the issues of invalid files. Recognised by name, because the class belongs to the site's copy of the plugin. */
export const issuesOf = (error: Error): FileIssue[] | undefined =>
  error.name === 'InvalidFilesError' ? (error as Error & { issues: FileIssue[] }).issues : undefined;

/** Node's codes for a file or folder that cannot be used, with the reason. */
const FILE_CODES = new Map([
  ['EACCES', 'this user has no permission'],
  ['EPERM', 'this user has no permission'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'there is no space left'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EISDIR', 'it is a folder'],
  ['ENOENT', 'it does not exist'],
  ['ENAMETOOLONG', 'the name is too long'],
]);

/** Returns a sentence for an error of the file system. */
const describeFileError = ({ code, path }: Error & { code?: string; path?: string }): string | undefined => {
  const reason = FILE_CODES.get(code ?? '');
  return reason && path ? `"${path}" cannot be used: ${reason} (${code}).` : undefined;
};

/** Returns the text for an error. A bug comes with its stack, which a bug report needs. */
export const describeError = (error: Error): string => {
  if (BUGS.includes(error.name)) return error.stack ?? error.message;
  // The issues follow, one a line.
  return issuesOf(error) ? (error.message.split('\n')[0] ?? '') : (describeFileError(error) ?? error.message);
};

/** Returns the document that `--json` prints instead of a report. */
export const errorAsJson = (
  error: Error
): { error: { name: string; message: string; issues?: FileIssue[] } } => {
  const issues = issuesOf(error);
  const message = issues ? describeError(error) : (describeFileError(error) ?? error.message);
  return { error: { name: error.name, message, ...(issues ? { issues } : {}) } };
};

/** Returns 2 for wrong usage, otherwise 1. */
export const exitCodeOf = (error: Error): 1 | 2 => (error instanceof UsageError ? 2 : 1);

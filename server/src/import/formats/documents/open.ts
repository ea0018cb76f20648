import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseDocumentFile } from '../../../documents/parse';
import type { Reading, Source } from '../source';

/** The Backend guide, the longest one, has 60 kB; a file of this size is a mistake. */
const MAX_FILE_SIZE = 5 * 1024 * 1024;

const IS_DOCUMENT = /\.(ya?ml|json)$/i;

/** Most likely ESCO's occupations, without `--format esco`. */
const IS_TABLE = /\.(csv|tsv)$/i;

/** The JSON Schema of the format, which export writes beside the documents. */
const IS_SCHEMA = /\.schema\.json$/i;

const isDocument = (name: string): boolean => IS_DOCUMENT.test(name) && !IS_SCHEMA.test(name);

const issueOf = (file: string, message: string, line = 1): Reading => ({
  issue: { file, line, column: 1, path: '', message },
});

/** Whether a symbolic link resolves to a file below the folder, as those of mounted volumes do. */
const isLinkWithin = async (folder: string, file: string): Promise<boolean> => {
  try {
    const target = await realpath(path.join(folder, file));
    return target.startsWith((await realpath(folder)) + path.sep) && (await stat(target)).isFile();
  } catch {
    return false;
  }
};

/** Lists the document files of a folder and its subfolders, and an issue for each link that cannot be read. */
const filesBelow = async (folder: string): Promise<{ files: string[]; issues: Reading[] }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: string[] = [];
  const issues: Reading[] = [];
  for (const entry of entries) {
    const file = path.relative(folder, path.join(entry.parentPath, entry.name));
    if (!isDocument(entry.name)) continue;
    if (file.split(path.sep).some((part) => part === 'node_modules' || part.startsWith('.'))) continue;
    if (entry.isFile()) files.push(file);
    else if (entry.isSymbolicLink()) {
      if (await isLinkWithin(folder, file)) files.push(file);
      else
        issues.push(
          issueOf(file, 'This link does not lead to a file of this folder. Put the file itself here.')
        );
    }
  }
  if (files.length + issues.length === 0) {
    issues.push(
      issueOf(
        path.basename(folder),
        'This folder has no documents: no file name ends in .yaml, .yml or .json.'
      )
    );
  }
  return { files: files.sort(), issues };
};

/** Returns the line of the first byte that is not UTF-8. */
const lineOfIssue = (bytes: Buffer): number => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
};

const readOne = async (folder: string, file: string): Promise<Reading[]> => {
  const issue = (message: string, line?: number): Reading[] => [issueOf(file, message, line)];
  const location = path.join(folder, file);
  if (IS_TABLE.test(file)) {
    return issue(
      'This is a table, not a document. To import the occupations of ESCO, use the format "esco".'
    );
  }
  let bytes: Buffer;
  try {
    // Checked first, so that a file of gigabytes is never loaded into memory.
    const { size } = await stat(location);
    if (size > MAX_FILE_SIZE) {
      return issue(`The file has ${Math.round(size / 1024 / 1024)} MB; a document has at most 5 MB.`);
    }
    bytes = await readFile(location);
  } catch (error) {
    // Deleted since the folder was listed, or not readable by this user.
    return issue(`The file cannot be read: ${(error as Error).message}.`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return issue('The file is not UTF-8 text. Save it as UTF-8.', lineOfIssue(bytes));
  }
  const parsed = parseDocumentFile(file, text);
  if (!('issues' in parsed)) return [parsed];
  const { issues, document, id } = parsed;
  return [...issues.map((each) => ({ issue: each, id })), ...(document ? [{ document }] : [])];
};

/**
 * Opens the documents of a folder and its subfolders, or of a single file.
 *
 * @param location an absolute path
 * @throws Error (ENOENT) when the path does not exist
 */
export const documentFiles = async (location: string): Promise<Source> => {
  const isFolder = (await stat(location)).isDirectory();
  const folder = isFolder ? location : path.dirname(location);
  const { files, issues } = isFolder
    ? await filesBelow(location)
    : { files: [path.basename(location)], issues: [] };
  const read = async function* (): AsyncGenerator<Reading> {
    yield* issues;
    for (const file of files) yield* await readOne(folder, file);
  };
  return { folder, read };
};

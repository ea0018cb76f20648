import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SeedDocument, SeedFault } from '../../documents/document';
import { parseSeedFile } from '../../documents/parse';

/**
 * What is read is a document or what is wrong with it, with the id of the document that could not be read. Of a file
 * that can be read in part there are faults first, and then the document. A note is a line for the report.
 */
export type Reading =
  { document: SeedDocument } | { fault: SeedFault; id?: string | undefined } | { note: string };

/** Where documents come from. They are read one after the other, so that memory does not grow with their number. */
export interface Source {
  /** The folder below which images lie; undefined where documents have none. */
  folder: string | undefined;
  /** Every document, in an order of the source's own. */
  read: () => AsyncGenerator<Reading>;
}

/** A YAML document of this size is a mistake; the Backend guide, the longest one, has 60 kB. */
const MAX_FILE_SIZE = 5 * 1024 * 1024;

const IS_DOCUMENT = /\.(ya?ml|json)$/i;

/** What somebody names who forgets that ESCO's occupations are another format. */
const IS_TABLE = /\.(csv|tsv)$/i;

/** The JSON Schema of the format lies beside the documents and is none. */
const IS_SCHEMA = /\.schema\.json$/i;

const isDocument = (name: string): boolean => IS_DOCUMENT.test(name) && !IS_SCHEMA.test(name);

const faultOf = (file: string, message: string, line = 1): Reading => ({
  fault: { file, line, column: 1, path: '', message },
});

/** Whether a link leads to a file below the folder, as links of mounted volumes do. */
const isLinkWithin = async (folder: string, file: string): Promise<boolean> => {
  try {
    const target = await realpath(path.join(folder, file));
    return target.startsWith((await realpath(folder)) + path.sep) && (await stat(target)).isFile();
  } catch {
    return false;
  }
};

/** The files of documents in a folder and those below it, and a fault for each that is not one although it is named so. */
const filesBelow = async (folder: string): Promise<{ files: string[]; faults: Reading[] }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: string[] = [];
  const faults: Reading[] = [];
  for (const entry of entries) {
    const file = path.relative(folder, path.join(entry.parentPath, entry.name));
    if (!isDocument(entry.name)) continue;
    if (file.split(path.sep).some((part) => part === 'node_modules' || part.startsWith('.'))) continue;
    if (entry.isFile()) files.push(file);
    else if (entry.isSymbolicLink()) {
      if (await isLinkWithin(folder, file)) files.push(file);
      else
        faults.push(
          faultOf(file, 'This is a link that leads to no file of this folder. Put the file itself here.')
        );
    }
  }
  if (files.length + faults.length === 0) {
    faults.push(
      faultOf(
        path.basename(folder),
        'This folder has no documents: no file whose name ends in .yaml, .yml or .json.'
      )
    );
  }
  return { files: files.sort(), faults };
};

/** The line of the first byte that is no UTF-8. */
const lineOfFault = (bytes: Buffer): number => {
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
  const fault = (message: string, line?: number): Reading[] => [faultOf(file, message, line)];
  const place = path.join(folder, file);
  if (IS_TABLE.test(file)) {
    return fault('This is a table and no document. The occupations of ESCO are read with the format "esco".');
  }
  let bytes: Buffer;
  try {
    // Before it is read: a file of gigabytes must not be brought into memory to be refused.
    const { size } = await stat(place);
    if (size > MAX_FILE_SIZE) {
      return fault(`The file has ${Math.round(size / 1024 / 1024)} MB; a document has at most 5 MB.`);
    }
    bytes = await readFile(place);
  } catch (error) {
    // Deleted since the folder was listed, or not ours to read.
    return fault(`The file cannot be read: ${(error as Error).message}.`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fault('The file is not UTF-8 text. Save it as UTF-8.', lineOfFault(bytes));
  }
  const parsed = parseSeedFile(file, text);
  if (!('faults' in parsed)) return [parsed];
  const { faults, document, id } = parsed;
  return [...faults.map((each) => ({ fault: each, id })), ...(document ? [{ document }] : [])];
};

/**
 * The documents of a folder and the folders below it, or of a single file.
 *
 * @param place an absolute path
 * @throws Error (ENOENT) when there is nothing
 */
export const documentFiles = async (place: string): Promise<Source> => {
  const isFolder = (await stat(place)).isDirectory();
  const folder = isFolder ? place : path.dirname(place);
  const { files, faults } = isFolder
    ? await filesBelow(place)
    : { files: [path.basename(place)], faults: [] };
  const read = async function* (): AsyncGenerator<Reading> {
    yield* faults;
    for (const file of files) yield* await readOne(folder, file);
  };
  return { folder, read };
};

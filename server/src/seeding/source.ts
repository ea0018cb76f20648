import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SeedDocument, SeedFault } from './document';
import { parseSeedFile } from './parse';

/** What is read is a document or what is wrong with it. */
export type Reading = { document: SeedDocument } | { fault: SeedFault };

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

/** The JSON Schema of the format lies beside the documents and is none. */
const IS_SCHEMA = /\.schema\.json$/i;

const isDocument = (name: string): boolean => IS_DOCUMENT.test(name) && !IS_SCHEMA.test(name);

const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && isDocument(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.split(path.sep).some((part) => part === 'node_modules' || part.startsWith('.')))
    .sort();
};

const readOne = async (folder: string, file: string): Promise<Reading[]> => {
  const fault = (message: string): Reading[] => [{ fault: { file, line: 1, column: 1, path: '', message } }];
  const place = path.join(folder, file);
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
    return fault('The file is not UTF-8 text. Save it as UTF-8.');
  }
  const parsed = parseSeedFile(file, text);
  return 'document' in parsed ? [parsed] : parsed.faults.map((each) => ({ fault: each }));
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
  const files = isFolder ? await filesBelow(place) : [path.basename(place)];
  const read = async function* (): AsyncGenerator<Reading> {
    for (const file of files) yield* await readOne(folder, file);
  };
  return { folder, read };
};

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { unzip, type AsyncUnzipOptions, type Unzipped } from 'fflate';
import { FORMATS, type FormatName } from './formats';

/** Files and bytes of one import in the admin panel, an archive unpacked. The command line has no such limits. */
export const MAX_FILES = 5000;
export const MAX_BYTES = 100 * 1024 * 1024;

/** Documents, tables, and the images that they reference. Anything else is left out. */
const IS_READ = /\.(ya?ml|json|csv|tsv|jpe?g|png|webp|gif|avif|svg)$/i;

const IS_TABLE = /\.(csv|tsv)$/i;

const IS_ARCHIVE = /\.zip$/i;

/** A file as the browser has sent it. */
export interface UploadedFile {
  /** Where it was in the folder that was dropped; otherwise its name. */
  name: string;
  /** Where the server keeps it. */
  location: string;
  size: number;
}

/** Thrown for files that cannot be read as an import at all; its message is for editors. */
export class UploadError extends Error {
  /** @param reason the key of the message */
  constructor(
    readonly reason: 'import.empty' | 'import.tooLarge' | 'import.tooMany' | 'import.archive' | 'import.name'
  ) {
    super(reason);
    this.name = 'UploadError';
  }
}

/**
 * Returns a name as a path within a folder, undefined for a file that is left out: hidden ones, and what an operating
 * system adds to archives.
 *
 * @throws UploadError for a name that leads out of the folder
 */
export const pathWithin = (name: string): string | undefined => {
  const steps = name.split(/[\\/]/).filter((step) => step !== '' && step !== '.');
  if (steps.includes('..') || /^[a-z]:|\0/i.test(name)) throw new UploadError('import.name');
  if (steps.some((step) => step.startsWith('.') || step === '__MACOSX')) return undefined;
  return IS_READ.test(name) ? steps.join('/') : undefined;
};

/** Counts what an import takes. */
class Budget {
  private files = 0;
  private bytes = 0;

  /** @throws UploadError */
  spend(size: number): void {
    this.files += 1;
    this.bytes += size;
    if (this.files > MAX_FILES) throw new UploadError('import.tooMany');
    if (this.bytes > MAX_BYTES) throw new UploadError('import.tooLarge');
  }
}

const unpack = promisify<Uint8Array, AsyncUnzipOptions, Unzipped>(unzip);

/** Unpacks an archive. A file that is longer than the archive says fails, so that none can fill the memory. */
const unpackWithin = async (bytes: Uint8Array, budget: Budget): Promise<Unzipped> => {
  let refused: unknown;
  const filter: AsyncUnzipOptions['filter'] = ({ name, originalSize }) => {
    if (refused !== undefined || name.endsWith('/')) return false;
    try {
      if (pathWithin(name) === undefined) return false;
      budget.spend(originalSize);
      return true;
    } catch (error) {
      refused = error;
      return false;
    }
  };
  const files = await unpack(bytes, { filter }).catch(() => {
    throw new UploadError('import.archive');
  });
  if (refused !== undefined) throw refused as Error;
  return files;
};

/** A folder with uploaded files, as the command line would read it. */
export interface UploadedFolder {
  location: string;
  format: FormatName;
  remove(): Promise<void>;
}

const write = async (folder: string, name: string, content: Uint8Array): Promise<void> => {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content, { mode: 0o600 });
};

/** Writes files into a folder, archives unpacked. @returns their paths */
const writeInto = async (folder: string, files: UploadedFile[]): Promise<string[]> => {
  const budget = new Budget();
  const written: string[] = [];
  const add = async (name: string, content: Uint8Array): Promise<void> => {
    await write(folder, name, content);
    written.push(name);
  };
  for (const { name, location, size } of files) {
    if (IS_ARCHIVE.test(name)) {
      if (size > MAX_BYTES) throw new UploadError('import.tooLarge');
      const unpacked = await unpackWithin(await readFile(location), budget);
      for (const [entry, content] of Object.entries(unpacked)) await add(pathWithin(entry)!, content);
      continue;
    }
    const within = pathWithin(name);
    if (within === undefined) continue;
    budget.spend(size);
    await add(within, await readFile(location));
  }
  return written;
};

/**
 * Puts uploaded files into a temporary folder of their own: tables are ESCO's, everything else documents.
 *
 * @throws UploadError
 */
export const keepUploads = async (files: UploadedFile[]): Promise<UploadedFolder> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'career-field-import-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const written = await writeInto(folder, files);
    if (written.length === 0) throw new UploadError('import.empty');
    const [documents, tables] = [FORMATS[0].name, FORMATS[1].name];
    if (!written.every((name) => IS_TABLE.test(name))) return { location: folder, format: documents, remove };
    // The format of tables reads one file, and what belongs to it from beside it.
    const table = written.find((name) => /occupations/i.test(name)) ?? written[0]!;
    return { location: path.join(folder, table), format: tables, remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

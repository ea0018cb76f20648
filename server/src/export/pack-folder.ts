import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** What is compressed already. */
const IS_PACKED = /\.(jpe?g|png|webp|gif|avif)$/i;

/** The earliest time that an archive can have, so that the same files give the same archive. */
const MTIME = new Date(1980, 0, 1);

/**
 * Packs the files of a folder into a ZIP archive, one after the other, so that memory does not grow with their number.
 *
 * @param more files that are added, by their names
 */
export const packFolder = async (
  folder: string,
  archive: string,
  more: Record<string, string> = {}
): Promise<void> => {
  const output = createWriteStream(archive, { mode: 0o600 });
  let failure: unknown;
  let isFull = false;
  const zip = new Zip((error, chunk, isLast) => {
    if (error) failure = error;
    else isFull = !output.write(chunk) || isFull;
    if (isLast) output.end();
  });
  const add = async (name: string, content: Uint8Array): Promise<void> => {
    const file = IS_PACKED.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name);
    file.mtime = MTIME;
    zip.add(file);
    file.push(content, true);
    if (failure !== undefined) throw failure as Error;
    if (isFull) await once(output, 'drain');
    isFull = false;
  };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
  for (const file of files)
    await add(file.split(path.sep).join('/'), await readFile(path.join(folder, file)));
  for (const [name, content] of Object.entries(more)) await add(name, strToU8(content));
  zip.end();
  await finished(output);
};

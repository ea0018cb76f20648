import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** Returns whether a name is a URL (`https://…`, `data:…`, `//…`) rather than a file. */
export const isAddress = (name: string): boolean =>
  /^[a-z][a-z0-9+.-]*:/i.test(name) || name.startsWith('//');

const stem = (file: string): string => path.parse(file).name.toLowerCase();

/** Returns a file in the folder of a missing one whose name differs only in its case or extension. */
const namesake = (name: string, wanted: string): string | undefined => {
  const folder = path.dirname(wanted);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
  const found = readdirSync(folder, { withFileTypes: true }).find(
    (entry) => entry.isFile() && stem(entry.name) === stem(wanted)
  );
  return found && path.posix.join(path.posix.dirname(name), found.name);
};

/**
 * Finds an image that a document references, and nothing outside the documents' folder: neither through `../`, nor with
 * an absolute path, nor through a symbolic link.
 *
 * @param folder the folder of the documents; undefined where there is none
 * @returns the file's real path, or a sentence with the issue
 */
export const findImage = (folder: string | undefined, name: string): { file: string } | { issue: string } => {
  const outside = 'An image must lie below the folder of the documents; name it relative to that folder';
  if (isAddress(name)) return { issue: `${outside}, not by an address: download it first.` };
  if (folder === undefined) return { issue: 'There can be no images here.' };
  // The file system throws on a path with a null byte.
  if (name.includes('\0')) return { issue: `${outside}.` };
  const root = realpathSync(folder);
  const wanted = path.resolve(root, name);
  if (path.isAbsolute(name) || name.includes('\\') || !wanted.startsWith(root + path.sep)) {
    return { issue: `${outside}, with "/" between folders.` };
  }
  if (!existsSync(wanted) || !statSync(wanted).isFile()) {
    const other = namesake(name, wanted);
    return { issue: `There is no file "${name}".${other ? ` Did you mean "${other}"?` : ''}` };
  }
  const real = realpathSync(wanted);
  return real.startsWith(root + path.sep)
    ? { file: real }
    : { issue: `${outside}, not behind a link out of it.` };
};

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Request } from './arguments';
import { UsageError } from './errors';

/**
 * Returns the absolute path of the argument, checked before the site starts, which takes seconds.
 *
 * @throws UsageError when it does not exist, or is a file instead of a folder
 */
export const resolvePath = ({ command, path: typed }: Request): string | undefined => {
  if (typed === undefined) return undefined;
  const absolute = path.resolve(typed);
  const exists = existsSync(absolute);
  if (command === 'export') {
    if (exists && !statSync(absolute).isDirectory()) {
      throw new UsageError(`"${typed}" is a file; export needs a folder.`);
    }
    return absolute;
  }
  if (!exists) throw new UsageError(`There is no file or folder "${typed}".`);
  return absolute;
};

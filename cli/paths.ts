import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Request } from './arguments';
import { UsageError } from './errors';

/**
 * The absolute path of what was typed. Looked at before the site is started, which takes seconds.
 *
 * @throws UsageError when it is not there, or a file where a folder must be
 */
export const resolvePath = ({ command, path: typed }: Request): string | undefined => {
  if (typed === undefined) return undefined;
  const absolute = path.resolve(typed);
  const exists = existsSync(absolute);
  if (command === 'export') {
    if (exists && !statSync(absolute).isDirectory()) {
      throw new UsageError(`"${typed}" is a file, but the documents need a folder.`);
    }
    return absolute;
  }
  if (!exists) throw new UsageError(`There is no file or folder "${typed}".`);
  return absolute;
};

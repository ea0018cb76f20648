import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const filesIn = (place) => {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return (
    readdirSync(place)
      .sort()
      // No build reads a test.
      .filter((name) => !name.endsWith('.test.ts'))
      .flatMap((name) => filesIn(path.join(place, name)))
  );
};

/**
 * One value for the names and the content of files. By content rather than by time, because git gives a file the time
 * of its checkout.
 *
 * @param folder where the places are
 * @param places files and folders; a missing one counts as empty
 */
export const fingerprint = (folder, places) => {
  const hash = createHash('sha256');
  for (const file of places.flatMap((place) => filesIn(path.join(folder, place)))) {
    const content = readFileSync(file);
    hash.update(`${path.relative(folder, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
};

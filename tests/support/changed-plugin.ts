import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Migration } from '../../server/src/maintenance/migrations/changes';
import { runFolder } from './run-folder';

const ROOT = path.resolve(__dirname, '../..');

/** A replacement in the built server; a text is replaced everywhere. */
export type Replacement = [from: string | RegExp, to: string];

/**
 * Copies the built plugin and turns it into a later release: with another model, and with the migrations to it.
 *
 * @returns the folder, for `resolve` in a site's config
 * @throws Error when a replacement does not match, since the test would prove nothing then
 */
export const changePlugin = (replacements: Replacement[], migrations: Migration[]): string => {
  mkdirSync(runFolder(), { recursive: true });
  const folder = mkdtempSync(path.join(runFolder(), 'plugin-'));
  const server = path.join(folder, 'dist/server');
  cpSync(path.join(ROOT, 'dist/server'), server, { recursive: true });
  cpSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  // The build divides the server into several files.
  const files = readdirSync(server)
    .filter((name) => name.endsWith('.js'))
    .map((name) => path.join(server, name));
  const codes = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
  const all: Replacement[] = [
    ...replacements,
    ['const MIGRATIONS = [];', `const MIGRATIONS = ${JSON.stringify(migrations)};`],
  ];
  for (const [from, to] of all) {
    let isFound = false;
    for (const [file, code] of codes) {
      const changed = typeof from === 'string' ? code.replaceAll(from, to) : code.replace(from, to);
      isFound ||= changed !== code;
      codes.set(file, changed);
    }
    if (!isFound) throw new Error(`The built plugin does not have ${String(from)}.`);
  }
  for (const [file, code] of codes) writeFileSync(file, code);
  return folder;
};

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runStep } from './step.mjs';

const read = (name) => JSON.parse(readFileSync(path.join(ROOT, name), 'utf8')).packages;

/**
 * Whether node_modules holds what package-lock.json asks for. npm notes what it has installed as the last thing that
 * it does, so an installation that was broken off has no note; and an `npm install` by hand counts as well as ours.
 */
export const matchesLock = () => {
  const note = 'node_modules/.package-lock.json';
  if (!existsSync(path.join(ROOT, note))) return false;
  const installed = read(note);
  return Object.entries(read('package-lock.json')).every(
    ([place, { version, optional, link }]) =>
      !place.startsWith('node_modules/') || optional || link || installed[place]?.version === version
  );
};

/** SQLite is compiled for one version of Node, and fails much later, in Strapi's words, under another. */
const runsOnThisNode = () => {
  const open = "new (require('better-sqlite3'))(':memory:')";
  return spawnSync(process.execPath, ['-e', open], { cwd: ROOT, stdio: 'ignore' }).status === 0;
};

/** The npm that runs this script, or the one in the path. */
const npm = () => {
  const running = process.env.npm_execpath ?? '';
  return path.basename(running) === 'npm-cli.js'
    ? { file: process.execPath, args: [running] }
    : { file: 'npm', args: [], shell: process.platform === 'win32' };
};

/** Installs the packages if they are missing, incomplete, of other versions, or built for another Node. */
export const ensureInstalled = async () => {
  if (matchesLock() && runsOnThisNode()) return;
  const { file, args, shell } = npm();
  // Cached facts are as good as fresh ones, since the lockfile names every version.
  const command = [...args, 'ci', '--prefer-offline', '--no-audit', '--no-fund'];
  await runStep('Installing packages (a few minutes)', file, command, { cwd: ROOT, shell });
};

// `npm run build`: builds the plugin, its command line and the client, and notes what they were built from, so that the demo and the tests
// need not build them again.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { notePlugin } from './lib/build.mjs';
import { matchesLock } from './lib/install.mjs';
import { CLIENT, COMMANDS, ROOT } from './lib/paths.mjs';

const STEPS = [
  { command: [COMMANDS.plugin, 'build'], cwd: ROOT },
  { command: [COMMANDS.vite, 'build', '--config', 'cli/vite.config.mjs'], cwd: ROOT },
  { command: [COMMANDS.rollup, '--config'], cwd: ROOT },
  { command: [COMMANDS.plugin, 'verify'], cwd: ROOT },
  { command: [COMMANDS.vite, 'build'], cwd: CLIENT },
  { command: [COMMANDS.rollup, '--config'], cwd: CLIENT },
];

// Files that an earlier build has left would be published.
for (const folder of [ROOT, CLIENT]) rmSync(path.join(folder, 'dist'), { recursive: true, force: true });
for (const { command, cwd } of STEPS) {
  const { status } = spawnSync(process.execPath, command, { cwd, stdio: 'inherit' });
  if (status === 0) continue;
  if (!matchesLock())
    console.error('\nnode_modules does not hold what package-lock.json asks for. Run: npm install');
  process.exit(status ?? 1);
}
notePlugin();

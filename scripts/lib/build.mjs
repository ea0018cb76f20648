import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { COMMANDS, PLAYGROUND, ROOT, SCRATCH } from './paths.mjs';
import { runStep } from './step.mjs';

const LOCK = 'package-lock.json';

const PLUGIN = {
  name: 'plugin',
  title: 'Building the plugin (about 20 seconds)',
  sources: ['content-types', 'server', 'admin', 'package.json', 'tsconfig.json', LOCK],
  results: ['dist/server/index.js', 'dist/admin/index.mjs'],
  command: [COMMANDS.plugin, 'build'],
  cwd: ROOT,
};

const PANEL = {
  name: 'panel',
  title: 'Building the admin panel (about a minute)',
  sources: [
    'dist/admin',
    ...['src', 'config', 'package.json', 'tsconfig.json', '.env'].map((name) => `playground/${name}`),
    LOCK,
  ],
  results: ['playground/dist/build/index.html', 'playground/dist/config/server.js'],
  command: [COMMANDS.strapi, 'build'],
  cwd: PLAYGROUND,
};

const runBuild = async ({ name, title, sources, results, command, cwd }) => {
  const stamp = path.join(SCRATCH, `built-${name}`);
  const now = fingerprint(ROOT, sources);
  const isThere = [stamp, ...results.map((result) => path.join(ROOT, result))].every(existsSync);
  if (isThere && readFileSync(stamp, 'utf8') === now) return;
  // First away with it: a build that is broken off must not pass for the one before.
  rmSync(stamp, { force: true });
  await runStep(title, process.execPath, command, {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
  });
  mkdirSync(SCRATCH, { recursive: true });
  writeFileSync(stamp, now);
};

/** Builds the plugin if its sources have changed since the last time. */
export const ensurePlugin = () => runBuild(PLUGIN);

/** Builds the playground with its admin panel if that, or the plugin's half in it, has changed since the last time. */
export const ensurePanel = () => runBuild(PANEL);

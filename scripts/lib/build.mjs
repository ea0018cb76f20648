import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { COMMANDS, PLAYGROUND, ROOT, SCRATCH } from './paths.mjs';
import { runStep } from './step.mjs';

const LOCK = 'package-lock.json';

const PLUGIN = {
  name: 'plugin',
  title: 'Building the plugin and the client (about 20 seconds)',
  sources: [
    ...[
      'content-types',
      'texts',
      'server',
      'admin',
      'cli',
      'package.json',
      'tsconfig.json',
      'rollup.config.mjs',
      LOCK,
    ],
    ...['src', 'package.json', 'tsconfig.json', 'vite.config.mjs', 'rollup.config.mjs'].map(
      (name) => `client/${name}`
    ),
  ],
  results: ['dist', 'client/dist'],
  command: [path.join(ROOT, 'scripts/build.mjs')],
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
  results: ['playground/dist'],
  command: [COMMANDS.strapi, 'build'],
  cwd: PLAYGROUND,
};

const noteOf = ({ name }) => path.join(SCRATCH, `built-${name}`);

/** Of the results as well, so that an interrupted or manual build does not pass for the recorded one. */
const stateOf = ({ results }, sources) => `${sources} ${fingerprint(ROOT, results)}`;

const note = (build, sources) => {
  mkdirSync(SCRATCH, { recursive: true });
  writeFileSync(noteOf(build), stateOf(build, sources));
};

const ensureBuilt = async (build) => {
  const sources = fingerprint(ROOT, build.sources);
  const noted = existsSync(noteOf(build)) && readFileSync(noteOf(build), 'utf8');
  if (noted === stateOf(build, sources)) return;
  await runStep(build.title, process.execPath, build.command, {
    cwd: build.cwd,
    env: { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
  });
  note(build, sources);
};

/** Builds the plugin and the client if their sources have changed since the last time. */
export const ensurePlugin = () => ensureBuilt(PLUGIN);

/** Builds the playground with its admin panel if that, or the plugin's half in it, has changed since the last time. */
export const ensurePanel = () => ensureBuilt(PANEL);

/** Notes that the plugin and the client have just been built from their sources as they are. */
export const notePlugin = () => note(PLUGIN, fingerprint(ROOT, PLUGIN.sources));

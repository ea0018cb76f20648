import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { COMMANDS, PORTAL, SCRATCH } from './paths.mjs';
import { runStep } from './step.mjs';
import { Stop } from './stop.mjs';

/** Not the example's own `dist`, which belongs to the person who works on it. */
const PAGES = path.join(SCRATCH, 'portal');

const START_LIMIT = 30_000;

const TELEMETRY = { ASTRO_TELEMETRY_DISABLED: 'true' };

/**
 * Builds the example's pages.
 *
 * @param addresses `api`, where the guides come from, and `portal`, where the pages will be
 * @param signal ends the build
 * @throws Stop with what Astro has said
 */
export const buildPortal = ({ api, portal }, signal) =>
  runStep(
    'Building the portal (about ten seconds)',
    process.execPath,
    [COMMANDS.astro, 'build', '--outDir', PAGES],
    {
      cwd: PORTAL,
      env: { ...process.env, ...TELEMETRY, CAREER_FIELD_API: api, PORTAL_URL: portal },
      signal,
    }
  );

/**
 * Serves the pages that were built last.
 *
 * @returns `ready` once they are there (throws Stop with the server's output when they do not come), `ended` when the
 *   server has ended, and `stop`
 */
export const servePortal = (port) => {
  const output = [];
  const child = spawn(
    process.execPath,
    [COMMANDS.astro, 'preview', '--outDir', PAGES, '--host', '127.0.0.1', '--port', String(port)],
    { cwd: PORTAL, env: { ...process.env, ...TELEMETRY }, stdio: ['ignore', 'pipe', 'pipe'] }
  );
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  let hasEnded = false;
  const ended = once(child, 'close').then(([code, signal]) => {
    hasEnded = true;
    return { code, signal };
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const ready = async () => {
    const limit = Date.now() + START_LIMIT;
    while (!hasEnded && Date.now() < limit) {
      const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
      if (response?.ok) return;
      await wait(100);
    }
    await stop();
    throw new Stop(`${Buffer.concat(output)}\nThe portal did not start; what it said is above.`);
  };
  return { ready, ended, stop };
};

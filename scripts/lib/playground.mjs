import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { COMMANDS, PLAYGROUND, SCRATCH } from './paths.mjs';
import { Stop } from './stop.mjs';

export const LOG = path.join(SCRATCH, 'demo.log');

const START_LIMIT = 5 * 60_000;
const STOP_LIMIT = 15_000;

/**
 * Starts the playground as a site in production starts.
 *
 * @param env what it gets beside the environment of this process
 * @returns `ready` once it answers (throws Stop with its output when it ends before), `ended` when it has ended, and
 *   `stop`, which lets it finish what it does
 */
export const startPlayground = (port, env = {}) => {
  mkdirSync(SCRATCH, { recursive: true });
  const log = createWriteStream(LOG);
  const output = [];
  const child = spawn(process.execPath, [COMMANDS.strapi, 'start'], {
    cwd: PLAYGROUND,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      STRAPI_TELEMETRY_DISABLED: 'true',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let isReady = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      log.write(chunk);
      // The log has all of it; what is kept here is for a start that fails.
      if (!isReady) output.push(chunk);
    });
  }
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const isLate = await Promise.race([ended.then(() => false), wait(STOP_LIMIT, true, { ref: false })]);
    if (isLate) child.kill('SIGKILL');
    await ended;
  };

  const answers = async () => {
    const limit = Date.now() + START_LIMIT;
    while (Date.now() < limit) {
      const response = await fetch(`http://localhost:${port}/_health`).catch(() => undefined);
      if (response?.ok) return true;
      await wait(200);
    }
    return false;
  };
  const ready = async () => {
    const isUp = await Promise.race([answers(), ended.then(() => false)]);
    if (!isUp) {
      await stop();
      throw new Stop(`${Buffer.concat(output)}\nThe playground did not start; what it said is above.`);
    }
    isReady = true;
  };
  return { ready, ended, stop };
};

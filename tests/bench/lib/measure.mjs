import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { ROOT } from './site.mjs';

const LIB = path.join(ROOT, 'tests', 'bench', 'lib');

const run = async (args, { cwd, env }) => {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (printed += data));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${printed.slice(-4000)}`);
  return (performance.now() - start) / 1000;
};

/**
 * Runs a task in a site, in its own process; see child.mjs.
 *
 * @param {{task: string}} job `profile` is the folder for a CPU profile of the task
 * @returns {Promise<Record<string, unknown>>} the result of the task, and `whole`, the seconds that the process ran
 */
export const inSite = async (site, job) => {
  const file = path.join(site.folder, 'job.json');
  const result = path.join(site.folder, 'result.json');
  rmSync(result, { force: true });
  writeFileSync(file, JSON.stringify({ ...job, folder: site.folder, result }));
  const whole = await run([path.join(LIB, 'child.mjs'), file], {
    cwd: site.folder,
    env: site.env,
  });
  return { ...JSON.parse(readFileSync(result, 'utf8')), whole, load: loadavg()[0] };
};

/** Runs Strapi's own command line in a site. */
export const strapiCommand = async (site, args) => {
  const peak = path.join(site.folder, 'peak');
  const bin = path.join(ROOT, 'node_modules', '@strapi', 'strapi', 'bin', 'strapi.js');
  const whole = await run(['--require', path.join(LIB, 'note-peak.cjs'), bin, ...args], {
    cwd: site.folder,
    env: { ...site.env, BENCH_PEAK_FILE: peak },
  });
  return { whole, memory: Number(readFileSync(peak, 'utf8')), load: loadavg()[0] };
};

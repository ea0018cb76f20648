import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { OURS } from './child-process';
import type { Site } from './site';

/** See site-child.js. */
type Message = { event: 'listening'; origin: string } | { event: 'done'; id: number; error: string | null };

/** A process that serves a site. */
export interface ServingProcess {
  origin: string;
  /** Returns its output so far. */
  output: () => string;
  /** Calls a method of the document service in the process. */
  write: (uid: string, method: 'update' | 'publish' | 'unpublish', parameters: object) => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Starts a process that serves a site, also while other processes serve it.
 *
 * @param env as for the site's own start
 * @throws Error with its output when it ends before it listens
 */
export const serveInProcess = async (
  { folder, database }: Site,
  env: Record<string, string> = {}
): Promise<ServingProcess> => {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.includes(name));
  const child = spawn(process.execPath, [path.join(__dirname, 'site-child.js')], {
    cwd: folder,
    env: {
      ...Object.fromEntries(inherited),
      NODE_ENV: 'test',
      STRAPI_TELEMETRY_DISABLED: 'true',
      NODE_NO_WARNINGS: '1',
      GRAPHQL_ENABLED: 'false',
      ...database.env,
      ...env,
    },
  });
  let printed = '';
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  const ended = once(child, 'close');
  const origin = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      if (!line.startsWith('{')) {
        printed += `${line}\n`;
        return;
      }
      const message = JSON.parse(line) as Message;
      if (message.event === 'listening') return resolve(message.origin);
      const { id, error } = message;
      if (error) waiting.get(id)?.reject(new Error(error));
      else waiting.get(id)?.resolve();
      waiting.delete(id);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    void ended.then(() => {
      const error = new Error(`The process has ended:\n${printed}`);
      reject(error);
      for (const each of waiting.values()) each.reject(error);
    });
  });
  let count = 0;
  return {
    origin,
    output: () => printed,
    write: (uid, method, parameters) =>
      new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        child.stdin.write(`${JSON.stringify({ id: count, uid, method, parameters })}\n`);
      }),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
};

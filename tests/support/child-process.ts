import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const ROOT = path.resolve(__dirname, '../..');

/** A program that runs in its own process. */
export interface Program {
  child: ChildProcess;
  /** Everything that it has printed so far, without colours. */
  output: () => string;
  /** Its exit code, when it has ended. */
  exitCode: Promise<number | null>;
}

/** Environment variables that jest and the suites set and a terminal does not have. */
export const OURS = ['NODE_OPTIONS', 'NODE_ENV', 'JEST_WORKER_ID'];

/** Starts a program. */
export const startProgram = (
  file: string,
  args: string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> }
): Program => {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.includes(name));
  const child = spawn(file, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), STRAPI_TELEMETRY_DISABLED: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  // eslint-disable-next-line no-control-regex -- colours begin with the escape character
  return { child, output: () => printed.replace(/\u001b\[\d*m/g, ''), exitCode };
};

const returnedPorts = new Set<number>();

/** Returns a port that is not in use, and each port once: the system may choose one again as soon as it is closed. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    if (returnedPorts.has(port)) continue;
    returnedPorts.add(port);
    return port;
  }
};

/**
 * Waits until a condition is true.
 *
 * @throws Error with the program's output when the program ends before, or after three minutes
 */
export const waitFor = async (program: Program, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const limit = Date.now() + 180_000;
  let hasEnded = false;
  void program.exitCode.then(() => {
    hasEnded = true;
  });
  while (!(await isSo())) {
    if (hasEnded || Date.now() > limit) {
      throw new Error(`The program ${hasEnded ? 'has ended' : 'is late'}:\n${program.output()}`);
    }
    await wait(100);
  }
};

/** A Strapi site that `strapi start` runs, with a SQLite database in the site's folder. */
export interface SiteProcess extends Program {
  origin: string;
  /** Waits until it responds. */
  ready: () => Promise<void>;
  /** Stops it with a signal, as a process manager does, and returns its exit code. */
  stop: () => Promise<number | null>;
}

/** @param packages where the site's packages are installed */
export const startSite = async (
  folder: string,
  env: Record<string, string> = {},
  packages: string = ROOT
): Promise<SiteProcess> => {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const program = startProgram(path.join(packages, 'node_modules/.bin/strapi'), ['start'], {
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: path.join(folder, 'child.db'),
      ...env,
    },
  });
  const answers = async (): Promise<boolean> => {
    const response = await fetch(`${origin}/_health`).catch(() => undefined);
    return response?.status === 204;
  };
  return {
    ...program,
    origin,
    ready: () => waitFor(program, answers),
    stop: () => {
      program.child.kill('SIGTERM');
      return program.exitCode;
    },
  };
};

/** The part of an API response that tests read. */
export interface Answer<Data> {
  status: number;
  body: { data: Data };
}

const readResponse = async <Data>(response: Response): Promise<Answer<Data>> => ({
  status: response.status,
  body: (await response.json()) as Answer<Data>['body'],
});

export const getJson = async <Data>(address: string): Promise<Answer<Data>> =>
  readResponse(await fetch(address));

export const postJson = async <Data>(address: string, content: unknown): Promise<Answer<Data>> =>
  readResponse(
    await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(content),
    })
  );

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const ROOT = path.resolve(__dirname, '../..');

/** A program that runs beside the tests. */
export interface Program {
  child: ChildProcess;
  /** Everything that it has printed so far, without colours. */
  output: () => string;
  /** Its exit code, once it has ended. */
  exitCode: Promise<number | null>;
}

/** What jest and the suites put into the environment, and a person's terminal has not. */
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
  // eslint-disable-next-line no-control-regex -- the escape character is what a colour starts with
  return { child, output: () => printed.replace(/\u001b\[\d*m/g, ''), exitCode };
};

/** A port that nobody uses at the moment. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

/**
 * Waits until something is so.
 *
 * @throws Error with the program's output when the program ends before, or takes longer than three minutes
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

/** A Strapi site as `strapi start` runs it, with a SQLite database in the site's folder. */
export interface SiteProcess extends Program {
  origin: string;
  /** Waits until it answers. */
  ready: () => Promise<void>;
  /** Asks it to end, as a process manager does, and gives its exit code. */
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

/** A response of the API, as far as tests read it. */
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

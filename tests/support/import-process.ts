import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Progress, RunOptions, RunReport } from '../../server/src/import/report';
import { OURS } from './child-process';

/** The output of the process, see import-child.js. */
type Message =
  | { event: 'ready' | 'begin' }
  | ({ event: 'progress' } & Progress)
  | { event: 'report'; report: RunReport }
  | { event: 'error'; message: string };

export interface ImportOptions {
  /** The folder of the files; by default the shipped guides. */
  folder?: string;
  options?: Pick<RunOptions, 'bulk' | 'force'>;
  /** The step before which it waits for `goAhead`. */
  waitsFor?: 'start' | 'import';
  env: Record<string, string>;
}

/** A process that starts a site and imports into it. */
export interface ImportProcess {
  /** Settles when it waits. */
  ready: Promise<void>;
  goAhead: () => void;
  /** Settles when the import begins. */
  begun: Promise<void>;
  /** Kills the process. */
  kill: () => void;
  ended: Promise<ImportResult>;
}

export interface ImportResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  report: RunReport | undefined;
  /** The progress events, each with the milliseconds since the import began. */
  progress: (Progress & { after: number })[];
  /** The error, and the whole standard error. */
  messages: string;
}

interface Milestone {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: Error) => void;
}

const milestone = (): Milestone => {
  const made: Partial<Milestone> = {};
  made.promise = new Promise<void>((resolve, reject) => Object.assign(made, { resolve, reject }));
  // A rejection that no test awaits is no error.
  made.promise.catch(() => {});
  return made as Milestone;
};

export const startImport = (cwd: string, { env, ...job }: ImportOptions): ImportProcess => {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.includes(name));
  const script = path.join(__dirname, 'import-child.js');
  const child = spawn(process.execPath, [script, JSON.stringify(job)], {
    cwd,
    env: {
      ...Object.fromEntries(inherited),
      NODE_ENV: 'test',
      STRAPI_TELEMETRY_DISABLED: 'true',
      // Warnings of Node and the drivers are no messages of the import.
      NODE_NO_WARNINGS: '1',
      // The GraphQL schema takes half of the bootstrap.
      GRAPHQL_ENABLED: 'false',
      ...env,
    },
  });
  const result: ImportResult = {
    exitCode: null,
    signal: null,
    report: undefined,
    progress: [],
    messages: '',
  };
  let startedAt = 0;
  const ready = milestone();
  const begun = milestone();
  const hear = (message: Message): void => {
    switch (message.event) {
      case 'ready':
        return ready.resolve();
      case 'begin':
        startedAt = performance.now();
        return begun.resolve();
      case 'progress': {
        const { phase, done, total } = message;
        result.progress.push({ phase, done, total, after: performance.now() - startedAt });
        return;
      }
      case 'report':
        result.report = message.report;
        return;
      case 'error':
        result.messages += `${message.message}\n`;
    }
  };
  createInterface(child.stdout).on('line', (line) => {
    // A line may be incomplete at the end of the process, or be the site's own.
    if (line.startsWith('{') && line.endsWith('}')) hear(JSON.parse(line) as Message);
    else result.messages += `${line}\n`;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    result.messages += chunk.toString();
  });
  // A killed process does not read any more.
  child.stdin.on('error', () => {});
  const ended = once(child, 'close').then(([exitCode, signal]) => {
    Object.assign(result, { exitCode, signal });
    const early = new Error(`The process has ended early:\n${result.messages}`);
    ready.reject(early);
    begun.reject(early);
    return result;
  });
  return {
    ready: ready.promise,
    goAhead: () => child.stdin.write('\n'),
    begun: begun.promise,
    kill: () => child.kill('SIGKILL'),
    ended,
  };
};

/**
 * Returns the report of a successful import. Its standard error may have messages of Strapi, whose tasks sometimes find
 * an SQLite database locked.
 *
 * @throws Error with the messages of the process when it failed
 */
export const reportOf = async ({ ended }: ImportProcess): Promise<RunReport> => {
  const { exitCode, report, messages } = await ended;
  if (exitCode !== 0 || !report) throw new Error(`The import ended with ${exitCode}:\n${messages}`);
  return report;
};

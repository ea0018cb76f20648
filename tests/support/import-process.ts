import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Progress, RunOptions, RunReport } from '../../server/src/import/report';
import { OURS } from './child-process';

/** What the process says, see import-child.js. */
type Message =
  | { event: 'ready' | 'begin' }
  | ({ event: 'progress' } & Progress)
  | { event: 'report'; report: RunReport }
  | { event: 'error'; message: string };

export interface ImportOptions {
  /** The files; the shipped guides if left out. */
  folder?: string;
  options?: Pick<RunOptions, 'bulk' | 'force'>;
  /** What it waits with until `goAhead` is called. */
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
  /** Ends the process at once, without a word to it. */
  kill: () => void;
  ended: Promise<ImportResult>;
}

export interface ImportResult {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  report: RunReport | undefined;
  /** Each with the milliseconds since the import began. */
  progress: (Progress & { after: number })[];
  /** What went wrong, and everything on the error output. */
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
  // Nobody need wait for it.
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
      // Of the drivers' and Node's own: they are none of the import's messages.
      NODE_NO_WARNINGS: '1',
      // Its schema takes half of a start.
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
    // A line may be cut off by the end of the process, or be the site's own.
    if (line.startsWith('{') && line.endsWith('}')) hear(JSON.parse(line) as Message);
    else result.messages += `${line}\n`;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    result.messages += chunk.toString();
  });
  // A process that was killed does not read any more.
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
 * The report of an import that nothing has disturbed. What is on the error output may be Strapi's own: on SQLite its
 * tasks find the database locked now and then.
 *
 * @throws Error with what the process said, if it did not get through
 */
export const reportOf = async ({ ended }: ImportProcess): Promise<RunReport> => {
  const { exitCode, report, messages } = await ended;
  if (exitCode !== 0 || !report) throw new Error(`The import ended with ${exitCode}:\n${messages}`);
  return report;
};

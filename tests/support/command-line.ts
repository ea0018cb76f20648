import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { OURS, ROOT } from './child-process';

/** The output and the exit code of `career-field`. */
export interface CommandResult {
  exitCode: number | null;
  /** The standard output, which contains only the report. */
  output: string;
  /** The standard error: progress, messages, and the output of the site. */
  messages: string;
}

export interface CommandOptions {
  cwd: string;
  env?: Record<string, string>;
  /** Called with the whole standard error so far, whenever it grows. */
  onMessage?: (messages: string, child: ChildProcess) => void;
}

/** Runs `career-field` in a site with a SQLite database in its folder. */
export const runCareerField = async (
  args: string[],
  { cwd, env = {}, onMessage = () => {} }: CommandOptions
): Promise<CommandResult> => {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.includes(name));
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/career-field.js'), ...args], {
    cwd,
    env: {
      ...Object.fromEntries(inherited),
      STRAPI_TELEMETRY_DISABLED: 'true',
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: path.join(cwd, 'data.db'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const result: CommandResult = { exitCode: null, output: '', messages: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    result.output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    result.messages += chunk.toString();
    onMessage(result.messages, child);
  });
  [result.exitCode] = (await once(child, 'close')) as [number | null];
  return result;
};

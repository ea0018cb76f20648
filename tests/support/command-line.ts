import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { OURS, ROOT } from './child-process';

/** What `career-field` has printed, and how it ended. */
export interface CommandResult {
  exitCode: number | null;
  /** The output, where nothing but the report belongs. */
  output: string;
  /** The error output: progress, messages, and whatever the site prints. */
  messages: string;
}

export interface CommandOptions {
  cwd: string;
  env?: Record<string, string>;
  /** Called with everything on the error output so far, whenever there is more. */
  onMessage?: (messages: string, child: ChildProcess) => void;
}

/** Runs `career-field` as a person does, in a site with a SQLite database in its folder. */
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

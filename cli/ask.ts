import { createInterface } from 'node:readline';
import type { Request } from './arguments';
import { UsageError } from './errors';

/**
 * Before the site is started: where nobody can answer, the answer must be on the command line.
 *
 * @throws UsageError
 */
export const checkCanAsk = ({ options: { dropData, yes } }: Request): void => {
  if (dropData && !yes && !process.stdin.isTTY) {
    throw new UsageError(
      '--drop-data deletes every guide of the site, and there is no terminal to ask on. Add --yes if that is meant.'
    );
  }
};

/**
 * Asks on the terminal. On the error output, so that the report stands alone on the other.
 *
 * @returns what was typed; nothing when the input ends
 */
export const ask = (question: string): Promise<string> =>
  new Promise((resolve) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    // The terminal hands Ctrl-C to whoever reads from it.
    terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    terminal.on('close', () => resolve(''));
    terminal.question(`${question} `, (answer) => {
      resolve(answer.trim());
      terminal.close();
    });
  });

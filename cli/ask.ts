import { createInterface } from 'node:readline';
import type { Request } from './arguments';
import { UsageError } from './errors';

/**
 * Checks that a confirmation is possible, before the site starts.
 *
 * @throws UsageError without a terminal and without --yes
 */
export const checkCanAsk = ({ options: { dropData, yes } }: Request): void => {
  if (dropData && !yes && !process.stdin.isTTY) {
    throw new UsageError(
      '--drop-data deletes every guide of the site, and there is no terminal for the confirmation. To delete without one, add --yes.'
    );
  }
};

/**
 * Asks on the terminal, on the error output, so that the standard output holds nothing but the report.
 *
 * @returns the typed text; an empty one when the input ends
 */
export const ask = (question: string): Promise<string> =>
  new Promise((resolve) => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    // While readline reads, it receives Ctrl-C instead of the process.
    terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    terminal.on('close', () => resolve(''));
    terminal.question(`${question} `, (answer) => {
      resolve(answer.trim());
      terminal.close();
    });
  });

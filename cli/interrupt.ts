import type { CommandName } from './help';

/** As a shell counts: 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 };

/** What has become of the site when a command is broken off. */
const describeInterruption = (command: CommandName): string => {
  switch (command) {
    case 'seed':
    case 'import':
      return 'Stopped. No document is half written; run the command again, and it takes up where it ended.';
    case 'export':
      return 'Stopped. The site is as it was; run the command again to have all files.';
    default:
      return 'Stopped.';
  }
};

/**
 * Ends the process at once when it is told to. Nothing is tidied up: every document is written in a transaction, and
 * the database undoes the one that is open. To be called before the site starts: Strapi has a handler of its own, which
 * would end with exit code 0.
 */
export const stopOnSignal = (command: CommandName, tell: (message: string) => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      tell(describeInterruption(command));
      process.exit(EXIT_CODES[signal]);
    });
  }
};

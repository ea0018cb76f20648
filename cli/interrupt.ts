import type { CommandName } from './help';

/** By the convention of shells: 128 plus the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 };

/** Describes the state of the site after an interrupted command. */
const describeInterruption = (command: CommandName): string => {
  switch (command) {
    case 'seed':
    case 'import':
      return 'Stopped. Every document is either written completely or not at all. Run the command again to resume.';
    case 'export':
      return 'Stopped. The site has not changed. Run the command again to export all files.';
    default:
      return 'Stopped.';
  }
};

/**
 * Ends the process on SIGINT and SIGTERM, at once: every document is written in a transaction, and the database rolls back
 * the open one. Must be called before the site starts, because Strapi's own handler would end with exit code 0.
 */
export const stopOnSignal = (command: CommandName, print: (message: string) => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      print(describeInterruption(command));
      process.exit(EXIT_CODES[signal]);
    });
  }
};

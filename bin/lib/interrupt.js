'use strict';

/** @typedef {import('./help').CommandName} CommandName */

/** As a shell counts: 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 };

/**
 * What has become of the site when a command is broken off.
 *
 * @param {CommandName} command
 */
const describeInterruption = (command) => {
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
 *
 * @param {CommandName} command
 * @param {(message: string) => void} tell
 */
const stopOnSignal = (command, tell) => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => {
      tell(describeInterruption(command));
      process.exit(EXIT_CODES[signal]);
    });
  }
};

module.exports = { stopOnSignal };

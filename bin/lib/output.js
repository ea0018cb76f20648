'use strict';

/** @typedef {(text: string) => Promise<void>} Print */

/**
 * Keeps the output for the report alone: whatever Strapi or the site prints from now on goes to the error output.
 * A reader that has seen enough (`| head`) is no failure.
 *
 * @returns {Print} what still prints on the output; done when the text has left the process
 */
const takeOutput = () => {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const write = stdout.write.bind(stdout);
  stdout.write = /** @type {typeof stdout.write} */ (stderr.write.bind(stderr));
  return (text) => new Promise((resolve) => void write(text, () => resolve()));
};

module.exports = { takeOutput };

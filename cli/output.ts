export type Print = (text: string) => Promise<void>;

/**
 * Reserves the standard output for the report: everything that Strapi or the site prints goes to the error output. A
 * closed pipe (`| head`) is not an error.
 *
 * @returns a function that prints on the standard output, and resolves when the text has left the process
 */
export const takeOutput = (): Print => {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  return (text) => new Promise((resolve) => void write(text, () => resolve()));
};

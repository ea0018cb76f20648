export type Print = (text: string) => Promise<void>;

/**
 * Keeps the output for the report alone: whatever Strapi or the site prints from now on goes to the error output.
 * A reader that has seen enough (`| head`) is no failure.
 *
 * @returns what still prints on the output; done when the text has left the process
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

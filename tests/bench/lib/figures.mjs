import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './site.mjs';

/**
 * Replaces a page of measured figures, `docs/performance/<name>.md`.
 *
 * @param name the benchmark, as in `npm run bench:<name>`
 * @param text Markdown, with the machine and its load
 * @returns the path of the page, from the root of the repository
 */
export const writeFigures = (name, title, text) => {
  const file = path.join('docs', 'performance', `${name}.md`);
  const args = process.argv.slice(2).map((arg) => (path.isAbsolute(arg) ? path.basename(arg) : arg));
  const command = ['npm run', `bench:${name}`, '--', ...args].join(' ');
  const head = `# ${title}\n\nWritten by \`${command}\`. [Performance](../performance.md) explains the figures.`;
  writeFileSync(path.join(ROOT, file), `${head}\n\n${text}\n`);
  return file;
};

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

const architecture = readFileSync(path.join(ROOT, 'docs/architecture.md'), 'utf8');

/** The files of a folder, with those of folders in it. */
const filesOf = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => file.replaceAll(path.sep, '/'));

/** The files that a table of docs/architecture.md names, in the section of a folder. */
const listedFor = (folder: string): string[] => {
  const [, section = ''] = architecture.split(`\n### \`${folder}/\`\n`);
  const [table = ''] = section.split('\n#');
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name!);
};

describe.each(['server/src/strapi-internals', 'cli/strapi-internals'])('%s', (folder) => {
  it('is listed in docs/architecture.md, file by file', () => {
    const files = filesOf(folder).map((file) => file.replace(/\.tsx?$/, ''));
    expect(listedFor(folder).sort()).toEqual(files.sort());
  });

  it.each(filesOf(folder))(
    '%s says what it relies on, where that was read, and what happens without',
    (file) => {
      const source = readFileSync(path.join(ROOT, folder, file), 'utf8');
      const [header = ''] = /^\/\*[\s\S]*?\*\//.exec(source) ?? [];
      expect(header).toMatch(/Relies on/);
      expect(header.replace(/\n \* ?/g, ' ')).toMatch(/[Rr]ead in (Strapi )?5\.\d+\.\d+/);
      expect(header).toMatch(/When|Without/);
    }
  );
});

import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SourceDocument, FileIssue } from '../../../documents/document';
import type { Reading } from '../source';
import { documentFiles } from './open';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'career-field-source-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (file: string, content: string | Uint8Array): string => {
  const place = path.join(folder, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
  return place;
};

const skill = (key: string): string => `type: skill\nkey: ${key}\nlocales:\n  de: { name: ${key} }\n`;

const gather = async (
  readings: AsyncGenerator<Reading>
): Promise<{ documents: SourceDocument[]; issues: FileIssue[] }> => {
  const documents: SourceDocument[] = [];
  const issues: FileIssue[] = [];
  for await (const reading of readings) {
    if ('document' in reading) documents.push(reading.document);
    else if ('issue' in reading) issues.push(reading.issue);
  }
  return { documents, issues };
};

const readAll = async (place = folder) => gather((await documentFiles(place)).read());

const filesBelow = async (place = folder): Promise<string[]> => {
  const { documents, issues } = await readAll(place);
  return [...documents, ...issues].map(({ file }) => file);
};

describe('the documents of a folder', () => {
  it('are every YAML and JSON file below it, in the order of the names, and nothing else', async () => {
    write('skills/python.yaml', skill('python'));
    write('skills/deep/er/php.yml', skill('php'));
    write('c.json', JSON.stringify({ type: 'skill', key: 'c', locales: { de: {} } }));
    write('LOUD.YAML', skill('loud'));
    write('README.md', '# Read me');
    write('skills/notes.txt', 'type: nonsense');
    write('images/hero.jpg', new Uint8Array([0xff, 0xd8]));
    write('skills/python.yaml.bak', '{');
    write('yaml', '{');
    mkdirSync(path.join(folder, 'a-folder.yaml'));
    const { documents, issues } = await readAll();
    expect(issues).toEqual([]);
    expect(documents.map(({ file, key }) => [file, key])).toEqual([
      ['LOUD.YAML', 'loud'],
      ['c.json', 'c'],
      [path.join('skills', 'deep', 'er', 'php.yml'), 'php'],
      [path.join('skills', 'python.yaml'), 'python'],
    ]);
  });

  it('are named where there is none', async () => {
    write('guide.yaml.txt', skill('a'));
    expect(await readAll()).toEqual({
      documents: [],
      issues: [
        {
          file: path.basename(folder),
          line: 1,
          column: 1,
          path: '',
          message: 'This folder has no documents: no file name ends in .yaml, .yml or .json.',
        },
      ],
    });
  });

  it('may be links within it, as those of mounted volumes are, but none that leads elsewhere', async () => {
    write('..data/a.yaml', skill('a'));
    symlinkSync(path.join('..data', 'a.yaml'), path.join(folder, 'a.yaml'));
    symlinkSync('/etc/hostname', path.join(folder, 'b.yaml'));
    symlinkSync('nowhere', path.join(folder, 'c.yaml'));
    symlinkSync('..data', path.join(folder, 'd.yaml'));
    const { documents, issues } = await readAll();
    expect(documents.map(({ file }) => file)).toEqual(['a.yaml']);
    expect(issues.map(({ file }) => file).sort()).toEqual(['b.yaml', 'c.yaml', 'd.yaml']);
    expect(issues[0]?.message).toBe(
      'This link does not lead to a file of this folder. Put the file itself here.'
    );
  });

  it('are not what a tool keeps there, nor the schema of the format', async () => {
    write('.git/a.yaml', '{');
    write('skills/.drafts/b.yaml', '{');
    write('.hidden.yaml', '{');
    write('node_modules/x/c.yaml', '{');
    write('skills/node_modules/d.json', '{');
    write('document.schema.json', '{}');
    write('skills/Document.Schema.JSON', '{}');
    write('node_modules.yaml', skill('a'));
    write('skills/schema.json', JSON.stringify({ type: 'skill', key: 'b', locales: { de: {} } }));
    expect(await filesBelow()).toEqual(['node_modules.yaml', path.join('skills', 'schema.json')]);
  });

  // A folder may come from somebody else, who must not be able to import other files of this machine.
  it('are not behind links, whether to a file or to a folder, or to itself', async () => {
    write('elsewhere/a.yaml', skill('a'));
    const guides = path.join(folder, 'guides');
    mkdirSync(guides);
    symlinkSync(path.join(folder, 'elsewhere', 'a.yaml'), path.join(guides, 'file.yaml'));
    symlinkSync(path.join(folder, 'elsewhere'), path.join(guides, 'folder'));
    symlinkSync(guides, path.join(guides, 'again'));
    symlinkSync(path.join(folder, 'nowhere'), path.join(guides, 'broken.yaml'));
    write('guides/own.yaml', skill('own'));
    const { documents, issues } = await readAll(guides);
    expect(documents.map(({ file }) => file)).toEqual(['own.yaml']);
    // Reported rather than skipped: the author expects them to be imported.
    expect(issues.map(({ file }) => file).sort()).toEqual(['broken.yaml', 'file.yaml']);
  });

  it('are not taken for none where there is no folder', async () => {
    await expect(documentFiles(path.join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('lie where their images lie', async () => {
    expect((await documentFiles(folder)).folder).toBe(folder);
  });

  it('are read on after one that cannot be read', async () => {
    write('a.yaml', '{');
    write('b.yaml', '');
    write('c.yaml', skill('c'));
    const { documents, issues } = await readAll();
    expect(documents.map(({ key }) => key)).toEqual(['c']);
    expect([...new Set(issues.map(({ file }) => file))]).toEqual(['a.yaml', 'b.yaml']);
  });

  it('may be deleted before it is their turn, which is said of them', async () => {
    const place = write('a.yaml', skill('a'));
    write('b.yaml', skill('b'));
    const source = await documentFiles(folder);
    rmSync(place);
    const { documents, issues } = await gather(source.read());
    expect(documents.map(({ key }) => key)).toEqual(['b']);
    expect(issues).toEqual([
      { file: 'a.yaml', line: 1, column: 1, path: '', message: expect.stringContaining('cannot be read') },
    ]);
  });
});

describe('a single file', () => {
  it('is one document, whose images lie beside it', async () => {
    const place = write('guides/a.yaml', skill('a'));
    write('guides/b.yaml', skill('b'));
    expect((await documentFiles(place)).folder).toBe(path.dirname(place));
    const { documents } = await readAll(place);
    expect(documents.map(({ file, key }) => [file, key])).toEqual([['a.yaml', 'a']]);
  });

  it('has no end that it must have: somebody named it', async () => {
    expect((await readAll(write('guide.txt', skill('a')))).documents).toHaveLength(1);
  });

  it.each<[string, Uint8Array, number]>([
    ['Latin-1', Buffer.from(skill('größe'), 'latin1'), 2],
    ['UTF-16', Buffer.from(`\ufeff${skill('a')}`, 'utf16le'), 1],
    ['a file cut in the middle of a letter', Buffer.from(`${skill('a')}# ü`).subarray(0, -1), 5],
    [
      'half of a letter that has two halves',
      Buffer.from([...Buffer.from(skill('a')), 0x23, 0xed, 0xa0, 0x80]),
      5,
    ],
    ['a image', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 1],
  ])('is refused as %s', async (_what, bytes, line) => {
    expect(await readAll(write('a.yaml', bytes))).toEqual({
      documents: [],
      issues: [
        {
          file: 'a.yaml',
          line,
          column: 1,
          path: '',
          message: 'The file is not UTF-8 text. Save it as UTF-8.',
        },
      ],
    });
  });

  it('is no table, which another format reads', async () => {
    const { issues } = await readAll(write('occupations_en.csv', 'conceptUri,preferredLabel\n'));
    expect(issues).toMatchObject([{ message: expect.stringContaining('the format "esco"') }]);
  });

  it('may begin with a byte order mark', async () => {
    expect((await readAll(write('a.yaml', `\ufeff${skill('a')}`))).documents).toHaveLength(1);
  });

  it('has 5 MB at most', async () => {
    const limit = 5 * 1024 * 1024;
    const comment = (size: number): string => `${skill('a')}#`.padEnd(size, '-');
    expect((await readAll(write('a.yaml', comment(limit)))).issues).toEqual([]);
    expect((await readAll(write('a.yaml', comment(limit + 1)))).issues).toHaveLength(1);
  });

  it.each([
    [50 * 1024 * 1024, '50 MB'],
    [20 * 1024 * 1024 * 1024, '20480 MB'],
  ])('is refused above that, without being read: %d bytes', async (size, shown) => {
    const place = write('a.yaml', skill('a'));
    truncateSync(place, size);
    const before = process.memoryUsage().rss;
    expect((await readAll()).issues).toEqual([
      {
        file: 'a.yaml',
        line: 1,
        column: 1,
        path: '',
        message: `The file has ${shown}; a document has at most 5 MB.`,
      },
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * 1024 * 1024);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  documentId,
  SeedFilesError,
  type SeedDocument,
  type SeedFault,
} from '../../server/src/seeding/document';
import { parseSeedFile, readSeedFiles, unknownName } from '../../server/src/seeding/read';

const FILE = 'articles/backend.yaml';

const documentOf = (text: string): SeedDocument => {
  const parsed = parseSeedFile(FILE, text);
  if ('faults' in parsed) throw new SeedFilesError(parsed.faults);
  return parsed.document;
};

const faultsOf = (text: string): SeedFault[] => {
  const parsed = parseSeedFile(FILE, text);
  if ('document' in parsed) throw new Error('Nothing is wrong with it.');
  return parsed.faults;
};

const ARTICLE = `type: article
key: backend
status: draft
shared:
  category: it
locales:
  de:
    title: Backend
    areas:
      items:
        - title: Datenbanken
        - title: Cloud
          text: >-
            Gemietete
            Rechner.
  en:
    title: Backend
`;

describe('parseSeedFile', () => {
  it('reads a document', () => {
    const { lineOf, ...document } = documentOf(ARTICLE);
    expect(document).toEqual({
      lineWithin: expect.any(Function),
      file: FILE,
      type: 'article',
      key: 'backend',
      published: false,
      shared: { category: 'it' },
      locales: {
        de: {
          title: 'Backend',
          areas: { items: [{ title: 'Datenbanken' }, { title: 'Cloud', text: 'Gemietete Rechner.' }] },
        },
        en: { title: 'Backend' },
      },
    });
    expect(lineOf(['type'])).toBe(1);
  });

  it.each<[(string | number)[], number]>([
    [['key'], 2],
    [['status'], 3],
    [['shared', 'category'], 5],
    [['locales', 'de', 'title'], 8],
    [['locales', 'de', 'areas', 'items', 0, 'title'], 11],
    [['locales', 'de', 'areas', 'items', 1, 'title'], 12],
    [['locales', 'de', 'areas', 'items', 1, 'text'], 13],
    [['locales', 'en', 'title'], 17],
    // What is not there is where it would stand: with the nearest thing that there is.
    [['locales', 'de', 'areas', 'items', 1, 'article'], 12],
    [['locales', 'de', 'areas', 'items', 7, 'title'], 10],
    [['locales', 'fr', 'title'], 6],
    [['nothing'], 1],
    [[], 1],
  ])('knows the line of %j', (place, line) => {
    expect(documentOf(ARTICLE).lineOf(place)).toBe(line);
  });

  it('publishes unless the file says otherwise', () => {
    expect(documentOf('type: article\nkey: a\nlocales: { de: {} }').published).toBe(true);
    expect(documentOf('type: article\nkey: a\nstatus: published\nlocales: { de: {} }').published).toBe(true);
    expect(documentOf('type: skill\nkey: a\nlocales: { de: {} }').published).toBe(true);
  });

  it('reads JSON', () => {
    const json = JSON.stringify(
      { type: 'skill', key: 'php', locales: { de: { name: 'PHP', slug: 'php' } } },
      null,
      2
    );
    const document = documentOf(json);
    expect(document.locales).toEqual({ de: { name: 'PHP', slug: 'php' } });
    expect(document.shared).toEqual({});
    expect(document.lineOf(['locales', 'de', 'slug'])).toBe(7);
  });

  it('keeps text text: a leading zero, a date, a Norwegian locale', () => {
    const text =
      "type: skill\nkey: '007'\nlocales:\n  no: { code: '0110', asOf: 2026-11-23, version: '1.10', on: yes }";
    const { key, locales } = documentOf(text);
    expect(key).toBe('007');
    expect(locales).toEqual({ no: { code: '0110', asOf: '2026-11-23', version: '1.10', on: 'yes' } });
  });

  it('reads a file with a byte order mark and the line ends of Windows', () => {
    const document = documentOf(`\ufeff${ARTICLE.replaceAll('\n', '\r\n')}`);
    expect(document.locales.en).toEqual({ title: 'Backend' });
    expect(document.lineOf(['locales', 'en', 'title'])).toBe(17);
  });

  it.each<[string, string, number]>([
    ['a bracket that is not closed', 'type: article\nkey: backend\nlocales: {de: {title: a}\n', 4],
    ['an indentation that is none', 'type: article\nkey: backend\nlocales:\n  de:\n   title: a\n  x\n', 6],
    ['a tab for spaces', 'type: article\nlocales:\n\tde: {}\n', 3],
    ['a quote that is not closed', "type: article\nkey: 'backend\n", 3],
    ['a name twice in one group', 'type: article\nkey: a\nlocales:\n  de:\n    title: a\n    title: b\n', 6],
    ['a locale twice', 'type: article\nkey: a\nlocales:\n  de: {}\n  de: {}\n', 5],
    ['two documents in one file', 'type: article\nkey: a\n---\ntype: article\n', 3],
  ])('names the line of %s', (_what, text, line) => {
    const faults = faultsOf(text);
    expect(faults[0]).toMatchObject({ file: FILE, line, path: '' });
    expect(faults[0]?.message).not.toBe('');
  });

  it('names the line of lists in each other without end', () => {
    const faults = faultsOf(`type: article\nlocales: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`);
    expect(faults[0]).toMatchObject({ file: FILE, line: 2 });
  });

  // The parser finds these only while it builds the value, and then throws: the run ends with neither a file nor a line,
  // and whatever is wrong in the other files is never named.
  it.each<[string, string]>([
    ['an alias of nothing', 'type: article\nkey: *nothing\n'],
    [
      'a list of two hundred aliases of a list',
      `type: article\nkey: &a [a]\nlocales: [${Array(200).fill('*a').join(', ')}]\n`,
    ],
  ])('names the file of %s', (_what, text) => {
    expect(faultsOf(text)).toEqual([expect.objectContaining({ file: FILE })]);
  });

  const valid = { type: 'article', key: 'backend', locales: { de: {} } };

  it.each<[string, object, number, string, string]>([
    ['no type', { key: 'a', locales: { de: {} } }, 1, 'type', 'The type must be one of category, skill'],
    ['a type that there is not', { ...valid, type: 'articel' }, 1, 'type', 'The type must be one of'],
    [
      'a type that is not for editors',
      { ...valid, type: 'seed-record' },
      1,
      'type',
      'The type must be one of',
    ],
    ['a type that is a list', { ...valid, type: ['article'] }, 1, 'type', 'The type must be one of'],
    ['no key', { type: 'article', locales: { de: {} } }, 1, 'key', 'The key must be small letters'],
    ['a key with capitals', { ...valid, key: 'Backend' }, 2, 'key', 'The key must be small letters'],
    ['a key with a path in it', { ...valid, key: '../backend' }, 2, 'key', 'The key must be small letters'],
    ['a key with a colon', { ...valid, key: 'a:b' }, 2, 'key', 'The key must be small letters'],
    ['a key that is a number', { ...valid, key: 7 }, 2, 'key', 'The key must be small letters'],
    ['a key that is empty', { ...valid, key: '' }, 2, 'key', 'The key must be small letters'],
    ['a status that there is not', { ...valid, status: 'live' }, 5, 'status', 'The status must be'],
    ['no status after the name', { ...valid, status: null }, 5, 'status', 'The status must be'],
    [
      'a status where there are no drafts',
      { ...valid, type: 'skill', status: 'published' },
      5,
      'status',
      'The type skill has no drafts',
    ],
    ['a list of shared attributes', { ...valid, shared: ['a'] }, 5, 'shared', 'This must be a group'],
    ['shared attributes that are null', { ...valid, shared: null }, 5, 'shared', 'This must be a group'],
    ['no locales', { type: 'article', key: 'a' }, 1, 'locales', 'at least one locale'],
    ['no locale among them', { ...valid, locales: {} }, 3, 'locales', 'at least one locale'],
    ['a list of locales', { ...valid, locales: ['de'] }, 3, 'locales', 'at least one locale'],
    ['a locale that is empty', { ...valid, locales: { de: null } }, 4, 'locales.de', 'This must be a group'],
    ['a locale that is text', { ...valid, locales: { de: 'x' } }, 4, 'locales.de', 'This must be a group'],
    [
      'a name that is not known',
      { ...valid, local: {} },
      5,
      'local',
      '"local" is not known here. Did you mean "locales"?',
    ],
    ['a name in capitals', { ...valid, Type: 'a' }, 5, 'Type', 'Did you mean "type"?'],
  ])('refuses %s', async (_what, value, line, where, message) => {
    const { stringify } = await import('yaml');
    const faults = faultsOf(stringify(value));
    expect(faults).toEqual([{ file: FILE, line, path: where, message: expect.stringContaining(message) }]);
  });

  it('names everything that is wrong at once', () => {
    expect(faultsOf('typ: article\nkey: A\nstatus: x\n').map(({ path: where }) => where)).toEqual([
      'typ',
      'type',
      'key',
      'status',
      'locales',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a comment', '# Backend\n'],
    ['text', 'Backend'],
    ['a list', '- type: article\n'],
    ['null', 'null'],
    ['an empty list in JSON', '[]'],
  ])('says how a document starts where a file holds %s', (_what, text) => {
    expect(faultsOf(text)).toEqual([
      { file: FILE, line: 1, path: '', message: expect.stringContaining('starts with its type and key') },
    ]);
  });

  it('lets a file repeat itself by an alias', () => {
    const { locales } = documentOf(
      'type: article\nkey: a\nlocales:\n  de: &de { title: Backend }\n  en: *de\n'
    );
    expect(locales.en).toEqual({ title: 'Backend' });
  });
});

describe('unknownName', () => {
  it('names the nearest that there is', () => {
    expect(unknownName('titel', ['slug', 'title', 'lead'])).toBe(
      '"titel" is not known here. Did you mean "title"?'
    );
  });
});

describe('SeedFilesError', () => {
  it('lists each fault with its file and line', () => {
    const fault = { file: 'a.yaml', line: 3, path: 'locales.de.title', message: 'Wrong.' };
    expect(new SeedFilesError([fault]).message).toBe(
      'A seed file is not right; nothing was written.\n  a.yaml:3  locales.de.title: Wrong.'
    );
    expect(new SeedFilesError([fault, { ...fault, line: 1, path: '' }]).message).toBe(
      'The seed files are not right; nothing was written.\n  a.yaml:3  locales.de.title: Wrong.\n  a.yaml:1  Wrong.'
    );
  });
});

describe('readSeedFiles', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'career-field-read-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (file: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };

  const skill = (key: string): string => `type: skill\nkey: ${key}\nlocales:\n  de: { name: ${key} }\n`;

  it('reads every document below the folder, in the order of the names, and nothing else', async () => {
    write('skills/python.yaml', skill('python'));
    write('skills/deep/er/php.yml', skill('php'));
    write('c.json', JSON.stringify({ type: 'skill', key: 'c', locales: { de: {} } }));
    write('README.md', '# Read me');
    write('skills/notes.txt', 'type: nonsense');
    write('images/hero.jpg', new Uint8Array([0xff, 0xd8]));
    write('skills/python.yaml.bak', '{');
    const { documents, faults } = await readSeedFiles(folder);
    expect(faults).toEqual([]);
    expect(documents.map(({ file, key }) => [file, key])).toEqual([
      ['c.json', 'c'],
      [path.join('skills', 'deep', 'er', 'php.yml'), 'php'],
      [path.join('skills', 'python.yaml'), 'python'],
    ]);
  });

  it('finds nothing in an empty folder', async () => {
    expect(await readSeedFiles(folder)).toEqual({ documents: [], faults: [] });
  });

  it('does not take a folder that is not there for an empty one', async () => {
    await expect(readSeedFiles(path.join(folder, 'nowhere'))).rejects.toThrow('nowhere');
  });

  it('goes on after a file that it cannot read', async () => {
    write('a.yaml', '{');
    write('b.yaml', '');
    write('c.yaml', skill('c'));
    const { documents, faults } = await readSeedFiles(folder);
    expect(documents.map(({ key }) => key)).toEqual(['c']);
    expect([...new Set(faults.map(({ file }) => file))]).toEqual(['a.yaml', 'b.yaml']);
  });

  it('refuses a key that two files of one type have, but not one of two types', async () => {
    write('a.yaml', skill('it'));
    write('b.yaml', `# A second one\n${skill('it')}`);
    write('c.yaml', 'type: category\nkey: it\nlocales: { de: {} }');
    const { documents, faults } = await readSeedFiles(folder);
    expect(documents.map(({ type, key }) => documentId(type, key))).toEqual(['skill:it', 'category:it']);
    expect(faults).toEqual([
      { file: 'b.yaml', line: 3, path: 'key', message: 'The file a.yaml has the same type and key.' },
    ]);
  });

  it.each<[string, Uint8Array]>([
    ['Latin-1', Buffer.from(skill('größe'), 'latin1')],
    ['UTF-16', Buffer.from(`\ufeff${skill('a')}`, 'utf16le')],
    ['a file cut in the middle of a letter', Buffer.from(`${skill('a')}# ü`).subarray(0, -1)],
  ])('refuses %s', async (_what, bytes) => {
    write('a.yaml', bytes);
    const { documents, faults } = await readSeedFiles(folder);
    expect(documents).toEqual([]);
    expect(faults).toEqual([
      { file: 'a.yaml', line: 1, path: '', message: 'The file is not UTF-8 text. Save it as UTF-8.' },
    ]);
  });

  it('refuses a file above 5 MB without reading what is in it', async () => {
    const limit = 5 * 1024 * 1024;
    const comment = (size: number): string => `${skill('a')}#`.padEnd(size, '-');
    write('large.yaml', comment(limit + 1));
    expect((await readSeedFiles(folder)).faults).toEqual([
      { file: 'large.yaml', line: 1, path: '', message: 'The file is larger than 5 MB.' },
    ]);
    write('large.yaml', comment(limit));
    expect((await readSeedFiles(folder)).faults).toEqual([]);
  });

  // Nine lists of nine aliases each would be a billion texts.
  const bomb = [
    'type: article',
    'key: bomb',
    'locales:',
    '  de:',
    `    l0: &l0 [${Array(9).fill('lol').join(', ')}]`,
    ...Array.from(
      { length: 9 },
      (_, level) => `    l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(', ')}]`
    ),
    '',
  ].join('\n');

  it('takes neither memory nor time for a file made to fill it', async () => {
    write('bomb.yaml', bomb);
    const before = process.memoryUsage().heapUsed;
    const start = performance.now();
    const read = await readSeedFiles(folder).catch(() => ({ documents: [] }));
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
    // Small as long as nobody walks through it, as everything that comes after reading does.
    expect(read.documents.filter(({ key }) => key === 'bomb')).toEqual([]);
  });
});

import { stringify } from 'yaml';
import {
  describeIssue,
  documentId,
  InvalidFilesError,
  formatPath,
  type DocumentPath,
  type SourceDocument,
  type FileIssue,
} from './document';
import { unknownName } from './nearest';
import { parseDocumentFile } from './parse';
import { stepsOf } from '../../../tests/support/unit/steps';

const FILE = 'articles/backend.yaml';

const documentOf = (text: string): SourceDocument => {
  const parsed = parseDocumentFile(FILE, text);
  if ('issues' in parsed) throw new InvalidFilesError(parsed.issues);
  return parsed.document;
};

const issuesIn = (text: string): FileIssue[] => {
  const parsed = parseDocumentFile(FILE, text);
  if (!('issues' in parsed)) throw new Error('Nothing is wrong with it.');
  return parsed.issues;
};

/** Where an issue is and what it says, for what is wrong with one thing alone. */
const pathsOf = (text: string): string[] => issuesIn(text).map(({ path }) => path);

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

/** An article with these lines below its key, the first of them on line 3. */
const article = (...lines: string[]): string => ['type: article', 'key: a', ...lines, ''].join('\n');

/** One with this value, in YAML's short form, somewhere in German. */
const withValue = (value: string): string => article(`locales: { de: { title: ${value} } }`);

describe('parseDocumentFile', () => {
  it('reads a document', () => {
    const { positionOf, positionWithin, ...document } = documentOf(ARTICLE);
    expect(document).toEqual({
      file: FILE,
      type: 'article',
      key: 'backend',
      published: { de: false, en: false },
      shared: { category: 'it' },
      locales: {
        de: {
          title: 'Backend',
          areas: { items: [{ title: 'Datenbanken' }, { title: 'Cloud', text: 'Gemietete Rechner.' }] },
        },
        en: { title: 'Backend' },
      },
      draft: { shared: undefined, locales: {} },
    });
    expect(positionOf(['type'])).toEqual({ line: 1, column: 1 });
    expect(positionWithin(['type'], 1)).toEqual({ line: 1, column: 7 });
  });

  it('reads JSON', () => {
    const value = { type: 'skill', key: 'php', locales: { de: { name: 'PHP', slug: 'php' } } };
    const document = documentOf(JSON.stringify(value, null, 2));
    expect(document.locales).toEqual({ de: { name: 'PHP', slug: 'php' } });
    expect(document.shared).toEqual({});
    expect(document.positionOf(['locales', 'de', 'slug'])).toEqual({ line: 7, column: 7 });
    expect(documentOf(JSON.stringify(value)).positionOf(['locales', 'de', 'slug']).column).toBeGreaterThan(
      40
    );
  });

  it('keeps text text: a leading zero, a date, a Norwegian locale', () => {
    const { key, locales } = documentOf(
      "type: skill\nkey: '007'\nlocales:\n  no: { code: '0110', asOf: 2026-11-23, version: '1.10', on: yes }"
    );
    expect(key).toBe('007');
    expect(locales).toEqual({ no: { code: '0110', asOf: '2026-11-23', version: '1.10', on: 'yes' } });
  });

  it('takes a name that looks like a number for the name that it is', () => {
    expect(documentOf(article('locales: { de: { 1: a, 010: b, null: c, true: d } }')).locales.de).toEqual({
      1: 'a',
      '010': 'b',
      null: 'c',
      true: 'd',
    });
  });

  it('takes a group without content for an empty one', () => {
    const { locales, shared, draft } = documentOf(
      article('shared:', 'locales: { de: }', 'draft: { shared: , locales: }')
    );
    expect({ shared, locales, draft }).toEqual({
      shared: {},
      locales: { de: {} },
      draft: { shared: {}, locales: {} },
    });
  });

  it('reads a file with a byte order mark, the line ends of Windows, and an end of its document', () => {
    const document = documentOf(`\ufeff${ARTICLE}...\n`.replaceAll('\n', '\r\n'));
    expect(document.locales.en).toEqual({ title: 'Backend' });
    expect(document.locales.de).toMatchObject({ areas: { items: [{}, { text: 'Gemietete Rechner.' }] } });
    expect(document.positionOf(['locales', 'en', 'title'])).toEqual({ line: 17, column: 5 });
  });

  it('lets a file repeat itself by an alias', () => {
    const { locales } = documentOf(article('locales:', '  de: &de { title: Backend }', '  en: *de'));
    expect(locales.en).toEqual({ title: 'Backend' });
  });
});

describe('the position of a value', () => {
  it.each<[DocumentPath, number, number]>([
    [['key'], 2, 1],
    [['status'], 3, 1],
    [['shared', 'category'], 5, 3],
    [['locales', 'de', 'title'], 8, 5],
    [['locales', 'de', 'areas', 'items', 0], 11, 11],
    [['locales', 'de', 'areas', 'items', 0, 'title'], 11, 11],
    [['locales', 'de', 'areas', 'items', 1, 'title'], 12, 11],
    [['locales', 'de', 'areas', 'items', 1, 'text'], 13, 11],
    [['locales', 'en', 'title'], 17, 5],
    // What is not there is where it would stand: with the nearest thing that there is.
    [['locales', 'de', 'areas', 'items', 1, 'article'], 12, 11],
    [['locales', 'de', 'areas', 'items', 7, 'title'], 10, 7],
    [['locales', 'fr', 'title'], 6, 1],
    [['locales', 'de', 'title', 'deeper'], 8, 5],
    [['nothing'], 1, 1],
    [[], 1, 1],
  ])('%j is %d:%d', (place, line, column) => {
    expect(documentOf(ARTICLE).positionOf(place)).toEqual({ line, column });
  });

  // The value begins on the line below its name; a person looks for the name.
  it('is that of its name, whatever follows it', () => {
    const { positionOf } = documentOf(
      article('locales:', '  de:', '    1:', '      x: y', '    "a b":', '      - c')
    );
    expect(positionOf(['locales', 'de', 1])).toEqual({ line: 5, column: 5 });
    expect(positionOf(['locales', 'de', '1'])).toEqual({ line: 5, column: 5 });
    expect(positionOf(['locales', 'de', 'a b'])).toEqual({ line: 7, column: 5 });
  });

  const TEXTS = article(
    'locales:',
    '  de:',
    '    literal: |',
    '      One.',
    '',
    '      Two.',
    '    folded: >-',
    '      One.',
    '      Two.',
    '    plain: One.',
    '    quoted: "One.\\n\\nTwo."',
    '    below:',
    '      One.'
  );

  it.each<[string, number, number, number]>([
    ['literal', 1, 6, 1],
    ['literal', 3, 8, 1],
    ['folded', 2, 11, 1],
    // What stands on one line of the file is on that line, whatever line it is of the text.
    ['plain', 1, 12, 12],
    ['quoted', 3, 13, 13],
    ['below', 1, 15, 7],
    ['missing', 3, 4, 3],
  ])('within the text %s, of its line %d, is %d:%d', (name, within, line, column) => {
    expect(documentOf(TEXTS).positionWithin(['locales', 'de', name], within)).toEqual({ line, column });
  });
});

describe('a file that is no YAML', () => {
  it.each<[string, string, number]>([
    ['a bracket that is not closed', article('locales: {de: {title: a}'), 3],
    ['an indentation that is none', article('locales:', '  de:', '   title: a', '  x'), 6],
    ['a tab for spaces', article('locales:', '\tde: {}'), 4],
    ['a quote that is not closed', "type: article\nkey: 'backend\n", 2],
    ['a name twice in one group', article('locales:', '  de:', '    title: a', '    title: b'), 6],
    ['a name twice, once as a number', article('locales:', '  de:', '    1: a', '    "1": b'), 6],
    ['a locale twice', article('locales:', '  de: {}', '  de: {}'), 5],
    ['its type twice', 'type: article\ntype: skill\nkey: a\nlocales: { de: {} }\n', 2],
    ['two documents in one file', article('locales: { de: {} }', '---', 'type: article'), 4],
    ['JSON with a comma too many', '{\n"type": "article",\n"key": "a",,\n"locales": {"de": {}}\n}', 3],
    ['a group for a name', article('locales:', '  de:', '    ? { a: b }', '    : c'), 5],
    ['a list for a name', article('locales:', '  de:', '    ? [a]', '    : c'), 5],
  ])('is refused on its line for %s', (_what, text, line) => {
    const issues = issuesIn(text);
    expect(issues[0]).toMatchObject({ file: FILE, line, path: '' });
    expect(issues[0]?.message).not.toBe('');
    expect(issues[0]?.column).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', ''],
    ['only a byte order mark', '\ufeff'],
    ['a comment', '# Backend\n'],
    ['text', 'Backend'],
    ['a list', '- type: article\n'],
    ['null', 'null'],
    ['an empty list in JSON', '[]'],
    ['an alias', '*a'],
  ])('or no document, with how one starts, where it holds %s', (_what, text) => {
    const [issue, ...others] = issuesIn(text);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ file: FILE, line: 1, column: 1, path: '' });
    if (text !== '*a') expect(issue?.message).toContain('starts with its type and key');
  });

  // A tag is an instruction to the reader. None is followed: neither those that make code or objects of other
  // programs, nor those of older YAML, which would become what no attribute can hold.
  it.each([
    '!foo bar',
    '!!js/function "function () {}"',
    '!!js/undefined ""',
    '!!python/object/apply:os.system ["true"]',
    '!!binary aGVsbG8=',
    '!!timestamp 2026-11-23',
    '!!set { a, b }',
    '!!omap [a: 1]',
    '!<tag:example.org,2000:x> a',
  ])('is refused for the tag %s', (value) => {
    expect(issuesIn(withValue(value))).toEqual([
      { file: FILE, line: 3, column: 25, path: '', message: expect.stringMatching(/tag/i) },
    ]);
  });

  it('is not read by the rules of YAML 1.1 because it says so', () => {
    const text = `%YAML 1.1\n---\n${withValue('{ a: yes, b: 010, c: 2026-11-23, d: 1:30 }')}`;
    expect(documentOf(text).locales.de).toEqual({ title: { a: 'yes', b: 10, c: '2026-11-23', d: '1:30' } });
  });

  it('does not mix one group into another, which YAML 1.2 does not know', () => {
    const { locales } = documentOf(article('locales: { de: &de { title: a }, en: { <<: *de } }'));
    expect(locales.en).toEqual({ '<<': { title: 'a' } });
  });
});

describe('a file made to do harm', () => {
  const DEPTH = 10_000;

  it.each<[string, string]>([
    ['lists', article(`locales: ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`)],
    ['lists that are not closed', article(`locales: ${'['.repeat(DEPTH)}`)],
    ['groups', article(`locales: ${'{a: '.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`)],
    ['entries of lists', article('locales:', `  ${'- '.repeat(DEPTH)}a`)],
  ])('is refused, with one issue, for %s in each other without end', (_what, text) => {
    expect(issuesIn(text)).toEqual([
      {
        file: FILE,
        line: expect.any(Number),
        column: expect.any(Number),
        path: '',
        message: 'The file is nested too deeply.',
      },
    ]);
  });

  // Nobody writes that by hand; the parser would be busy for hours, or run out of memory.
  it.each<[string, string]>([
    ['a hundred thousand lists in each other', article(`locales: ${'['.repeat(100_000)}`)],
    ['a million numbers', article(`locales: { de: { x: [${'1,'.repeat(1_000_000)}] } }`)],
    [
      'fifty thousand attributes',
      article('locales:', '  de:', ...Array.from({ length: 50_000 }, (_, index) => `    k${index}: a`)),
    ],
    ['a million marks of a document', '---\n'.repeat(1_000_000)],
  ])('is refused before it is parsed, for %s', (_what, text) => {
    const steps = stepsOf(() =>
      expect(issuesIn(text)).toEqual([
        { file: FILE, line: 1, column: 1, path: '', message: expect.stringContaining('too many entries') },
      ])
    );
    expect(steps / text.length).toBeLessThan(50);
  });

  it('is none because its text is long', () => {
    const text = article(
      'locales:',
      '  de:',
      '    lead: |',
      ...Array(40_000).fill(`      ${'word '.repeat(20)}`)
    );
    expect(text.length).toBeGreaterThan(4_000_000);
    expect(String(documentOf(text).locales.de?.lead)).toHaveLength(40_000 * 101);
  });

  // Nine lists of nine aliases each would be a billion texts.
  const bomb = (levels: number, width: number): string => {
    const list = (item: string): string => `[${Array(width).fill(item).join(', ')}]`;
    return article(
      'locales:',
      '  de:',
      `    l0: &l0 ${list('lol')}`,
      ...Array.from(
        { length: levels },
        (_, level) => `    l${level + 1}: &l${level + 1} ${list(`*l${level}`)}`
      )
    );
  };

  it.each([
    [9, 9],
    [40, 2],
    [2, 500],
  ])('takes neither memory nor time: %d levels of %d aliases', (levels, width) => {
    const text = bomb(levels, width);
    const before = process.memoryUsage().heapUsed;
    const steps = stepsOf(() =>
      expect(issuesIn(text)).toEqual([
        expect.objectContaining({ path: '', message: expect.stringContaining('repeated by aliases') }),
      ])
    );
    expect(steps).toBeLessThan(1_000_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
  });

  const aliases = (count: number): string =>
    article('locales:', `  de: { x: &a [a], y: [${Array(count).fill('*a').join(', ')}] }`);

  it('repeats itself a hundred times at most', () => {
    expect(documentOf(aliases(98)).locales.de?.y).toHaveLength(98);
    expect(issuesIn(aliases(101))).toHaveLength(1);
  });

  it('does not repeat a long text until the memory is full', () => {
    const text = article('locales:', '  de:', `    a: &a "${'x'.repeat(100_000)}"`);
    const times = (count: number): string => `${text}    b: [${Array(count).fill('*a').join(', ')}]\n`;
    expect(documentOf(times(9)).locales.de?.b).toHaveLength(9);
    expect(issuesIn(times(50))).toEqual([expect.objectContaining({ line: 6, path: '' })]);
  });

  // They would be values without an end, which nothing that comes after could walk through.
  it.each<[string, string, number, number]>([
    ['a group', article('locales: &all', '  de: { title: a }', '  en: *all'), 5, 7],
    ['a list', article('locales:', '  de:', '    x: &x', '      - a', '      - [*x]'), 7, 10],
  ])('does not put %s into itself', (_what, text, line, column) => {
    expect(issuesIn(text)).toEqual([
      { file: FILE, line, column, path: '', message: expect.stringContaining('itself') },
    ]);
  });

  it('names the place of an alias of nothing', () => {
    expect(issuesIn(article('locales:', '  de: { title: *nothing }'))).toEqual([
      { file: FILE, line: 4, column: 16, path: '', message: expect.stringContaining('nothing') },
    ]);
  });

  it('cannot name an alias before it stands there', () => {
    expect(issuesIn(article('locales:', '  de: { title: *later, lead: &later x }'))).toHaveLength(1);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'has no way to every object: %s',
    (name) => {
      expect(pathsOf(article(`${name}: { polluted: true }`, 'locales: { de: {} }'))).toEqual([name]);
      expect(pathsOf(article(`status: { ${name}: draft }`, 'locales: { de: {} }'))).toEqual([
        `status.${name}`,
      ]);
      expect(pathsOf(article(`draft: { ${name}: {} }`, 'locales: { de: {} }'))).toEqual([`draft.${name}`]);
      expect(pathsOf(article(`draft: { locales: { ${name}: {} } }`, 'locales: { de: {} }'))).toEqual([
        `draft.locales.${name}`,
      ]);
      const { locales } = documentOf(article(`locales: { de: { ${name}: { polluted: true } } }`));
      expect(Object.keys(locales.de!)).toEqual([name]);
      expect(Object.getPrototypeOf(locales.de)).toBe(Object.prototype);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    }
  );
});

describe('the frame of a document', () => {
  const valid = { type: 'article', key: 'backend', locales: { de: {} } };

  it.each<[string, object, number, number, string, string]>([
    ['no type', { key: 'a', locales: { de: {} } }, 1, 1, 'type', 'The type must be one of category, skill'],
    ['a type that there is not', { ...valid, type: 'articel' }, 1, 1, 'type', 'Did you mean "article"?'],
    ['a type that is not for editors', { ...valid, type: 'seed-record' }, 1, 1, 'type', 'must be one of'],
    ['a type that every object has', { ...valid, type: 'constructor' }, 1, 1, 'type', 'must be one of'],
    ['a type that is a list', { ...valid, type: ['article'] }, 1, 1, 'type', 'The type must be one of'],
    ['no key', { type: 'article', locales: { de: {} } }, 1, 1, 'key', 'The key must be small letters'],
    ['a key with capitals', { ...valid, key: 'Backend' }, 2, 1, 'key', 'The key must be small letters'],
    [
      'a key with a path in it',
      { ...valid, key: '../backend' },
      2,
      1,
      'key',
      'The key must be small letters',
    ],
    ['a key with a colon', { ...valid, key: 'a:b' }, 2, 1, 'key', 'The key must be small letters'],
    ['a key with a line break', { ...valid, key: 'a\n' }, 2, 1, 'key', 'The key must be small letters'],
    ['a key that is a number', { ...valid, key: 7 }, 2, 1, 'key', 'The key must be small letters'],
    ['a key that is empty', { ...valid, key: '' }, 2, 1, 'key', 'The key must be small letters'],
    ['a key without an end', { ...valid, key: 'a'.repeat(121) }, 2, 1, 'key', 'at most 120'],
    ['a list of shared attributes', { ...valid, shared: ['a'] }, 5, 1, 'shared', 'This must be a group'],
    ['shared attributes that are text', { ...valid, shared: 'a' }, 5, 1, 'shared', 'This must be a group'],
    ['no locales', { type: 'article', key: 'a' }, 1, 1, 'locales', 'at least one locale'],
    ['no locale among them', { ...valid, locales: {} }, 3, 1, 'locales', 'at least one locale'],
    ['a locale that is text', { ...valid, locales: { de: 'x' } }, 4, 3, 'locales.de', 'This must be a group'],
    [
      'a locale that is a list',
      { ...valid, locales: { de: [] } },
      4,
      3,
      'locales.de',
      'This must be a group',
    ],
    ['a name that is not known', { ...valid, local: {} }, 5, 1, 'local', 'Did you mean "locales"?'],
    ['a name in capitals', { ...valid, Type: 'a' }, 5, 1, 'Type', 'Did you mean "type"?'],
  ])('is not right with %s', (_what, value, line, column, where, message) => {
    expect(issuesIn(stringify(value))).toEqual([
      { file: FILE, line, column, path: where, message: expect.stringContaining(message) },
    ]);
  });

  it('may have a key of 120 letters', () => {
    expect(documentOf(stringify({ ...valid, key: 'a'.repeat(120) })).key).toHaveLength(120);
  });

  // Were the list taken as no locales at all, the message would be about something else.
  it('is not right with a list of locales', () => {
    const issues = issuesIn(stringify({ ...valid, locales: ['de'] }));
    expect(issues[0]).toEqual({
      file: FILE,
      line: 3,
      column: 1,
      path: 'locales',
      message: 'This must be a group of attributes.',
    });
  });

  it('is looked at whole: everything that is wrong is named at once', () => {
    expect(pathsOf('typ: article\nkey: A\nstatus: x\nshared: 1\nlocales: { de: 2 }')).toEqual([
      'typ',
      'type',
      'key',
      'locales.de',
      'status',
      'shared',
    ]);
  });
});

describe('the status', () => {
  const LOCALES = 'locales: { de: {}, en: {} }';
  const publishedOf = (...lines: string[]): Record<string, boolean> =>
    documentOf(article(...lines, LOCALES)).published;

  it('is published unless the file says otherwise', () => {
    expect(publishedOf()).toEqual({ de: true, en: true });
    expect(publishedOf('status: published')).toEqual({ de: true, en: true });
    expect(documentOf('type: skill\nkey: a\nlocales: { de: {} }').published).toEqual({ de: true });
  });

  it('is one for all locales, or one for each', () => {
    expect(publishedOf('status: draft')).toEqual({ de: false, en: false });
    expect(publishedOf('status: { de: draft, en: published }')).toEqual({ de: false, en: true });
    expect(publishedOf('status: { en: draft }')).toEqual({ de: true, en: false });
    expect(publishedOf('status: {}')).toEqual({ de: true, en: true });
  });

  it.each<[string, string, string]>([
    ['live', 'status', 'must be "published" or "draft"'],
    ['', 'status', 'must be "published" or "draft"'],
    ['true', 'status', 'must be "published" or "draft"'],
    ['[draft]', 'status', 'must be "published" or "draft"'],
    ['{ de: live }', 'status.de', 'must be "published" or "draft"'],
    ['{ de: [draft] }', 'status.de', 'must be "published" or "draft"'],
    ['{ dee: draft }', 'status.dee', 'Did you mean "de"?'],
  ])('cannot be %s, which is said once', (status, where, message) => {
    expect(issuesIn(article(`status: ${status}`, LOCALES))).toEqual([
      {
        file: FILE,
        line: 3,
        column: where === 'status' ? 1 : 11,
        path: where,
        message: expect.stringContaining(message),
      },
    ]);
  });

  it.each(['published', 'draft', 'live', '{ de: draft }', '{ fr: live }'])(
    'is refused where there are no drafts: %s',
    (status) => {
      expect(issuesIn(`type: skill\nkey: a\nstatus: ${status}\nlocales: { de: {}, en: {} }`)).toEqual([
        {
          file: FILE,
          line: 3,
          column: 1,
          path: 'status',
          message: 'The type skill has no drafts, so it has no status.',
        },
      ]);
    }
  );
});

describe('the draft', () => {
  it('is the working copy of what is published, as far as it differs', () => {
    const { draft, published } = documentOf(
      article(
        'status: { de: published, en: draft }',
        'locales: { de: { title: a }, en: { title: b } }',
        'draft:',
        '  shared: { category: it }',
        '  locales: { de: { title: c } }'
      )
    );
    expect(published).toEqual({ de: true, en: false });
    expect(draft).toEqual({ shared: { category: 'it' }, locales: { de: { title: 'c' } } });
  });

  it.each<[string, string[], number, number, string, string]>([
    ['a list', ['draft: []'], 4, 1, 'draft', 'This must be a group'],
    ['a list of shared attributes', ['draft: { shared: [] }'], 4, 10, 'draft.shared', 'This must be a group'],
    [
      'text for a locale',
      ['draft: { locales: { de: x } }'],
      4,
      21,
      'draft.locales.de',
      'This must be a group',
    ],
    ['another name', ['draft: { locale: {} }'], 4, 10, 'draft.locale', 'Did you mean "locales"?'],
    ['a status', ['draft: { status: draft }'], 4, 10, 'draft.status', 'Known are shared, locales'],
    [
      'a locale that is not there',
      ['draft: { locales: { en: {} } }'],
      4,
      21,
      'draft.locales.en',
      'write it under "locales"',
    ],
    [
      'a locale that is a draft itself',
      ['status: draft', 'draft: { locales: { de: {} } }'],
      5,
      21,
      'draft.locales.de',
      'write it under "locales"',
    ],
  ])('cannot be %s', (_what, lines, line, column, where, message) => {
    expect(issuesIn(article('locales: { de: {} }', ...lines))).toEqual([
      { file: FILE, line, column, path: where, message: expect.stringContaining(message) },
    ]);
  });

  it('is refused where there are none', () => {
    const issues = issuesIn('type: skill\nkey: a\nlocales: { de: {} }\ndraft: { locales: { de: {} } }');
    expect(issues).toEqual([
      {
        file: FILE,
        line: 4,
        column: 1,
        path: 'draft',
        message: 'The type skill has no drafts, so it has no draft.',
      },
    ]);
  });
});

describe('a document that is not right', () => {
  it('is read as far as possible, so that all its issues can be reported at once', () => {
    expect(parseDocumentFile(FILE, article('statsu: draft', 'locales: { de: { title: a } }'))).toMatchObject({
      issues: [{ path: 'statsu' }],
      document: { type: 'article', locales: { de: { title: 'a' } } },
    });
  });

  it('is known by its type and key, though it is no YAML below them', () => {
    expect(parseDocumentFile(FILE, 'type: skill\nkey: c\nlocales:\n  de: { name: "C }')).toMatchObject({
      issues: [{ line: 4 }],
      id: 'skill:c',
    });
  });
});

describe('unknownName', () => {
  it('names the nearest that there is, and what else there is', () => {
    expect(unknownName('titel', ['slug', 'title', 'lead'])).toBe(
      '"titel" is not known here. Did you mean "title"? Known are slug, title, lead.'
    );
  });

  it.each([
    ['Titel', '"Titel" is not known here. Did you mean "title"? Known are slug, title, lead.'],
    ['lead-text', '"lead-text" is not known here. Did you mean "lead"? Known are slug, title, lead.'],
    ['constructor', '"constructor" is not known here. Known are slug, title, lead.'],
  ])('does not propose what nobody can have meant by %s', (name, sentence) => {
    expect(unknownName(name, ['slug', 'title', 'lead'])).toBe(sentence);
  });

  it('leaves out a list that nobody reads', () => {
    const keys = Array.from({ length: 3000 }, (_, index) => `occupation-${index}`);
    expect(unknownName('ocupation-7', keys)).toBe(
      '"ocupation-7" is not known here. Did you mean "occupation-7"?'
    );
  });
});

describe('formatPath', () => {
  it.each<[DocumentPath, string]>([
    [[], ''],
    [['shared'], 'shared'],
    [['locales', 'de', 'areas', 'items', 0, 'title'], 'locales.de.areas.items[0].title'],
    [['locales', 'zh-Hans', 'faq', 12], 'locales.zh-Hans.faq[12]'],
  ])('shows %j as %j', (place, shown) => {
    expect(formatPath(place)).toBe(shown);
  });
});

describe('an issue', () => {
  const issue: FileIssue = {
    file: 'a.yaml',
    line: 3,
    column: 5,
    path: 'locales.de.title',
    message: 'Wrong.',
  };
  const ofFile: FileIssue = { ...issue, line: 1, column: 1, path: '' };

  it('is described with its file, line, column and path', () => {
    expect(describeIssue(issue)).toBe('a.yaml:3:5  locales.de.title: Wrong.');
    expect(describeIssue(ofFile)).toBe('a.yaml:1:1  Wrong.');
  });

  it('is listed with all others', () => {
    expect(new InvalidFilesError([issue]).message).toBe(
      'A file is not right; nothing was written.\n  a.yaml:3:5  locales.de.title: Wrong.'
    );
    expect(new InvalidFilesError([issue, ofFile]).message).toBe(
      'The files are not right; nothing was written.\n  a.yaml:3:5  locales.de.title: Wrong.\n  a.yaml:1:1  Wrong.'
    );
  });

  it('names a document across types', () => {
    expect(documentId('article', 'backend')).toBe('article:backend');
  });
});

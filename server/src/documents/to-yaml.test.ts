import fc from 'fast-check';
import { InvalidFilesError, type SourceDocument } from './document';
import { parseDocumentFile } from './parse';
import { toYaml, type FileContent } from './to-yaml';

const SCHEMA = '../document.schema.json';

const read = (text: string): SourceDocument => {
  // As it comes back from a file.
  const parsed = parseDocumentFile(
    'a.yaml',
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text))
  );
  if ('issues' in parsed) throw new InvalidFilesError(parsed.issues);
  return parsed.document;
};

const content = (title: unknown): FileContent => ({ type: 'article', key: 'a', locales: { de: { title } } });

const comesBack = (title: unknown): void => {
  expect(read(toYaml(content(title), SCHEMA)).locales).toEqual({ de: { title } });
};

describe('toYaml', () => {
  it('writes what people read, with the schema for their editors', () => {
    const text = toYaml(
      {
        type: 'article',
        key: 'backend',
        status: { de: 'published', en: 'draft' },
        shared: { category: 'it', related: ['frontend'] },
        locales: {
          de: {
            title: 'Backend: das Berufsfeld',
            lead: `${'Ein langer Satz, der nicht in eine Zeile passt. '.repeat(4)}Ende.`,
            definition: { body: '# Was?\n\nDer Teil, den **man** nicht sieht.\n', hideInToc: true },
            occupation: { codes: [{ scheme: 'isco-08', code: '2512' }] },
          },
          en: { title: 'Backend' },
        },
        draft: { locales: { de: { title: 'Backend neu' } } },
      },
      SCHEMA
    );
    expect(text).toBe(`# yaml-language-server: $schema=../document.schema.json
type: article
key: backend
status:
  de: published
  en: draft
shared:
  category: it
  related:
    - frontend
locales:
  de:
    title: 'Backend: das Berufsfeld'
    lead: Ein langer Satz, der nicht in eine Zeile passt. Ein langer Satz, der nicht in eine Zeile passt. Ein
      langer Satz, der nicht in eine Zeile passt. Ein langer Satz, der nicht in eine Zeile passt. Ende.
    definition:
      body: |
        # Was?

        Der Teil, den **man** nicht sieht.
      hideInToc: true
    occupation:
      codes:
        - scheme: isco-08
          code: '2512'
  en:
    title: Backend
draft:
  locales:
    de:
      title: Backend neu
`);
  });

  it.each<[string, unknown]>([
    ['text', 'Backend'],
    ['nothing', ''],
    ['a line break', 'a\nb'],
    ['a line break at the end, two, three', ['a\n', 'a\n\n', 'a\n\n\n']],
    ['a line break at the start', '\n\na'],
    ['only line breaks', ['\n', '\n\n']],
    ['line breaks of Windows and of old', ['a\r\nb', 'a\rb', 'a\r', '\r\n', 'a\r\n']],
    ['separators of lines and paragraphs', ['a\u0085b', 'a\u2028b', 'a\u2029b\n', '\u2028']],
    ['tabs', ['\t', '\ta', 'a\t', 'a\tb', 'a\n\tb', '\ta\nb']],
    ['spaces at the ends', [' a', 'a ', '  ', 'a  \nb', ' a\nb', 'a\n b', 'a\n b\n ', '\n a']],
    // Taken for empty lines in a block.
    ['lines of blanks', [' \n', ' \n \na', 'a\n \nb\n', 'a\n\t\nb', '\n  \n']],
    ['a colon', ['a: b', 'a:', ': a', 'a:b', ':', 'http://a.org: b']],
    ['a comment', ['a # b', '# a', '#', 'a#b', 'a\n# b\n', '# a\n\nb\n']],
    ['the ends of a document', ['---', '...', '--- a', 'a\n---\nb', 'a\n...\nb\n', '---\n']],
    [
      'signs of YAML',
      ['- a', '-', '? a', '?', '[a]', '{a: b}', '{', '&a', '*a', '!a', '|', '>', '|-', '@a', '`a`'],
    ],
    ['quotes', ["'", '"', "it's", '"a"', "'a'", "'", "''", '\\', '\\n', 'a\\', "\\'", '%a', ', a', ',']],
    [
      'what looks like a number',
      ['0', '007', '1e3', '-1', '+1', '.5', '1_000', '0x1F', '0o17', '1.10', '12:30'],
    ],
    ['what looks like a float', ['.inf', '-.Inf', '.nan', '.NaN', '1.', '1e400', '1,5']],
    ['what looks like a date', ['2026-11-23', '2026-11-23T12:00:00Z', '2001-12-14 21:59:43.10 -5']],
    [
      'what looks like a word of YAML',
      ['null', 'Null', 'NULL', '~', 'true', 'TRUE', 'False', 'yes', 'no', 'on', 'y'],
    ],
    ['what looks like a merge', ['<<', '=']],
    [
      'letters of the world',
      ['Größe', '漢字', '🙂', '👩‍💻', 'العربية', 'e\u0301', '\u00a0a\u00a0', '\u200b', '\ufeffa', '\ufffd'],
    ],
    ['control characters', ['\u0000', 'a\u0001b', '\u0007\n', '\u001b[1m', '\u007f', '\u0080', '\u009f']],
    ['what is no character', ['\ufffe', '\uffff', 'a\ufffeb\nc\n']],
    ['a long line', 'word '.repeat(200).trim()],
    ['a long line with gaps', `${'word  '.repeat(60)}\n${'word '.repeat(60)}`],
    ['a long word', 'w'.repeat(500)],
    ['long text with signs', `${'a: b '.repeat(60)}# c`],
    ['numbers', [0, -1, 1.5, 1e21, 1e-7, 40_000, Number.MAX_SAFE_INTEGER]],
    ['the others', [true, false, null]],
    ['a list of lists', [[], [[]], ['a', ['b']]]],
    ['groups', { a: {}, b: { c: { d: [] } } }],
  ])('says %s so that it is read again', (_what, values) => {
    comesBack(values);
    if (Array.isArray(values)) for (const value of values) comesBack(value);
  });

  it('says twice what is there twice, and makes no alias', () => {
    const codes = [{ scheme: 'isco-08', code: '2512' }];
    const text = toYaml({ ...content(codes), shared: { codes, again: codes } }, SCHEMA);
    expect(text).not.toMatch(/[&*]/);
    expect(text.match(/2512/g)).toHaveLength(3);
  });

  it('keeps names that are no words', () => {
    const names = ['1', '007', 'null', 'true', 'a b', 'a: b', '', '-', '<<', '2026-11-23', '~', 'ü'];
    comesBack(Object.fromEntries(names.map((name) => [name, name])));
  });

  it('leaves out what is not defined', () => {
    expect(toYaml({ ...content('a'), shared: undefined, draft: undefined }, SCHEMA)).toBe(
      `# yaml-language-server: $schema=${SCHEMA}\ntype: article\nkey: a\nlocales:\n  de:\n    title: a\n`
    );
  });
});

/** Pieces that have a meaning in YAML, or that a reader of lines may lose. */
const PIECES = [
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '  ',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u0000',
    '\u001f',
    '\u007f',
  ],
  ...[
    ': ',
    ':',
    ' #',
    '#',
    '- ',
    '-',
    '---',
    '...',
    '? ',
    '&a',
    '*a',
    '!',
    '|',
    '>',
    '%',
    '@',
    '`',
    '<<',
    ',',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    "'",
    '"',
    '\\',
    '~',
    'null',
    'true',
    'no',
    '1',
    '0x1',
    '1e3',
    '.',
    '2026-11-23',
    '🙂',
  ],
  ...['word', 'a', '**b**', 'x'.repeat(60), 'lorem ipsum dolor '.repeat(6)],
];

const texts = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc
    .array(fc.constantFrom('a', ' ', '\n', '\t', '#', ':'), { maxLength: 30 })
    .map((letters) => letters.join(''))
);

const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    texts,
    fc.oneof(
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true })
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('title', 'body', 'items'), texts), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    })
  ),
})).value;

const attributes = fc.dictionary(fc.constantFrom('title', 'lead', 'faq', 'hero'), values, {
  maxKeys: 4,
  noNullPrototype: true,
});

describe('whatever is written', () => {
  it('is read again as it was: a text', () => {
    fc.assert(fc.property(texts, comesBack), { numRuns: 1_500 });
  });

  it('is read again as it was: a document', () => {
    fc.assert(
      fc.property(attributes, attributes, attributes, attributes, (shared, de, en, draft) => {
        const whole: FileContent = {
          type: 'article',
          key: 'a',
          status: { en: 'draft' },
          shared,
          locales: { de, en },
          draft: { shared, locales: { de: draft } },
        };
        const text = toYaml(whole, SCHEMA);
        const document = read(text);
        // -0 is 0 in YAML, as it is in JSON and in every database.
        const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
        expect(json(document)).toEqual(
          json({
            file: 'a.yaml',
            type: 'article',
            key: 'a',
            published: { de: true, en: false },
            shared,
            locales: { de, en },
            draft: { shared, locales: { de: draft } },
          })
        );
        // The same content gives the same text, also once it has been through a file.
        const { shared: sharedAgain, locales, draft: draftAgain } = document;
        expect(toYaml({ ...whole, shared: sharedAgain, locales, draft: draftAgain }, SCHEMA)).toBe(text);
      }),
      { numRuns: 200 }
    );
  });
});

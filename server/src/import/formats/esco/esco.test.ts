import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SourceDocument, FileIssue } from '../../../documents/document';
import { readEsco, type EscoOptions } from './read-esco';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'esco-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const OWN_HEADER =
  'conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,' +
  'regulatedProfessionNote,scopeNote,definition,inScheme,description,code';

const TABIYA_HEADER =
  'ORIGINURI,ID,UUIDHISTORY,ISCOGROUPCODE,CODE,PREFERREDLABEL,ALTLABELS,DESCRIPTION,DEFINITION,SCOPENOTE,' +
  'REGULATEDPROFESSIONNOTE,OCCUPATIONTYPE,ISLOCALIZED';

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const uri = (number: number): string => `http://data.europa.eu/esco/occupation/${uuid(number)}`;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

interface Given {
  conceptType: string;
  uri: string;
  group: string;
  label: string;
  altLabels: string;
  hiddenLabels: string;
  regulatedProfessionNote: string;
  status: string;
  definition: string;
  description: string;
  code: string;
}

/** A row in ESCO's own layout. */
const own = (number: number, given: Partial<Given> = {}): string => {
  const row = {
    conceptType: 'Occupation',
    uri: uri(number),
    group: '2512',
    label: `developer ${number}`,
    altLabels: '',
    hiddenLabels: '',
    regulatedProfessionNote: '',
    status: 'released',
    definition: '',
    description: '',
    code: `2512.${number}`,
    ...given,
  };
  return [
    row.conceptType,
    row.uri,
    row.group,
    row.label,
    row.altLabels,
    row.hiddenLabels,
    row.status,
    '2024-01-01T00:00:00Z',
    row.regulatedProfessionNote,
    'A scope note.',
    row.definition,
    '',
    row.description,
    row.code,
  ]
    .map((cell) => (/[",\r\n]/.test(cell) ? quoted(cell) : cell))
    .join(',');
};

const write = (text: string | Buffer, name = 'occupations_en.csv'): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const writeOwn = (rows: string[], name?: string): string => write([OWN_HEADER, ...rows, ''].join('\n'), name);

const read = async (
  file: string,
  options: EscoOptions = { version: '1.2.0' }
): Promise<{ documents: SourceDocument[]; issues: FileIssue[]; notes: string[] }> => {
  const documents: SourceDocument[] = [];
  const issues: FileIssue[] = [];
  const notes: string[] = [];
  for await (const reading of readEsco(file, options)) {
    if ('issue' in reading) issues.push(reading.issue);
    else if ('note' in reading) notes.push(reading.note);
    else documents.push(reading.document);
  }
  return { documents, issues, notes };
};

const documentsOf = async (file: string, options?: EscoOptions): Promise<SourceDocument[]> => {
  const { documents, issues } = await read(file, options);
  expect(issues).toEqual([]);
  return documents;
};

const articlesOf = async (file: string, options?: EscoOptions): Promise<SourceDocument[]> =>
  (await documentsOf(file, options)).filter(({ type }) => type === 'article');

const only = <T>(list: T[]): T => {
  expect(list).toHaveLength(1);
  return list[0]!;
};

const articleOf = async (given: Partial<Given>): Promise<Record<string, unknown>> =>
  only(await articlesOf(writeOwn([own(1, given)]))).locales.en!;

const issuesIn = async (file: string, options?: EscoOptions): Promise<FileIssue[]> =>
  (await read(file, options)).issues;

const slugsOf = async (rows: string[]): Promise<Record<string, unknown>> =>
  Object.fromEntries((await articlesOf(writeOwn(rows))).map(({ key, locales }) => [key, locales.en!.slug]));

describe('an occupation', () => {
  const GIVEN = {
    group: '2654',
    label: 'technical director',
    altLabels: 'head of technical\ntechnical manager',
    description: 'They realise visions.\n\nThey are *responsible*.',
    code: '2654.1.7',
  };

  const EXPECTED = {
    file: 'occupations_en.csv',
    type: 'article',
    key: `esco-${uuid(1)}`,
    published: { en: false },
    shared: { category: 'isco-08-26' },
    locales: {
      en: {
        title: 'technical director',
        slug: 'technical-director',
        occupation: {
          name: 'technical director',
          altNames: ['head of technical', 'technical manager'],
          codes: [
            {
              scheme: 'esco',
              code: '2654.1.7',
              uri: uri(1),
              version: '1.2.0',
              label: 'technical director',
              match: 'exact',
            },
            { scheme: 'isco-08', code: '2654', version: '2008', match: 'broad' },
          ],
        },
        definition: { body: 'They realise visions.\n\nThey are \\*responsible\\*.' },
        sources: [
          {
            label: 'ESCO classification, version 1.2.0',
            url: 'https://esco.ec.europa.eu/',
            publisher: 'European Commission',
            attribution: 'This service uses the ESCO classification of the European Commission.',
          },
        ],
      },
    },
    draft: { shared: undefined, locales: {} },
    positionOf: expect.any(Function),
    positionWithin: expect.any(Function),
  };

  it('is a draft article, from the layout of ESCO', async () => {
    expect(only(await articlesOf(writeOwn([own(1, GIVEN)])))).toEqual(EXPECTED);
  });

  it('is the same from the layout of Tabiya', async () => {
    const row =
      `${uri(1)},key_1,${uuid(9)},2654,2654.1.7,technical director,"head of technical\ntechnical manager",` +
      `"They realise visions.\n\nThey are *responsible*.",,Note,,escooccupation,false`;
    expect(only(await articlesOf(write(`${TABIYA_HEADER}\n${row}\n`)))).toEqual(EXPECTED);
    const newer = TABIYA_HEADER.replace('ISCOGROUPCODE', 'OCCUPATIONGROUPCODE').toLowerCase();
    expect(only(await articlesOf(write(`${newer}\n${row}\n`)))).toEqual(EXPECTED);
  });

  it('is the same with a byte order mark, other separators and other line ends', async () => {
    const text = [OWN_HEADER, own(1, GIVEN), ''].join('\r\n');
    expect(only(await articlesOf(write(`\ufeff${text}`)))).toEqual(EXPECTED);
    for (const separator of [';', '\t']) {
      expect(only(await articlesOf(write(text.replaceAll(',', separator))))).toEqual(EXPECTED);
    }
    const quotedHeader = OWN_HEADER.split(',').map(quoted).join(',');
    expect(only(await articlesOf(write(`\ufeff${quotedHeader}\n${own(1, GIVEN)}`)))).toEqual(EXPECTED);
    const quotedEnd = own(1, GIVEN).replace(/2654\.1\.7$/, '"2654.1.7"');
    expect(only(await articlesOf(write(`${OWN_HEADER}\n${quotedEnd}\r\n`)))).toEqual(EXPECTED);
  });

  it('is the same from ESCO 1.2, which adds the codes of economic activities', async () => {
    const nace = 'http://data.europa.eu/ux2/nace2.1/90.1|http://data.europa.eu/ux2/nace2.1/90.2';
    const text = `${OWN_HEADER},naceCode\n${own(1, GIVEN)},${nace}\n`;
    expect(only(await articlesOf(write(text)))).toEqual(EXPECTED);
  });

  it('has no code where ESCO 1.0 had none', async () => {
    const { occupation } = await articleOf({ code: '' });
    expect((occupation as { codes: object[] }).codes[0]).toEqual({
      scheme: 'esco',
      uri: uri(1),
      version: '1.2.0',
      label: 'developer 1',
      match: 'exact',
    });
  });

  it('keeps the leading zeros of its group', async () => {
    const [, , article] = await documentsOf(
      writeOwn([own(1, { group: '0110', code: '0110.1', label: 'air force officer' })])
    );
    expect(article!.shared).toEqual({ category: 'isco-08-01' });
    expect(article!.locales.en!.occupation).toMatchObject({ codes: [{ code: '0110.1' }, { code: '0110' }] });
  });

  it('lists its alternative names once, without the preferred one', async () => {
    const altLabels = 'Developer 1\r\ncoder\n coder \nCODER|programmer\n\nhard\u00a0space\n\u200bno width';
    expect((await articleOf({ altLabels })).occupation).toMatchObject({
      altNames: ['coder', 'programmer', 'hard space', 'no width'],
    });
    expect((await articleOf({ altLabels: 'developer 1' })).occupation).not.toHaveProperty('altNames');
  });

  it('is defined by its description, or else by its definition, or not at all', async () => {
    const both = await articleOf({ description: 'Described.', definition: 'Excludes others.' });
    expect(both.definition).toEqual({ body: 'Described.' });
    expect((await articleOf({ definition: 'Defined.' })).definition).toEqual({ body: 'Defined.' });
    expect(await articleOf({})).not.toHaveProperty('definition');
  });

  it('has a long name cut at a word, and the whole one where it fits', async () => {
    const label = `${'word '.repeat(22)}end`;
    const article = await articleOf({ label });
    expect(article.title).toBe(`${'word '.repeat(17)}word…`);
    expect(article.slug).toBe('word-'.repeat(18).slice(0, -1));
    expect(article.occupation).toMatchObject({ name: label });
    const longer = `${'word '.repeat(30)}end`;
    expect((await articleOf({ label: longer })).occupation).toMatchObject({
      name: `${'word '.repeat(23)}word…`,
      codes: [{ label: longer }, {}],
    });
    const unbroken = (await articleOf({ label: '𝄞'.repeat(50) })).title as string;
    expect(unbroken.isWellFormed()).toBe(true);
    expect(unbroken.length).toBeLessThanOrEqual(90);
  });

  it('stands in the file where its row begins', async () => {
    const rows = [own(1, { altLabels: 'two\nlines', description: 'three\r\nmore\r\nlines' }), '', own(2)];
    const [first, second] = await articlesOf(writeOwn(rows));
    expect(first!.positionOf(['locales', 'en', 'title'])).toEqual({ line: 2, column: 1 });
    expect(second!.positionOf([])).toEqual({ line: 7, column: 1 });
    expect(second!.positionWithin(['locales', 'en', 'definition', 'body'], 3)).toEqual({
      line: 7,
      column: 1,
    });
  });
});

describe('rows that are no released occupations of ESCO', () => {
  it('are left out', async () => {
    const rows = [
      own(1, { conceptType: 'ISCOGroup', uri: 'http://data.europa.eu/esco/isco/C2512' }),
      own(2, { status: 'obsolete' }),
      own(3),
    ];
    expect(only(await articlesOf(writeOwn(rows))).key).toBe(`esco-${uuid(3)}`);
    const tabiya = [
      `,local_1,,2512,2512_1,ours,,,,,,localoccupation,true`,
      `${uri(4)},key_4,,2512,2512.4,theirs,,,,,,escooccupation,true`,
    ];
    expect(only(await articlesOf(write([TABIYA_HEADER, ...tabiya].join('\n')))).key).toBe(`esco-${uuid(4)}`);
  });

  it('are an issue when there is nothing else, or when they are not known', async () => {
    expect(only(await issuesIn(writeOwn([own(1, { status: 'obsolete' })])))).toMatchObject({
      line: 1,
      message: 'There is no released occupation in the file.',
    });
    expect(only(await issuesIn(writeOwn([])))).toMatchObject({
      message: expect.stringContaining('no released'),
    });
    expect(only(await issuesIn(writeOwn([own(1, { conceptType: 'Beruf' })])))).toMatchObject({
      line: 2,
      path: 'conceptType',
      message: '"Beruf" is not known. The rows of occupations say "Occupation".',
    });
  });
});

describe('the groups of ISCO-08', () => {
  const rows = [
    own(1, { group: '7512', code: '7512.1' }),
    own(2, { group: '2512' }),
    own(3, { group: '2511', code: '2511.3' }),
  ];

  it('come first, those above before those below, each once', async () => {
    const documents = await documentsOf(writeOwn(rows));
    expect(documents.map(({ type, key }) => `${type} ${key.slice(0, 13)}`)).toEqual([
      'category isco-08-2',
      'category isco-08-25',
      'category isco-08-7',
      'category isco-08-75',
      ...Array<string>(3).fill('article esco-00000000'),
    ]);
    expect(documents[1]).toMatchObject({
      file: 'occupations_en.csv',
      shared: { parent: 'isco-08-2' },
      locales: {
        en: {
          name: 'Information and communications technology professionals',
          slug: 'isco-25-information-and-communications-technology-professionals',
        },
      },
      published: { en: true },
    });
    expect(documents[0]!.shared).toEqual({});
    expect(documents[1]!.positionOf([])).toEqual({ line: 3, column: 1 });
  });

  it('have German names in German, and English ones in other languages', async () => {
    const german = await documentsOf(writeOwn(rows, 'occupations_de.csv'));
    expect(german[3]!.locales).toEqual({
      de: {
        name: 'Berufe in der Nahrungsmittel- und Holzverarbeitung und Bekleidungsherstellung',
        slug: 'isco-75-berufe-in-der-nahrungsmittel-und-holzverarbeitung-und-bekleidungsherstellung',
        description:
          'Berufe in der Nahrungsmittelverarbeitung, Holzverarbeitung und Bekleidungsherstellung und verwandte handwerkliche Fachkräfte',
      },
    });
    const austrian = await documentsOf(writeOwn(rows, 'occupations_de.csv'), {
      version: '1.2.0',
      locale: 'de-AT',
    });
    expect(austrian[0]!.locales).toEqual({
      'de-AT': { name: 'Akademische Berufe', slug: 'isco-2-akademische-berufe' },
    });
    const french = await documentsOf(writeOwn(rows, 'occupations_fr.csv'));
    expect(french[0]!.locales).toEqual({ fr: { name: 'Professionals', slug: 'isco-2-professionals' } });
  });
});

describe('addresses', () => {
  it('are distinguished by code, whatever the order of the rows', async () => {
    const rows = [
      own(1, { label: 'clerk' }),
      own(2, { label: 'Clérk' }),
      own(3, { label: 'clerk 2512.1' }),
      own(4, { label: 'other' }),
    ];
    const slugs = await slugsOf(rows);
    expect(slugs).toEqual({
      [`esco-${uuid(1)}`]: 'clerk-00000000',
      [`esco-${uuid(2)}`]: 'clerk-2512-2',
      [`esco-${uuid(3)}`]: 'clerk-2512-1',
      [`esco-${uuid(4)}`]: 'other',
    });
    expect(await slugsOf(rows.reverse())).toEqual(slugs);
  });

  it('fall back on the id without codes and without Latin letters', async () => {
    expect(
      await slugsOf([
        own(1, { label: 'a', code: '' }),
        own(2, { label: 'a', code: '' }),
        own(3, { label: '職' }),
      ])
    ).toEqual({
      [`esco-${uuid(1)}`]: 'a-00000000',
      [`esco-${uuid(2)}`]: `a-${uuid(2)}`,
      [`esco-${uuid(3)}`]: `esco-${uuid(3)}`,
    });
  });

  it('are Latin, and keep the words of the name', async () => {
    expect(
      Object.values(
        await slugsOf([own(1, { label: 'Γεωργός' }), own(2, { label: 'iOS-Entwickler/in für M&A' })])
      )
    ).toEqual(['georgos', 'ios-entwickler-in-fuer-m-and-a']);
  });
});

describe('version and language', () => {
  it('are taken from the names of the file and of its folder', async () => {
    const esco = await articlesOf(
      writeOwn([own(1)], 'ESCO dataset - v1.1.1 - classification - de - csv/occupations_de (1).csv'),
      {}
    );
    expect(esco[0]!.locales.de).toMatchObject({
      occupation: { codes: [{ version: '1.1.1' }, {}] },
      sources: [{ label: 'ESCO-Klassifikation, Version 1.1.1' }],
    });
    const [named] = await articlesOf(writeOwn([own(1)], 'esco-v1.2.0-occupations-EN.csv'), {});
    expect(named!.locales.en).toMatchObject({ sources: [{ label: 'ESCO classification, version 1.2.0' }] });
  });

  it('are what is given rather than what the name says', async () => {
    const [article] = await articlesOf(writeOwn([own(1)], 'v1.0.3_fr.csv'), {
      version: 'v1.2',
      locale: 'fr-CA',
    });
    expect(article!.locales['fr-CA']).toMatchObject({ occupation: { codes: [{ version: '1.2' }, {}] } });
  });

  it('is not another language than that of the name, or texts would stand under the wrong one', async () => {
    const issues = await issuesIn(writeOwn([own(1)]), { version: '1.2.0', locale: 'de' });
    expect(issues.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^By its name, the file is in the language "en", and not in "de"/),
    ]);
  });

  it('must be there', async () => {
    expect((await issuesIn(writeOwn([own(1)], 'occupations.csv'), {})).map(({ message }) => message)).toEqual(
      [
        'The file does not say which version of ESCO it is, and codes mean nothing without. Give it with --esco-version, such as --esco-version 1.2.0.',
        "The file does not say which language it is in. Give it with --locale, such as --locale en, or name the file as ESCO's downloads are: occupations_en.csv.",
      ]
    );
    const site = await issuesIn(writeOwn([own(1)], 'site-v2.0.0/occupations_xx.csv'), {});
    expect(site).toHaveLength(2);
  });

  it('must be right', async () => {
    const given = { version: 'latest', locale: 'en_US!' };
    expect((await issuesIn(writeOwn([own(1)]), given)).map(({ message }) => message)).toEqual([
      '"latest" is not a version of ESCO. Give it with --esco-version, such as --esco-version 1.2.0.',
      '"en_US!" is not a locale. Give it with --locale, such as --locale en.',
    ]);
  });
});

describe('a row that is wrong', () => {
  it.each<[string, string, Partial<Given>, string]>([
    [
      'conceptUri',
      'of a skill',
      { uri: 'http://data.europa.eu/esco/skill/x' },
      'is not the address of an occupation of ESCO',
    ],
    ['conceptUri', 'that is missing', { uri: '' }, 'is not the address of an occupation of ESCO'],
    ['iscoGroup', 'with a letter', { group: 'C2512', code: '' }, 'is not a unit group of ISCO-08'],
    ['iscoGroup', 'without its leading zero', { group: '110', code: '' }, 'Spreadsheets drop leading zeros'],
    ['iscoGroup', 'that there is not', { group: '9912', code: '' }, 'ISCO-08 has no sub-major group "99"'],
    ['code', 'without its leading zero', { code: '110.1' }, 'is not a code of ESCO'],
    [
      'code',
      'of another group',
      { code: '2513.1' },
      'The code "2513.1" does not continue the ISCO-08 group "2512" of its row.',
    ],
    ['preferredLabel', 'that is empty', { label: ' \u00a0' }, 'The occupation has no name.'],
    ['preferredLabel', 'that no database stores', { label: 'a\u0000b' }, 'The text has a null character'],
    [
      'description',
      'that is too long',
      { description: 'a'.repeat(50_001) },
      'The text has 50001 characters. At most 50000 fit.',
    ],
    [
      'altLabels',
      'that is too long',
      { altLabels: 'a'.repeat(256) },
      'An alternative name has 256 characters; at most 255 fit',
    ],
    [
      'altLabels',
      'that are too many',
      { altLabels: Array.from({ length: 301 }, (_, index) => `name ${index}`).join('\n') },
      'There are 301 alternative names. At most 300 fit.',
    ],
  ])('is named with its line and column: %s %s', async (column, _, given, message) => {
    const { documents, issues } = await read(writeOwn([own(1, { altLabels: 'two\nlines' }), own(2, given)]));
    expect(only(issues)).toEqual({
      file: 'occupations_en.csv',
      line: 4,
      column: 1,
      path: column,
      message: expect.stringContaining(message),
    });
    expect(documents.filter(({ type }) => type === 'article')).toHaveLength(1);
  });

  it('names the columns as the file does', async () => {
    const row = `nowhere,key_1,,2512,2512.1,name,,,,,,escooccupation,false`;
    expect(only(await issuesIn(write(`${TABIYA_HEADER}\n${row}`)))).toMatchObject({
      line: 2,
      path: 'ORIGINURI',
    });
  });

  it('is reported with all its issues', async () => {
    const issues = await issuesIn(writeOwn([own(1, { label: '', group: 'x', code: 'y', uri: 'z' })]));
    expect(issues.map(({ path: column }) => column).sort()).toEqual([
      'code',
      'conceptUri',
      'iscoGroup',
      'preferredLabel',
    ]);
  });

  it('is one that stands there twice', async () => {
    const issues = await issuesIn(
      writeOwn([own(1), own(2), own(1, { code: '2512.7' }), own(4, { code: '2512.2' })])
    );
    expect(issues).toMatchObject([
      { line: 4, path: 'conceptUri', message: `"${uri(1)}" stands in line 2 already.` },
      { line: 5, path: 'code', message: '"2512.2" stands in line 3 already.' },
    ]);
  });

  it('is one that has more or fewer columns than the first one', async () => {
    const issues = await issuesIn(writeOwn([`${own(1)},more`, 'Occupation,half', own(3)]));
    expect(issues).toMatchObject([
      {
        line: 2,
        path: '',
        message: expect.stringContaining('This row has 15 columns, but the first row names 14.'),
      },
      {
        line: 3,
        path: '',
        message: expect.stringContaining('This row has 2 columns, but the first row names 14.'),
      },
    ]);
  });

  it('is no longer told when there are a hundred', async () => {
    const rows = Array.from({ length: 150 }, (_, index) => own(index, { label: '' }));
    const issues = await issuesIn(writeOwn(rows));
    expect(issues).toHaveLength(101);
    expect(issues[100]!.message).toContain('There are more issues than these.');
  });

  it.each([
    ['in each row', (index: number) => own(index, { label: '' })],
    ['in columns', () => 'a,b'],
    ['in rows that repeat one', () => own(1)],
  ])('lets the rest of the file unread: issues %s', async (_what, row) => {
    // What follows the first hundred would end the reading with another message.
    const rows = Array.from({ length: 250 }, (_, index) => row(index));
    const file = writeOwn([...rows, ...Array.from({ length: 20_000 }, () => 'x'), '"never closed']);
    const issues = await issuesIn(file);
    expect(issues).toHaveLength(101);
    expect(issues[100]!.message).toContain('There are more issues than these.');
    expect(Math.max(...issues.map(({ line }) => line))).toBeLessThanOrEqual(102);
  });
});

describe('a file that is wrong', () => {
  it.each([
    ['empty', '', 'The file is empty.'],
    ['an archive', 'PK\u0003\u0004rest', 'This is an archive or a spreadsheet.'],
    [
      'another one',
      'conceptType,conceptUri,code,preferredLabel\n',
      'Columns are missing: iscoGroup, altLabels and description.',
    ],
    ['without one column', `${OWN_HEADER.replace('iscoGroup', 'isco')}\n`, 'A column is missing: iscoGroup.'],
    [
      'doubled in a column',
      `${OWN_HEADER},originUri\n`,
      'These columns say the same: "conceptUri", "originUri".',
    ],
  ])('is %s', async (_, text, message) => {
    expect(only(await issuesIn(write(text)))).toMatchObject({
      file: 'occupations_en.csv',
      line: 1,
      path: '',
      message: expect.stringContaining(message),
    });
  });

  it('names both layouts when columns are missing', async () => {
    expect(only(await issuesIn(write('name\n'))).message).toBe(
      'Columns are missing: conceptUri, iscoGroup, preferredLabel, altLabels and description. A file of occupations ' +
        "has the columns conceptUri, iscoGroup, preferredLabel, altLabels and description (ESCO's own download, " +
        'occupations_en.csv) or ORIGINURI, ISCOGROUPCODE, PREFERREDLABEL, ALTLABELS and DESCRIPTION (the Tabiya layout).'
    );
  });

  it('is not there, or a folder', async () => {
    expect(only(await issuesIn(path.join(folder, 'none_en.csv'))).message).toBe('There is no such file.');
    mkdirSync(path.join(folder, 'all_en'));
    expect(only(await issuesIn(path.join(folder, 'all_en'))).message).toContain('This is a folder.');
  });

  it('is not UTF-8, in the line that is named', async () => {
    const message = 'The file is not UTF-8 text. Save it as "CSV UTF-8", or download it again.';
    // A file is read in pieces of 64 kB: in one of the two the second piece begins within a character.
    for (const label of ['odd', 'even']) {
      const long = own(1, { label, description: 'é'.repeat(40_000) });
      const bytes = Buffer.concat([
        Buffer.from([OWN_HEADER, long, own(2), ''].join('\n')),
        Buffer.from(`${own(3, { label: 'Müller' })}\n`, 'latin1'),
      ]);
      expect((await issuesIn(write(bytes))).at(-1)).toMatchObject({ line: 4, path: '', message });
    }
    const half = Buffer.from(`${OWN_HEADER}\n${own(1)}é`).subarray(0, -1);
    expect((await issuesIn(write(half))).at(-1)).toMatchObject({ line: 2, path: '', message });
    const utf16 = Buffer.from(`\ufeff${OWN_HEADER}\n`, 'utf16le');
    expect(only(await issuesIn(write(utf16)))).toMatchObject({
      line: 1,
      message: expect.stringContaining('UTF-8'),
    });
  });

  it.each([
    ['a quotation mark that is never closed', `"never closed${'\nmore'.repeat(10)}`, 'never closed'],
    ['text behind a closing one', '"closed" too early', 'A quotation mark within a text is written twice'],
    ['one in the middle', 'the "middle"', 'within a text that does not begin with one'],
  ])('has %s', async (_, cell, message) => {
    const rows = [own(1, { altLabels: 'two\r\nlines' }), `Occupation,${uri(2)},2512,${cell}`, own(3)];
    const { documents, issues } = await read(writeOwn(rows));
    expect(only(issues)).toMatchObject({ line: 4, path: '', message: expect.stringContaining(message) });
    // The rows before it are read, so that their issues are reported, too.
    expect(documents.filter(({ type }) => type === 'article')).toHaveLength(1);
  });

  it('has a row without an end, which does not fill the memory', async () => {
    const file = writeOwn([own(1), `Occupation,"${'never closed\n'.repeat(200_000)}`]);
    expect(only(await issuesIn(file))).toMatchObject({
      line: 3,
      message: expect.stringContaining('does not end'),
    });
  });
});

it('lets go of the file when nobody reads on', async () => {
  const file = writeOwn(Array.from({ length: 3_000 }, (_, index) => own(index)));
  for await (const reading of readEsco(file, { version: '1.2.0' })) {
    if ('document' in reading && reading.document.type === 'article') break;
  }
  const { documents } = await read(file);
  expect(documents).toHaveLength(3_002);
});

describe('what ESCO has beside names and texts', () => {
  it('hidden labels become names that are searched, and the note on regulation a link of the access requirements', async () => {
    const note = 'http://data.europa.eu/esco/regulated-professions/unregulated';
    const [document] = await articlesOf(
      writeOwn([
        own(1, { hiddenLabels: 'developper\ndeveloper 1\nDevelopper', regulatedProfessionNote: note }),
      ])
    );
    expect(document!.locales.en!.occupation).toMatchObject({ searchNames: ['developper'] });
    expect(document!.locales.en!.accessRequirements).toEqual({
      regulation: 'unregulated',
      regulationUrl: note,
    });
    expect(document!.locales.en!.occupation).not.toHaveProperty('altNames');
  });

  it('columns that no known release has are ignored, with one line for all of them', async () => {
    const newer = write(`${OWN_HEADER},naceCode,somethingNew\n${own(1)},J62,x\n${own(2)},J62,x\n`);
    const { documents, issues, notes } = await read(newer);
    expect(issues).toEqual([]);
    expect(documents.filter(({ type }) => type === 'article')).toHaveLength(2);
    expect(notes).toEqual([
      'occupations_en.csv: ignored columns that no known release of ESCO has: naceCode, somethingNew',
    ]);
    expect((await read(writeOwn([own(1)]))).notes).toEqual([]);
  });
});

describe('German names in two forms', () => {
  const german = async (label: string, titleForm?: EscoOptions['titleForm'], altLabels = '') => {
    const options = { version: '1.2.0', ...(titleForm ? { titleForm } : {}) };
    const [document] = await articlesOf(
      writeOwn([own(1, { label, altLabels })], 'occupations_de.csv'),
      options
    );
    return document!.locales.de as { title: string; slug: string; occupation: Record<string, unknown> };
  };

  it.each([
    [undefined, 'Softwareentwickler/-in', 'softwareentwickler-in'],
    ['neutral', 'Softwareentwickler/-in', 'softwareentwickler-in'],
    ['both', 'Softwareentwickler/Softwareentwicklerin', 'softwareentwickler-softwareentwicklerin'],
    ['first', 'Softwareentwickler', 'softwareentwickler'],
  ] as const)('are the title and address that the option says: %s', async (form, title, slug) => {
    expect(await german('Softwareentwickler/Softwareentwicklerin', form)).toMatchObject({
      title,
      slug,
      occupation: {
        name: title,
        masculine: 'Softwareentwickler',
        feminine: 'Softwareentwicklerin',
        codes: [{ label: 'Softwareentwickler/Softwareentwicklerin' }, {}],
      },
    });
  });

  it('are no alternative names as well', async () => {
    const { occupation } = await german('Koch/Köchin', undefined, 'Koch\nKöchin\nSmutje');
    expect(occupation.altNames).toEqual(['Smutje']);
  });

  it('give way to a shorter form where they do not fit, and are never cut within a form while one fits', async () => {
    const rest = 'für die Planung und den Betrieb von Anlagen der Versorgungstechnik';
    const { title } = await german(`Ingenieur ${rest}/Ingenieurin ${rest}`, 'both');
    expect(title).toBe(`Ingenieur/-in ${rest}`);
    const longer = `${rest} sowie Heizung`;
    expect((await german(`Experte ${longer}/Expertin ${longer}`, 'both')).title).toBe(`Experte ${longer}`);
  });

  it('are split in German alone', async () => {
    const article = await articleOf({ label: 'waiter/waitress' });
    expect(article.title).toBe('waiter/waitress');
    expect(article.occupation).not.toHaveProperty('feminine');
  });
});

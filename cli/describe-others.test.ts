import { describeExport, describeStatus, describeValidation } from './describe-others';
import { describeUninstall } from './describe-uninstall';
import { asError, describeError, errorAsJson, exitCodeOf, SiteError, UsageError } from './errors';
import { InvalidFilesError } from '../server/src/documents/document';
import type { Status } from '../server/src/maintenance/status-report';

const issue = { file: 'php.yaml', line: 4, column: 3, path: 'shared.kind', message: 'This is not known.' };

it('lists the exported documents, and what could not be exported unchanged', () => {
  const report = { documents: { article: 3, category: 1, employer: 0 }, images: 1, warnings: [] };
  expect(describeExport(report, './out')).toEqual(['Wrote 3 articles, 1 category and 1 image to ./out']);
  const warnings = ['article:backend: An image is missing.'];
  expect(describeExport({ documents: {}, images: 0, warnings }, 'out')).toEqual([
    'Warnings:',
    '  article:backend: An image is missing.',
    '',
    'Wrote no documents and 0 images to out',
  ]);
});

it('lists the issues of files, at most a hundred', () => {
  const report = { documents: 2, issues: [], notChecked: [], notes: [] };
  expect(describeValidation({ ...report, notes: ['a.csv: ignored a column'] })).toEqual([
    'a.csv: ignored a column',
    '2 documents valid.',
  ]);
  expect(describeValidation({ ...report, issues: [issue] })).toEqual([
    '  php.yaml:4:3  shared.kind: This is not known.',
    '',
    '1 issue in 1 file.',
  ]);
  const lines = describeValidation({ ...report, issues: new Array<typeof issue>(250).fill(issue) });
  expect(lines.slice(100)).toEqual(['  … and 150 more', '', '250 issues in 1 file.']);
});

it('counts the references that were not checked, and lists the first ones', () => {
  const reference = { file: 'a.yaml', line: 4, column: 3, path: 'shared.category', id: 'category:it' };
  const notChecked = new Array<typeof reference>(12).fill(reference);
  const lines = describeValidation({ documents: 2, issues: [], notChecked, notes: [] });
  expect(lines[0]).toMatch(
    /^Not checked: 12 references to documents that are not among the files\. .*--site/
  );
  expect(lines[1]).toBe('  a.yaml:4:3  shared.category: category:it');
  expect(lines.slice(10)).toEqual([
    '  a.yaml:4:3  shared.category: category:it',
    '  … and 2 more',
    '',
    '2 documents valid.',
  ]);
});

describe('the status', () => {
  const row: Status['types'][number] = {
    type: 'article',
    documents: 1234,
    untouched: 2,
    edited: 1,
    deleted: 0,
    unreadable: 0,
    createdByEditor: 5,
    unfinished: 0,
  };

  it('is a table', () => {
    expect(
      describeStatus({
        types: [row, { ...row, type: 'study-path' }],
        isRunning: false,
        removed: [],
        categoryCycles: [],
        faultyGuides: [],
      })
    ).toEqual([
      '              documents   unchanged   edited   deleted   created by editors   unfinished',
      'articles          1,234           2        1         0                    5            0',
      'study paths       1,234           2        1         0                    5            0',
      '',
      'Each column but the first counts every locale of a document.',
    ]);
  });

  it('describes how to resume an interrupted import, but not while one is running', () => {
    const types = [{ ...row, unfinished: 3 }];
    expect(
      describeStatus({ types, isRunning: false, removed: [], categoryCycles: [], faultyGuides: [] }).at(-1)
    ).toMatch(/^An import was interrupted\. Run its command/);
    expect(
      describeStatus({ types, isRunning: true, removed: [], categoryCycles: [], faultyGuides: [] }).at(-1)
    ).toBe('An import is running.');
  });

  it('lists removed attributes, documents that cannot be compared, cycles of categories, and guides that cannot be built', () => {
    const types = [{ ...row, unreadable: 2 }];
    const removed = [{ migration: '0.3.0-x', model: 'career-field.image', attribute: 'alt', values: 12 }];
    const lines = describeStatus({
      types,
      isRunning: false,
      removed,
      categoryCycles: [['it', 'web', 'it']],
      faultyGuides: [{ article: 'abc', locale: 'de', reason: 'no such block' }],
    });
    expect(lines).toContain('  abc (de): no such block');
    expect(lines).toContain('  career-field.image  alt: 12 values (0.3.0-x)');
    expect(lines).toContain('  it → web → it');
    expect(lines.find((line) => line.includes('later release'))).toMatch(
      /^2 locales of documents cannot be compared/
    );
  });
});

describe('the report of an uninstallation', () => {
  const report = {
    documents: { article: 3, skill: 27 },
    tables: ['career_field_articles', 'career_field_skills'],
    kept: [{ table: 'files', why: "They are the site's." }],
    references: [
      {
        uid: 'api::page.page',
        attribute: 'guide',
        target: 'plugin::career-field.article',
        file: 'schema.json',
      },
    ],
    dropped: false,
  };

  it('lists what would be deleted, what stays, what must be changed first, and the next steps', () => {
    const lines = describeUninstall(report);
    expect(lines).toEqual(
      expect.arrayContaining([
        "  files: They are the site's.",
        '  api::page.page: guide references plugin::career-field.article (schema.json)',
        "The plugin stores 3 articles, 27 skills in 2 tables of this site's database. Nothing was deleted.",
        expect.stringMatching(/^ {2}career-field uninstall --drop-data {2,}/),
      ])
    );
  });

  it('lists what was deleted', () => {
    const lines = describeUninstall({ ...report, kept: [], references: [], dropped: true });
    expect(lines[0]).toBe('Deleted 3 articles, 27 skills, in 2 tables.');
    expect(lines).toHaveLength(2);
  });
});

describe('an error', () => {
  it('exits with 2 for a wrong command, otherwise with 1', () => {
    expect(exitCodeOf(new UsageError('no'))).toBe(2);
    expect(exitCodeOf(new SiteError('no'))).toBe(1);
    expect(exitCodeOf(asError('thrown as text'))).toBe(1);
  });

  it('is printed without its stack, unless it is a bug', () => {
    expect(describeError(new SiteError('The site does not start.'))).toBe('The site does not start.');
    expect(describeError(new TypeError('x is not a function'))).toMatch(/x is not a function\n +at /);
  });

  it('of the file system is a sentence', () => {
    const error = Object.assign(new Error("ENOTDIR: not a directory, mkdir '/a/b.yaml/c'"), {
      code: 'ENOTDIR',
      path: '/a/b.yaml/c',
    });
    const message = '"/a/b.yaml/c" cannot be used: a part of the path is a file, not a folder (ENOTDIR).';
    expect(describeError(error)).toBe(message);
    expect(errorAsJson(error)).toEqual({ error: { name: 'Error', message } });
  });

  it('of files lists the issues separately', () => {
    const error = new InvalidFilesError([issue]);
    expect(describeError(error)).toBe('A file is not right; nothing was written.');
    expect(errorAsJson(error)).toEqual({
      error: {
        name: 'InvalidFilesError',
        message: 'A file is not right; nothing was written.',
        issues: [issue],
      },
    });
    expect(errorAsJson(new UsageError('no'))).toEqual({ error: { name: 'UsageError', message: 'no' } });
  });
});

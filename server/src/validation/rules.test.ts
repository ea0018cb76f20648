import { PARTS } from '../../../content-types';
import { FIGURES, PUBLISHABLE_RULES, sectionsOf, VALID_RULES, type Issue, type ObjectRule } from './rules';

type Values = Record<string, unknown>;

const apply = (rules: Record<string, ObjectRule[]>, name: string, value: Values): Issue[] =>
  (rules[name] ?? []).flatMap((rule) => rule(value));

const validIssues = (name: string, value: Values): Issue[] => apply(VALID_RULES, name, value);
const publishIssues = (name: string, value: Values): Issue[] => apply(PUBLISHABLE_RULES, name, value);

describe('a salary', () => {
  const SALARY = 'career-field.salary';

  it.each<[string, Values]>([
    ['no figures', {}],
    ['empty figures', { min: null, p25: null, median: null, p75: null, max: null, sampleSize: null }],
    ['all figures', { min: 1, p25: 2, median: 3, p75: 4, max: 5, sampleSize: 100 }],
    ['equal figures', { min: 3000, median: 3000, max: 3000 }],
    ['one figure', { median: 52_000.5 }],
    ['gaps', { min: 1000, median: null, max: 2000 }],
    ['figures as text, as some databases give them', { min: '900.00', max: '1000.00' }],
  ])('may have %s', (_what, salary) => {
    expect(validIssues(SALARY, salary)).toEqual([]);
  });

  it.each<[string, Values, Issue[]]>([
    [
      'two figures',
      { min: 3000, max: 2000 },
      [{ field: 'max', message: 'salary.ascending', values: { lower: 3000 } }],
    ],
    [
      'figures with a gap between them',
      { p25: 4000, median: null, p75: undefined, max: 3999.99 },
      [{ field: 'max', message: 'salary.ascending', values: { lower: 4000 } }],
    ],
    [
      'each wrong pair of adjacent figures',
      { min: 1000, p25: 900, median: 1200, p75: 1100, max: 2000 },
      [
        { field: 'p25', message: 'salary.ascending', values: { lower: 1000 } },
        { field: 'p75', message: 'salary.ascending', values: { lower: 1200 } },
      ],
    ],
    [
      'figures as text, which would compare letter by letter',
      { min: '1000', max: '900' },
      [{ field: 'max', message: 'salary.ascending', values: { lower: 1000 } }],
    ],
    [
      'figures around a missing one',
      { min: 3000, median: 0, max: 2000 },
      [
        { field: 'median', message: 'salary.positive' },
        { field: 'max', message: 'salary.ascending', values: { lower: 3000 } },
      ],
    ],
  ])('ascends: %s', (_what, salary, issues) => {
    expect(validIssues(SALARY, salary)).toEqual(issues);
  });

  it.each([...FIGURES, 'sampleSize'])('has no 0 and nothing below for an unknown %s', (field) => {
    const issue = [{ field, message: 'salary.positive' }];
    expect(validIssues(SALARY, { [field]: 0 })).toEqual(issue);
    expect(validIssues(SALARY, { [field]: -1 })).toEqual(issue);
    expect(validIssues(SALARY, { [field]: Number.NaN })).toEqual(issue);
    expect(validIssues(SALARY, { [field]: 1 })).toEqual([]);
  });

  it('may stay without a currency, a period, a date and a source as long as it has no figure', () => {
    expect(publishIssues(SALARY, { level: 'entry', sampleSize: 10, min: null })).toEqual([]);
  });

  it.each(FIGURES)('needs all four as soon as it has a %s', (figure) => {
    expect(publishIssues(SALARY, { [figure]: 1 })).toEqual(
      ['currency', 'period', 'asOf', 'source'].map((field) => ({ field, message: 'publish.figure' }))
    );
  });

  it.each(['currency', 'period', 'asOf', 'source'])(
    'needs the %s even if it has the other three',
    (field) => {
      const whole = {
        median: 50_000,
        currency: 'EUR',
        period: 'year',
        asOf: '2026-01-01',
        source: { label: 'S' },
      };
      expect(publishIssues(SALARY, whole)).toEqual([]);
      for (const empty of [null, undefined, '']) {
        expect(publishIssues(SALARY, { ...whole, [field]: empty })).toEqual([
          { field, message: 'publish.figure' },
        ]);
      }
    }
  );
});

describe('a code of a classification', () => {
  const CODE = 'career-field.taxonomy-code';
  const ESCO_URI = 'http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1';

  it.each<Values>([
    { scheme: 'esco', code: '2512.4', uri: ESCO_URI },
    { scheme: 'esco', uri: ESCO_URI },
    { scheme: 'esco', code: '2512.4' },
    { scheme: 'isco-08', code: '0110' },
    { scheme: 'isco-08', code: '2512', uri: 'https://isco.ilo.org/en/isco-08/' },
    { scheme: 'kldb-2010', code: '4341' },
    { scheme: 'onet-soc', code: '15-1252.00' },
    { scheme: 'custom', code: 'whatever the site wants' },
    { scheme: 'custom', uri: 'https://example.org/42' },
    // A part of one that is stored already.
    { code: '2512' },
    { scheme: null, code: '2512' },
  ])('may be %j', (code) => {
    expect(validIssues(CODE, code)).toEqual([]);
  });

  it.each<[Values, Issue]>([
    [
      { scheme: 'isco-08', code: '25125' },
      { field: 'code', message: 'code.format', values: { scheme: 'isco-08', example: '2512' } },
    ],
    [
      { scheme: 'kldb-2010', code: '434-1' },
      { field: 'code', message: 'code.format', values: { scheme: 'kldb-2010', example: '4341' } },
    ],
    [
      { scheme: 'onet-soc', code: '15-1252' },
      { field: 'code', message: 'code.format', values: { scheme: 'onet-soc', example: '15-1252.00' } },
    ],
    [
      { scheme: 'esco', code: 'software developer' },
      { field: 'code', message: 'code.format', values: { scheme: 'esco', example: '2512.4' } },
    ],
    [
      { scheme: 'esco', code: '2512.4', uri: 'http://data.europa.eu/esco/occupation/2512.4' },
      { field: 'uri', message: 'code.uri', values: { scheme: 'esco' } },
    ],
    [{ scheme: 'isco-08' }, { field: 'code', message: 'code.missing' }],
    [
      { scheme: 'custom', code: '', uri: null },
      { field: 'code', message: 'code.missing' },
    ],
  ])('may not be %j', (code, issue) => {
    expect(validIssues(CODE, code)).toEqual([issue]);
  });

  it('may have a wrong code and a wrong address at once', () => {
    const issues = validIssues(CODE, { scheme: 'esco', code: 'x', uri: 'https://example.org' });
    expect(issues.map(({ field }) => field)).toEqual(['code', 'uri']);
  });

  // Looked up in a plain object, these are found: every write with one ends in a TypeError and status 500.
  it.each(['constructor', 'toString', '__proto__'])('has no scheme %j of its own', (scheme) => {
    expect(validIssues(CODE, { scheme, code: '1' })).toEqual([]);
  });
});

describe('a table', () => {
  const TABLE = 'career-field.table-section';

  it.each<Values>([
    { columns: ['a', 'b'], rows: [{ cells: ['1', '2'] }, { cells: ['3', '4'] }] },
    { columns: ['a', 'b'], rows: [] },
    { columns: [], rows: [{ cells: [] }] },
    { columns: null, rows: [{ cells: ['1'] }] },
    { columns: ['a'], rows: null },
    { columns: ['a'], rows: [{ cells: null }, {}] },
    { columns: ['a'], rows: [null] },
  ])('may be %j', (table) => {
    expect(validIssues(TABLE, table)).toEqual([]);
  });

  it('names each row that is too long or too short', () => {
    const rows = [{ cells: ['1'] }, { cells: ['1', '2'] }, { cells: ['1', '2', '3'] }, { cells: [] }];
    expect(validIssues(TABLE, { columns: ['a', 'b'], rows })).toEqual(
      [
        [0, 1],
        [2, 3],
        [3, 0],
      ].map(([row, cells]) => ({
        field: `rows[${row}].cells`,
        message: 'table.cells',
        values: { cells, columns: 2 },
      }))
    );
  });
});

describe('a study path', () => {
  it.each<Values>([
    {},
    { durationMonthsMin: 36 },
    { durationMonthsMax: 36 },
    { durationMonthsMin: 36, durationMonthsMax: null },
    { durationMonthsMin: 36, durationMonthsMax: 36 },
    { durationMonthsMin: 24, durationMonthsMax: 120 },
  ])('may take %j', (path) => {
    expect(validIssues('study-path', path)).toEqual([]);
  });

  it('does not take at most less than at least', () => {
    expect(validIssues('study-path', { durationMonthsMin: 36, durationMonthsMax: 24 })).toEqual([
      { field: 'durationMonthsMax', message: 'duration.ascending', values: { lower: 36 } },
    ]);
    expect(validIssues('study-path', { durationMonthsMin: 1, durationMonthsMax: 0 })).toHaveLength(1);
  });

  it('does not take hours to that are fewer than hours from', () => {
    const hours = { weeklyHoursMin: 38.5, weeklyHoursMax: 35 };
    expect(validIssues('career-field.working-conditions-section', hours)).toEqual([
      { field: 'weeklyHoursMax', message: 'hours.ascending', values: { lower: 38.5 } },
    ]);
    expect(validIssues('career-field.working-conditions-section', { weeklyHoursMax: 35 })).toEqual([]);
  });
});

describe('the sections of an article', () => {
  const named = PARTS.filter((part) => !['top', 'faq', 'related'].includes(part));

  it('are its named parts, in their order, and then the free ones', () => {
    const article: Values = {
      ...Object.fromEntries([...named].reverse().map((part) => [part, { anchor: part }])),
      sections: [{ anchor: 'first' }, { anchor: 'second' }],
      faq: [{ anchor: 'no section' }],
      hero: { anchor: 'no section' },
    };
    expect(sectionsOf(article).map(({ path, section }) => [path, section.anchor])).toEqual([
      ...named.map((part) => [part, part]),
      ['sections[0]', 'first'],
      ['sections[1]', 'second'],
    ]);
  });

  it('may be missing, and a hole between them does not shift the others', () => {
    expect(sectionsOf({ tasks: null, sections: null })).toEqual([]);
    expect(sectionsOf({})).toEqual([]);
    expect(sectionsOf({ sections: [null, { anchor: 'second' }] }).map(({ path }) => path)).toEqual([
      'sections[1]',
    ]);
  });

  it('may do without anchors', () => {
    const article = {
      tasks: { anchor: '' },
      skills: { anchor: '' },
      jobs: {},
      areas: {},
      sections: [{}, {}],
    };
    expect(validIssues('article', article)).toEqual([]);
  });

  it.each<[string, Values, string[]]>([
    ['two named parts', { definition: { anchor: 'a' }, outlook: { anchor: 'a' } }, ['outlook.anchor']],
    [
      'a named part and a free one',
      { tasks: { anchor: 'a' }, sections: [{ anchor: 'b' }, { anchor: 'a' }] },
      ['sections[1].anchor'],
    ],
    [
      'two free ones',
      { sections: [{ anchor: 'a' }, { anchor: 'b' }, { anchor: 'a' }] },
      ['sections[2].anchor'],
    ],
    [
      'three',
      { definition: { anchor: 'a' }, skills: { anchor: 'a' }, sections: [{ anchor: 'a' }] },
      ['skills.anchor', 'sections[0].anchor'],
    ],
  ])('have one anchor each, though %s share it', (_which, article, fields) => {
    expect(validIssues('article', article)).toEqual(
      fields.map((field) => ({ field, message: 'anchor.duplicate', values: { anchor: 'a' } }))
    );
  });
});

describe('what is published', () => {
  // Title and address are `required` in the schema; see schema.test.ts.
  const article = { lead: 'For you.', category: { id: 1 } };

  it('is an article with a lead and a category', () => {
    expect(publishIssues('article', article)).toEqual([]);
  });

  it.each(Object.keys(article))('is no article without its %s', (field) => {
    for (const empty of [undefined, null, '']) {
      expect(publishIssues('article', { ...article, [field]: empty })).toEqual([
        { field, message: 'publish.required' },
      ]);
    }
  });

  it('has no address that hides the feed of what has changed', () => {
    expect(publishIssues('article', { ...article, slug: 'changes' })).toEqual([
      { field: 'slug', message: 'slug.reserved', values: { slug: 'changes' } },
    ]);
    expect(publishIssues('article', { ...article, slug: 'changes-of-career' })).toEqual([]);
    expect(publishIssues('skill', { slug: 'changes' })).toEqual([]);
  });

  it('has an alternative text where it has an image, and only there', () => {
    const IMAGE = 'career-field.image';
    expect(publishIssues(IMAGE, { alt: '', caption: 'A caption' })).toEqual([]);
    expect(publishIssues(IMAGE, { file: null })).toEqual([]);
    expect(publishIssues(IMAGE, { file: { id: 1 }, alt: 'A server' })).toEqual([]);
    for (const alt of [undefined, null, '']) {
      expect(publishIssues(IMAGE, { file: { id: 1 }, alt })).toEqual([
        { field: 'alt', message: 'publish.alt' },
      ]);
    }
  });

  it('has a date where it has a number of jobs, and only there', () => {
    const JOBS = 'career-field.jobs-section';
    expect(publishIssues(JOBS, { label: 'All {count} jobs', count: null })).toEqual([]);
    expect(publishIssues(JOBS, { count: 125, countedAt: '2026-11-23T12:00:00Z' })).toEqual([]);
    expect(publishIssues(JOBS, { count: 125 })).toEqual([{ field: 'countedAt', message: 'publish.figure' }]);
    expect(publishIssues(JOBS, { count: 0 })).toEqual([{ field: 'countedAt', message: 'publish.figure' }]);
  });

  it('names a skill where it speaks of one', () => {
    const SKILL = 'career-field.skill-item';
    expect(publishIssues(SKILL, { skill: { id: 1 } })).toEqual([]);
    expect(publishIssues(SKILL, { skill: null, note: 'Very good English.' })).toEqual([
      { field: 'skill', message: 'publish.required' },
    ]);
  });

  // For somebody who cannot see the image, spaces are no text.
  it('is more than spaces', () => {
    expect(publishIssues('career-field.image', { file: { id: 1 }, alt: '  ' })).toHaveLength(1);
    expect(publishIssues('article', { ...article, lead: ' \n ' })).toHaveLength(1);
  });
});

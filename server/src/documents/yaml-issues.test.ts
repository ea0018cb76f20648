import { parseDocumentFile } from './parse';
import { stepsOf } from '../../../tests/support/unit/steps';

/** What is said of a text, each with its place. */
const issuesIn = (text: string): string[] => {
  const parsed = parseDocumentFile('a.yaml', text);
  return 'issues' in parsed
    ? parsed.issues.map(({ line, column, message }) => `${line}:${column} ${message}`)
    : [];
};

const COLON =
  'This text has a colon in it, which YAML takes for the start of a group. Put the whole text in quotes.';
const NO_FIT =
  'The lines below do not fit this one: a name is either followed by a text, or by a group that is indented below it.';
const COLUMN = 'This line is not indented as those before it. All names of a group begin in the same column.';
const QUOTES = 'Put the whole text in quotes, and write a quote within it as \\".';

describe('what is no YAML is explained to somebody who writes guides:', () => {
  it.each<[string, string, string[]]>([
    ['a text with a colon', 'key: a\nname: C: eine Sprache', [`2:7 ${COLON}`]],
    [
      'a name that stands twice',
      'key: a\nkey: b',
      ['2:1 "key" stands twice in the same group. Keep one of them.'],
    ],
    [
      'a name in quotes that stands twice',
      '{ "a b": 1, "a b": 2 }',
      ['1:13 "a b" stands twice in the same group. Keep one of them.'],
    ],
    ['double quotes', 'key: "a\nname: b\n', ['1:6 A text is opened by " and never closed.']],
    ['single quotes', "key: 'a\nname: b\n", ["1:6 A text is opened by ' and never closed."]],
    ['a brace', 'locales:\n  de: { name: a\n', ['2:7 A group is opened by { and never closed.']],
    ['a brace of JSON', '{ "key": 1', ['1:1 A group is opened by { and never closed.']],
    ['a bracket', 'a:\n  b: [c, d\n  e: f: g\nh: i: j', ['2:6 A list is opened by [ and never closed.']],
    ['a tab', 'a:\n\tb: 1', ['2:1 Tabs cannot indent a line. Use spaces.']],
    ['a line too far left', 'a:\n    b: 1\n   c: 2', [`3:1 ${COLUMN}`]],
    ['a line too far right', 'a: 1\n  b: 2', [`1:4 ${NO_FIT}`]],
    ['a first line too far right', '  a: 1\nb: 2', [`2:1 ${COLUMN}`]],
    [
      'a quote within quotes',
      'a: "He said "no" to it"',
      [`1:14 The text has ended before "no" to it"". ${QUOTES}`],
    ],
    ['an apostrophe', "a: 'it's so'", [`1:8 The text has ended before "s so'". ${QUOTES}`]],
    ['Markdown without quotes', 'a: *Wichtig* ist', [`1:14 The text has ended before "ist". ${QUOTES}`]],
    [
      'a long text',
      `a: "b" ${'c'.repeat(100)}`,
      [`1:8 The text has ended before "${'c'.repeat(60)}…". ${QUOTES}`],
    ],
    ['an at sign', 'a: @home', ['1:4 A text that begins with @ must stand in quotes.']],
    ['a per cent sign', 'a: %b', ['1:4 A text that begins with % must stand in quotes.']],
    [
      'an exclamation mark',
      'a: !b c',
      ['1:4 !b is a tag, which no attribute takes. Put the text in quotes if it begins with !.'],
    ],
    [
      'a backslash',
      'a: "\\q"',
      ['1:5 Within double quotes a backslash is written twice (\\\\), or use single quotes.'],
    ],
    [
      'a text on the line of its mark',
      'a: |b\n  c',
      ['1:5 After | or > the text begins on the next line, indented.'],
    ],
    [
      'a list on the line of its name',
      'a: - b',
      ['1:4 A list begins on the line below its name: one "- " a line.'],
    ],
    [
      'a name without a colon',
      'title Hallo\nkey: x',
      ['1:1 "title Hallo" has no colon, or the line below it is not indented as it must be.'],
    ],
    [
      'a name without a colon at the end',
      'a:\n  b: 1\n  c',
      ['3:3 "c" has no colon. Write a name, a colon and a value.'],
    ],
    ['a list as a name', '? [a]\n: b', ['1:3 The name of an attribute must be a text.']],
    [
      'a second document',
      'key: a\n---\nkey: b',
      ['2:1 Here a second document begins. Write each document in a file of its own.'],
    ],
    ['what is seldom', 'a: &b &c 1', ['1:7 This is no valid YAML: A node can have at most one anchor.']],
    [
      'several lines',
      'a: b: c\nd: @e',
      [`1:4 ${COLON}`, '2:4 A text that begins with @ must stand in quotes.'],
    ],
  ])('%s', (_what, text, issues) => {
    expect(issuesIn(text)).toEqual(issues);
  });

  it.each([
    ['one line', ' '],
    ['many lines', '\n'],
  ])(
    'soon, and no more than anybody reads, in a large file with an issue at every sign in %s',
    (_what, end) => {
      const text = `key: a\nb: ${`@${'c'.repeat(80)}: @d,${end}`.repeat(15_000)}`;
      let issues: string[] = [];
      const steps = stepsOf(() => {
        issues = issuesIn(text);
      });
      expect(steps / text.length).toBeLessThan(50);
      expect(issues.length).toBeGreaterThan(0);
      expect(issues.length).toBeLessThanOrEqual(20);
    }
  );
});

import { isCollection, isScalar, visit, type Document, type Node, type YAMLError } from 'yaml';

/** What is wrong with a text as YAML, and where. */
export interface YamlIssue {
  offset: number;
  message: string;
  /** Whether everything below was read as a part of what is wrong here, so that nothing more can be said of it. */
  isLast?: boolean;
}

type Yaml = Document<Node, boolean>;

type Explain = (issue: { text: string; start: number; yaml: Yaml; told: string }) => YamlIssue;

const always =
  (message: string): Explain =>
  ({ start }) => ({ offset: start, message });

/** The line that an offset is in, without what stands before and after. */
const lineAt = (text: string, offset: number): string => {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? undefined : end).trim();
};

const MAX_SHOWN = 60;

const shorten = (text: string): string =>
  `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}"`;

/** Where the last group, list or text begins that the file ends within: the parser only sees that something is missing. */
const openingOf = (yaml: Yaml, sign: string, text: string): number | undefined => {
  let found: number | undefined;
  visit(yaml, {
    Node: (_key, node) => {
      const start = node.range?.[0];
      if (start === undefined || text[start] !== sign) return;
      const end = node.range?.[1] ?? start;
      const closing = sign === '{' ? '}' : sign === '[' ? ']' : sign;
      if ((isCollection(node) || isScalar(node)) && (end - start < 2 || text[end - 1] !== closing))
        found = start;
    },
  });
  return found;
};

const unclosed = (sign: string, what: string): Explain => {
  return ({ text, start, yaml }) => ({
    offset: openingOf(yaml, sign, text) ?? start,
    message: `${what} is opened by ${sign} and never closed.`,
    isLast: true,
  });
};

const duplicate: Explain = ({ text, start }) => {
  const name = /^(?:"([^"\n]*)"|'([^'\n]*)'|([^\s:,{}[\]]+))/.exec(text.slice(start));
  const shown = name?.slice(1).find((each) => each !== undefined) ?? '';
  return {
    offset: start,
    message: `"${shown}" stands twice in the same group. Keep one of them.`,
  };
};

/** `key: value: more`: the second colon would begin a group within the line. */
const nested: Explain = ({ text, start }) => ({
  offset: start,
  message: /^[^\n]*:\s/.test(text.slice(start))
    ? 'This text has a colon in it, which YAML takes for the start of a group. Put the whole text in quotes.'
    : 'The lines below do not fit this one: a name is either followed by a text, or by a group that is indented below it.',
});

const missing: Explain = (issue) => {
  const { told, start } = issue;
  if (told.includes('"quote')) return unclosed('"', 'A text')(issue);
  if (told.includes("'quote")) return unclosed("'", 'A text')(issue);
  if (told.includes('end with a }')) return unclosed('{', 'A group')(issue);
  if (told.includes('end with a ]')) return unclosed('[', 'A list')(issue);
  return {
    offset: start,
    message: `${shorten(lineAt(issue.text, start))} has no colon. Write a name, a colon and a value.`,
  };
};

const badIndent: Explain = (issue) => {
  if (/end with a [}\]]/.test(issue.told)) return missing(issue);
  return {
    offset: issue.start,
    message: 'This line is not indented as those before it. All names of a group begin in the same column.',
  };
};

const badStart: Explain = ({ text, start }) => ({
  offset: start,
  message: `A text that begins with ${text[start]} must stand in quotes.`,
});

const badTag: Explain = ({ text, start }) => ({
  offset: start,
  message: `${/^\S+/.exec(text.slice(start))?.[0] ?? '!'} is a tag, which no attribute takes. Put the text in quotes if it begins with !.`,
});

const unexpected: Explain = (issue) => {
  const { text, start, told } = issue;
  if (told.startsWith('Block scalar header')) {
    return { offset: start, message: 'After | or > the text begins on the next line, indented.' };
  }
  if (told.startsWith('Unexpected block-seq-ind')) {
    return { offset: start, message: 'A list begins on the line below its name: one "- " a line.' };
  }
  if (text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === '') return badIndent(issue);
  const rest = (text.slice(start).split('\n', 1)[0] ?? '').trim();
  return {
    offset: start,
    message: `The text has ended before ${shorten(rest)}. Put the whole text in quotes, and write a quote within it as \\".`,
  };
};

const SENTENCES: Partial<Record<YAMLError['code'], Explain>> = {
  BAD_DQ_ESCAPE: always('Within double quotes a backslash is written twice (\\\\), or use single quotes.'),
  BAD_INDENT: badIndent,
  BAD_SCALAR_START: badStart,
  BLOCK_AS_IMPLICIT_KEY: nested,
  DUPLICATE_KEY: duplicate,
  MISSING_CHAR: missing,
  MULTILINE_IMPLICIT_KEY: ({ text, start }) => ({
    offset: start,
    message: `${shorten(lineAt(text, start))} has no colon, or the line below it is not indented as it must be.`,
  }),
  MULTIPLE_DOCS: always('Here a second document begins. Write each document in a file of its own.'),
  NON_STRING_KEY: always('The name of an attribute must be a text.'),
  TAB_AS_INDENT: always('Tabs cannot indent a line. Use spaces.'),
  TAG_RESOLVE_FAILED: badTag,
  UNEXPECTED_TOKEN: unexpected,
};

/** More than these nobody corrects before the next try. */
const MAX_ISSUES = 20;

/**
 * Says in the words of somebody who writes guides what the parser did not understand. What follows from an issue on the
 * same line is left out.
 *
 * @param lineOf the line of an offset in the text
 */
export const explainYamlErrors = (
  yaml: Yaml,
  text: string,
  errors: YAMLError[],
  lineOf: (offset: number) => number
): YamlIssue[] => {
  const issues: YamlIssue[] = [];
  const lines = new Set<number>();
  for (const { code, pos, message: told } of errors) {
    const [start] = pos;
    const line = lineOf(start);
    // Before it is explained: a line of megabytes may have an issue at each of its signs.
    if (lines.has(line)) continue;
    lines.add(line);
    const explain = SENTENCES[code] ?? always(`This is no valid YAML: ${told}.`);
    const issue = explain({ text, start, yaml, told });
    issues.push(issue);
    if (issue.isLast || issues.length === MAX_ISSUES) break;
  }
  return issues;
};

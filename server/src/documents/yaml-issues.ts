import { isCollection, isScalar, visit, type Document, type Node, type YAMLError } from 'yaml';

/** An issue of a text as YAML, with its position. */
export interface YamlIssue {
  offset: number;
  message: string;
  /** Whether the parser read everything below as a part of this issue, so that further issues would be misleading. */
  isLast?: boolean;
}

type Yaml = Document<Node, boolean>;

type Explain = (issue: { text: string; start: number; yaml: Yaml; reason: string }) => YamlIssue;

const always =
  (message: string): Explain =>
  ({ start }) => ({ offset: start, message });

/** Returns the line of an offset, without the space around it. */
const lineAt = (text: string, offset: number): string => {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? undefined : end).trim();
};

const MAX_SHOWN = 60;

const shorten = (text: string): string =>
  `"${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text}"`;

/** Returns the offset of the last group, list or text that is not closed: the parser reports only the end of the file. */
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
  const { reason, start } = issue;
  if (reason.includes('"quote')) return unclosed('"', 'A text')(issue);
  if (reason.includes("'quote")) return unclosed("'", 'A text')(issue);
  if (reason.includes('end with a }')) return unclosed('{', 'A group')(issue);
  if (reason.includes('end with a ]')) return unclosed('[', 'A list')(issue);
  return {
    offset: start,
    message: `${shorten(lineAt(issue.text, start))} has no colon. Write a name, a colon and a value.`,
  };
};

const badIndent: Explain = (issue) => {
  if (/end with a [}\]]/.test(issue.reason)) return missing(issue);
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
  const { text, start, reason } = issue;
  if (reason.startsWith('Block scalar header')) {
    return { offset: start, message: 'After | or > the text begins on the next line, indented.' };
  }
  if (reason.startsWith('Unexpected block-seq-ind')) {
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

/** Nobody corrects more issues than this before the next attempt. */
const MAX_ISSUES = 20;

/**
 * Explains the parser's errors in the words of an author of guides. Of the issues of one line, only the first is returned.
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
  for (const { code, pos, message: reason } of errors) {
    const [start] = pos;
    const line = lineOf(start);
    // Before the explanation: a line of megabytes may have an issue at each character.
    if (lines.has(line)) continue;
    lines.add(line);
    const explain = SENTENCES[code] ?? always(`This is no valid YAML: ${reason}.`);
    const issue = explain({ text, start, yaml, reason });
    issues.push(issue);
    if (issue.isLast || issues.length === MAX_ISSUES) break;
  }
  return issues;
};

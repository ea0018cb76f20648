import type { Nodes } from 'mdast';
import { MAX_LIST_DEPTH } from '../blocks';
import { MarkdownError } from '../errors';
import type { Libraries } from '../libraries';

/** Characters of one text in Markdown: ten times the limit of a rich-text field, for its marks. */
const MAX_LENGTH = 500_000;

/** Markers of lists and quotes at the start of lines, beyond one for each line. */
const MAX_FURTHER_MARKERS = 2_000;

/** Lines that continue a list item or a quote: without a marker and without a blank line before them. */
const MAX_CONTINUATION_LINES = 2_000;

/** Delimiters of emphasis, links and code in one paragraph; paragraphs count by their squares, as the work does. */
const MAX_DELIMITERS = 2_000;

const MARKER = /[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y;

const countMarkers = (line: string): number => {
  let count = 0;
  MARKER.lastIndex = 0;
  while (MARKER.test(line)) count += 1;
  return count;
};

/** Escaped delimiters are text and cost nothing, so they are matched first and not counted. */
const DELIMITER = /\\[^]|([*_~[\]]|`+|<[!?])/g;

const countDelimiters = (text: string): number => {
  let count = 0;
  for (const [, delimiter] of text.matchAll(DELIMITER)) if (delimiter !== undefined) count += 1;
  return count;
};

/** A fence at the very start of a line is in no list or quote, so that only the same fence ends the code below it. */
const FENCE = /^(?:`{3,}(?=[^`]*$)|~{3,})/;

const endsCode = (line: string, fence: string): boolean => {
  const end = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return end !== undefined && end.startsWith(fence);
};

const checkLines = (markdown: string): void => {
  let furtherMarkers = 0;
  let continuations = 0;
  let isContinued = false;
  let fence: string | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (fence !== undefined) {
      if (endsCode(line, fence)) fence = undefined;
      continue;
    }
    fence = FENCE.exec(line)?.[0];
    if (fence !== undefined) isContinued = false;
    const markers = countMarkers(line);
    if (markers > MAX_LIST_DEPTH) {
      throw new MarkdownError(`Lists or quotes are nested more than ${MAX_LIST_DEPTH} deep.`, index + 1);
    }
    furtherMarkers += Math.max(0, markers - 1);
    isContinued = markers > 0 || (isContinued && /[^ \t]/.test(line));
    if (isContinued && markers === 0) continuations += 1;
    if (furtherMarkers > MAX_FURTHER_MARKERS || continuations > MAX_CONTINUATION_LINES) {
      throw new MarkdownError(
        'This text has too many lists or quotes that continue over several lines.',
        index + 1
      );
    }
  }
};

const textsBelow = (node: Nodes): string[] =>
  'children' in node ? node.children.flatMap(textsBelow) : node.type === 'text' ? [node.value] : [];

const checkDelimiters = (markdown: string, { parseBlocksOnly }: Libraries): void => {
  if (countDelimiters(markdown) <= MAX_DELIMITERS) return;
  let work = 0;
  const visit = (nodes: Nodes[], depth: number): void => {
    for (const node of nodes) {
      const line = node.position?.start.line ?? 1;
      if (node.type === 'paragraph' || node.type === 'heading') {
        const delimiters = countDelimiters(textsBelow(node).join(''));
        work += delimiters * delimiters;
        if (work > MAX_DELIMITERS * MAX_DELIMITERS) {
          throw new MarkdownError('This text has too many delimiters of emphasis, links or code.', line);
        }
      } else if ('children' in node) {
        if (depth > 2 * MAX_LIST_DEPTH) throw new MarkdownError('Lists are nested too deep.', line);
        visit(node.children, depth + 1);
      }
    }
  };
  visit(parseBlocksOnly(markdown).children, 0);
};

/**
 * Rejects a text that takes the parser a time that grows with the square of its length or worse: hundreds of nested lists
 * and quotes, endless paragraphs, thousands of brackets or stars in one paragraph. No text that a person writes comes
 * near a limit.
 *
 * @throws MarkdownError
 */
export const checkLimits = (markdown: string, libraries: Libraries): void => {
  if (markdown.length > MAX_LENGTH) {
    throw new MarkdownError(`This text is longer than ${MAX_LENGTH.toLocaleString('en')} characters.`, 1);
  }
  checkLines(markdown);
  checkDelimiters(markdown, libraries);
};

import type { Nodes } from 'mdast';
import { MarkdownError } from './errors';
import type { Libraries } from './libraries';
import { MAX_LIST_DEPTH } from './types';

/** Characters of one text in Markdown: ten times what a rich-text field may hold, for its marks. */
const MAX_LENGTH = 500_000;

/** Markers of lists and quotes at the start of lines, beyond one a line. */
const MAX_FURTHER_MARKERS = 2_000;

/** Lines below an entry of a list or a quote that have no marker of their own and no blank line before them. */
const MAX_LINES_BELOW_MARKERS = 2_000;

/** Signs for emphasis, links and code in one paragraph; several paragraphs count by their squares, as the work does. */
const MAX_SIGNS = 2_000;

const MARKER = /[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))/y;

const countMarkers = (line: string): number => {
  let count = 0;
  MARKER.lastIndex = 0;
  while (MARKER.test(line)) count += 1;
  return count;
};

/** Escaped ones are only text and cost nothing, so they are matched first and not counted. */
const SIGN = /\\[^]|([*_~[\]]|`+|<[!?])/g;

const countSigns = (text: string): number => {
  let count = 0;
  for (const [, sign] of text.matchAll(SIGN)) if (sign !== undefined) count += 1;
  return count;
};

/** A fence at the very start of a line stands in no list or quote, so that only its like ends the code below it. */
const FENCE = /^(?:`{3,}(?=[^`]*$)|~{3,})/;

const endsCode = (line: string, fence: string): boolean => {
  const end = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return end !== undefined && end.startsWith(fence);
};

const checkLines = (markdown: string): void => {
  let furtherMarkers = 0;
  let below = 0;
  let isBelow = false;
  let fence: string | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (fence !== undefined) {
      if (endsCode(line, fence)) fence = undefined;
      continue;
    }
    fence = FENCE.exec(line)?.[0];
    if (fence !== undefined) isBelow = false;
    const markers = countMarkers(line);
    if (markers > MAX_LIST_DEPTH) {
      throw new MarkdownError(`More than ${MAX_LIST_DEPTH} lists or quotes stand in each other.`, index + 1);
    }
    furtherMarkers += Math.max(0, markers - 1);
    isBelow = markers > 0 || (isBelow && /[^ \t]/.test(line));
    if (isBelow && markers === 0) below += 1;
    if (furtherMarkers > MAX_FURTHER_MARKERS || below > MAX_LINES_BELOW_MARKERS) {
      throw new MarkdownError(
        'This text has too many lists or quotes that run over several lines.',
        index + 1
      );
    }
  }
};

const textsBelow = (node: Nodes): string[] =>
  'children' in node ? node.children.flatMap(textsBelow) : node.type === 'text' ? [node.value] : [];

const checkSigns = (markdown: string, { parseBlocksOnly }: Libraries): void => {
  if (countSigns(markdown) <= MAX_SIGNS) return;
  let work = 0;
  const visit = (nodes: Nodes[], depth: number): void => {
    for (const node of nodes) {
      const line = node.position?.start.line ?? 1;
      if (node.type === 'paragraph' || node.type === 'heading') {
        const signs = countSigns(textsBelow(node).join(''));
        work += signs * signs;
        if (work > MAX_SIGNS * MAX_SIGNS) {
          throw new MarkdownError('This text has too many signs for emphasis, links or code.', line);
        }
      } else if ('children' in node) {
        if (depth > 2 * MAX_LIST_DEPTH) throw new MarkdownError('Too many lists stand in each other.', line);
        visit(node.children, depth + 1);
      }
    }
  };
  visit(parseBlocksOnly(markdown).children, 0);
};

/**
 * Refuses what would take the parser a time that grows with the square of the text or worse: lists and quotes that
 * stand in each other by the hundred, endless paragraphs, thousands of brackets or stars in one paragraph. No text
 * that a person writes comes near a limit.
 *
 * @throws MarkdownError
 */
export const checkLimits = (markdown: string, libraries: Libraries): void => {
  if (markdown.length > MAX_LENGTH) {
    throw new MarkdownError(`This text is longer than ${MAX_LENGTH.toLocaleString('en')} characters.`, 1);
  }
  checkLines(markdown);
  checkSigns(markdown, libraries);
};

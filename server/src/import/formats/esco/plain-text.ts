import type { Paragraph, PhrasingContent } from 'mdast';
import { isPlainLine } from '../../../rich-text';

export type PlainTextToMarkdown = (text: string) => string;

const paragraph = (text: string): Paragraph => ({
  type: 'paragraph',
  children: text
    .split('\n')
    .flatMap((line, index): PhrasingContent[] => [
      ...(index > 0 ? [{ type: 'break' as const }] : []),
      { type: 'text', value: line },
    ]),
});

/** Returns the paragraphs of a text, which blank lines separate, without space around lines and doubled space. */
const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim().replace(/[ \t]+/g, ' '))
    .join('\n')
    .split(/\n{2,}/)
    .map((part) => part.replace(/^\n+|\n+$/g, ''))
    .filter((part) => part !== '');

/**
 * Returns a function that converts plain text to Markdown and escapes Markdown's syntax (`*`, `_`, `#`, `- `, `1.`, `<`,
 * `&amp;`, `[`). Blank lines separate paragraphs, line breaks stay.
 *
 * The library is an ES module, which a CommonJS build can only load dynamically.
 */
export const loadPlainTextToMarkdown = async (): Promise<PlainTextToMarkdown> => {
  const { toMarkdown } = await import('mdast-util-to-markdown');
  const { gfmStrikethroughToMarkdown } = await import('mdast-util-gfm-strikethrough');
  const { gfmTableToMarkdown } = await import('mdast-util-gfm-table');
  const { gfmTaskListItemToMarkdown } = await import('mdast-util-gfm-task-list-item');
  const { gfmFootnoteToMarkdown } = await import('mdast-util-gfm-footnote');
  // With the syntax of GitHub's Markdown, which the module of rich text reads.
  const extensions = [
    gfmStrikethroughToMarkdown(),
    gfmTableToMarkdown(),
    gfmTaskListItemToMarkdown(),
    gfmFootnoteToMarkdown(),
  ];
  return (text) => {
    const paragraphs = paragraphsOf(text);
    // Most descriptions contain no Markdown syntax.
    if (paragraphs.every((part) => !part.includes('\n') && isPlainLine(part))) return paragraphs.join('\n\n');
    return toMarkdown({ type: 'root', children: paragraphs.map(paragraph) }, { extensions }).trimEnd();
  };
};

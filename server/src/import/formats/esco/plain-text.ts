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

/** The paragraphs of a text: apart by a blank line; space at the ends of lines and doubled space say nothing. */
const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim().replace(/[ \t]+/g, ' '))
    .join('\n')
    .split(/\n{2,}/)
    .map((part) => part.replace(/^\n+|\n+$/g, ''))
    .filter((part) => part !== '');

/**
 * Gives the function that turns plain text into the Markdown that reads as that text: what would be a mark in Markdown
 * (`*`, `_`, `#`, `- `, `1.`, `<`, `&amp;`, `[`) is escaped. Blank lines divide paragraphs, line breaks stay.
 *
 * The library is an ES module, which a CommonJS build can only load like this.
 */
export const loadPlainTextToMarkdown = async (): Promise<PlainTextToMarkdown> => {
  const { toMarkdown } = await import('mdast-util-to-markdown');
  const { gfmStrikethroughToMarkdown } = await import('mdast-util-gfm-strikethrough');
  const { gfmTableToMarkdown } = await import('mdast-util-gfm-table');
  const { gfmTaskListItemToMarkdown } = await import('mdast-util-gfm-task-list-item');
  const { gfmFootnoteToMarkdown } = await import('mdast-util-gfm-footnote');
  // With the marks of GitHub's Markdown, which `markdown.ts` reads.
  const extensions = [
    gfmStrikethroughToMarkdown(),
    gfmTableToMarkdown(),
    gfmTaskListItemToMarkdown(),
    gfmFootnoteToMarkdown(),
  ];
  return (text) => {
    const paragraphs = paragraphsOf(text);
    // Most descriptions have nothing in them that could be a mark.
    if (paragraphs.every((part) => !part.includes('\n') && isPlainLine(part))) return paragraphs.join('\n\n');
    return toMarkdown({ type: 'root', children: paragraphs.map(paragraph) }, { extensions }).trimEnd();
  };
};

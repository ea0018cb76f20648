import type { Root } from 'mdast';
import type { Options as FromMarkdownOptions } from 'mdast-util-from-markdown';
import type { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough';
import type { toMarkdown } from 'mdast-util-to-markdown';

/** What is asked of the Markdown libraries. */
export interface Libraries {
  /** CommonMark with GFM's strikethrough, tables, task lists and footnotes; HTML only as tags in a line. */
  parse: (markdown: string) => Root;
  /** The same blocks, but with the text in them left as it stands, which is quick for every text. */
  parseBlocksOnly: (markdown: string) => Root;
  toMarkdown: typeof toMarkdown;
  strikethroughToMarkdown: typeof gfmStrikethroughToMarkdown;
}

/** What is looked for within a text. */
const TEXT_CONSTRUCTS = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'definition',
  'gfmFootnoteDefinition',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];

/**
 * Loads the Markdown libraries. They are ES modules, which a CommonJS build can only load like this.
 *
 * Tables, task lists and footnotes are read so that they can be refused by name. A block of HTML is read as a
 * paragraph with tags in it: so `<br>` alone means the same as in a line, and any other tag is refused where it stands.
 */
export const loadLibraries = async (): Promise<Libraries> => {
  const { fromMarkdown } = await import('mdast-util-from-markdown');
  const writing = await import('mdast-util-to-markdown');
  const { gfmStrikethrough } = await import('micromark-extension-gfm-strikethrough');
  const strikethrough = await import('mdast-util-gfm-strikethrough');
  const { gfmTable } = await import('micromark-extension-gfm-table');
  const { gfmTableFromMarkdown } = await import('mdast-util-gfm-table');
  const { gfmTaskListItem } = await import('micromark-extension-gfm-task-list-item');
  const { gfmTaskListItemFromMarkdown } = await import('mdast-util-gfm-task-list-item');
  const { gfmFootnote } = await import('micromark-extension-gfm-footnote');
  const { gfmFootnoteFromMarkdown } = await import('mdast-util-gfm-footnote');
  const syntax = [
    { disable: { null: ['htmlFlow'] } },
    gfmStrikethrough({ singleTilde: false }),
    gfmTable(),
    gfmTaskListItem(),
    gfmFootnote(),
  ];
  const mdastExtensions: FromMarkdownOptions['mdastExtensions'] = [
    strikethrough.gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    gfmFootnoteFromMarkdown(),
  ];
  const blocksOnly = [{ disable: { null: ['htmlFlow', ...TEXT_CONSTRUCTS] } }];
  return {
    parse: (markdown) => fromMarkdown(markdown, { extensions: syntax, mdastExtensions }),
    parseBlocksOnly: (markdown) => fromMarkdown(markdown, { extensions: blocksOnly }),
    toMarkdown: writing.toMarkdown,
    strikethroughToMarkdown: strikethrough.gfmStrikethroughToMarkdown,
  };
};

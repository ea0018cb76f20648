import type { slug } from 'github-slugger';
import type { toHtml } from 'hast-util-to-html';
import type { Root } from 'mdast';
import type { Options as FromMarkdownOptions } from 'mdast-util-from-markdown';
import type { gfmStrikethroughToMarkdown } from 'mdast-util-gfm-strikethrough';
import type { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import type { toMarkdown } from 'mdast-util-to-markdown';

/** The functions of the libraries for Markdown and HTML. */
export interface Libraries {
  /** Parses CommonMark with GFM's strikethrough, tables, task lists and footnotes; HTML only as inline tags. */
  parse: (markdown: string) => Root;
  /** Parses the same blocks and leaves their text as it is, in linear time. */
  parseBlocksOnly: (markdown: string) => Root;
  toMarkdown: typeof toMarkdown;
  strikethroughToMarkdown: typeof gfmStrikethroughToMarkdown;
  tableToMarkdown: typeof gfmTableToMarkdown;
  toHtml: typeof toHtml;
  slug: typeof slug;
}

/** micromark's constructs within a text. */
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

const load = async (): Promise<Libraries> => {
  const { fromMarkdown } = await import('mdast-util-from-markdown');
  const { toMarkdown } = await import('mdast-util-to-markdown');
  const { gfmStrikethrough } = await import('micromark-extension-gfm-strikethrough');
  const strikethrough = await import('mdast-util-gfm-strikethrough');
  const { gfmTable } = await import('micromark-extension-gfm-table');
  const table = await import('mdast-util-gfm-table');
  const { gfmTaskListItem } = await import('micromark-extension-gfm-task-list-item');
  const { gfmTaskListItemFromMarkdown } = await import('mdast-util-gfm-task-list-item');
  const { gfmFootnote } = await import('micromark-extension-gfm-footnote');
  const { gfmFootnoteFromMarkdown } = await import('mdast-util-gfm-footnote');
  const { toHtml } = await import('hast-util-to-html');
  const { slug } = await import('github-slugger');
  // Tables, task lists and footnotes are parsed so that an error can name them. A block of HTML is parsed as a paragraph
  // with tags in it: so `<br>` alone means the same as within a line, and an error for any other tag has its position.
  const syntax = [
    { disable: { null: ['htmlFlow'] } },
    gfmStrikethrough({ singleTilde: false }),
    gfmTable(),
    gfmTaskListItem(),
    gfmFootnote(),
  ];
  const mdastExtensions: FromMarkdownOptions['mdastExtensions'] = [
    strikethrough.gfmStrikethroughFromMarkdown(),
    table.gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    gfmFootnoteFromMarkdown(),
  ];
  const blocksOnly = [{ disable: { null: ['htmlFlow', ...TEXT_CONSTRUCTS] } }];
  return {
    parse: (markdown) => fromMarkdown(markdown, { extensions: syntax, mdastExtensions }),
    parseBlocksOnly: (markdown) => fromMarkdown(markdown, { extensions: blocksOnly }),
    toMarkdown,
    strikethroughToMarkdown: strikethrough.gfmStrikethroughToMarkdown,
    tableToMarkdown: table.gfmTableToMarkdown,
    toHtml,
    slug,
  };
};

let libraries: Promise<Libraries> | undefined;

/** Loads the libraries, once. They are ES modules, which a CommonJS build can only load by `import()`. */
export const loadLibraries = (): Promise<Libraries> => {
  libraries ??= load();
  return libraries;
};

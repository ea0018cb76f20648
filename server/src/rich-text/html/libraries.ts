import type { slug } from 'github-slugger';
import type { toHtml } from 'hast-util-to-html';
import type { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { loadMarkdown, type MarkdownConverter } from '../markdown';
import { loadLibraries as loadMarkdownLibraries, type Libraries as Markdown } from '../markdown/libraries';

/** What is asked of the libraries for HTML and Markdown. */
export interface Libraries {
  toHtml: typeof toHtml;
  slug: typeof slug;
  tableToMarkdown: typeof gfmTableToMarkdown;
  markdown: Markdown;
  converter: MarkdownConverter;
}

/** Loads the libraries. They are ES modules, which a CommonJS build can only load like this. */
export const loadLibraries = async (): Promise<Libraries> => {
  const { toHtml } = await import('hast-util-to-html');
  const { slug } = await import('github-slugger');
  const { gfmTableToMarkdown } = await import('mdast-util-gfm-table');
  return {
    toHtml,
    slug,
    tableToMarkdown: gfmTableToMarkdown,
    markdown: await loadMarkdownLibraries(),
    converter: await loadMarkdown(),
  };
};

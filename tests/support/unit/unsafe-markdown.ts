import type { Root } from 'mdast';

/** Markdown as readers show it that let HTML pass, as many do: without GFM's tables, and with them. */
export const loadUnsafeMarkdownReader = async (): Promise<(markdown: string) => string[]> => {
  const { fromMarkdown } = await import('mdast-util-from-markdown');
  const { gfmTable } = await import('micromark-extension-gfm-table');
  const { gfmTableFromMarkdown } = await import('mdast-util-gfm-table');
  const { toHast } = await import('mdast-util-to-hast');
  const { toHtml } = await import('hast-util-to-html');
  const shown = (tree: Root): string =>
    toHtml(toHast(tree, { allowDangerousHtml: true }), { allowDangerousHtml: true });
  return (markdown) => [
    shown(fromMarkdown(markdown)),
    shown(fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })),
  ];
};

type Render = (markdown: string) => string;

interface Marked {
  parse(markdown: string): string;
}

interface MarkdownIt {
  render(markdown: string): string;
}

/** Renderers of Markdown that portals use, each letting HTML pass, by name. All are ES modules or have no types. */
export const loadMarkdownRenderers = async (): Promise<Record<string, Render>> => {
  const marked = async (major: 15 | 16 | 17): Promise<Render> => {
    const { parse } = (await import(`marked-${major}`)) as unknown as Marked;
    return (markdown) => parse(markdown);
  };
  const { default: createMarkdownIt } = (await import('markdown-it' as string)) as {
    default: (options: object) => MarkdownIt;
  };
  const markdownIt = createMarkdownIt({ html: true });
  const { micromark } = await import('micromark');
  const { gfmTable, gfmTableHtml } = await import('micromark-extension-gfm-table');
  const lax = { allowDangerousHtml: true, allowDangerousProtocol: true } as const;
  return {
    'marked 15': await marked(15),
    'marked 16': await marked(16),
    'marked 17': await marked(17),
    'markdown-it': (markdown) => markdownIt.render(markdown),
    micromark: (markdown) => micromark(markdown, lax),
    'micromark with tables': (markdown) =>
      micromark(markdown, { ...lax, extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()] }),
  };
};

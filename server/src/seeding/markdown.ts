import type { BlockContent, ListItem, PhrasingContent, RootContent } from 'mdast';

/** Markdown that Strapi's blocks have no place for. Nothing is dropped silently. */
export class MarkdownError extends Error {
  /** @param line the line within the text, from 1 */
  constructor(
    message: string,
    readonly line: number
  ) {
    super(message);
  }
}

interface Marks {
  bold?: true;
  italic?: true;
  code?: true;
}

export type Inline =
  | ({ type: 'text'; text: string } & Marks)
  | { type: 'link'; url: string; children: ({ type: 'text'; text: string } & Marks)[] };

export type Block =
  | { type: 'paragraph' | 'quote'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'code'; language?: string; children: Inline[] }
  | ListBlock;

interface ListBlock {
  type: 'list';
  format: 'ordered' | 'unordered';
  indentLevel: number;
  children: (ListBlock | { type: 'list-item'; children: Inline[] })[];
}

type Located = { type: string; position?: { start: { line: number } } };

const refuse = (node: Located, hint: string): never => {
  throw new MarkdownError(
    `Rich text has no place for this Markdown (${node.type}). ${hint}`,
    node.position?.start.line ?? 1
  );
};

const ALLOWED =
  'Allowed are paragraphs, headings, lists, quotes, code, bold, italic, code in a line and links.';

const inlines = (nodes: PhrasingContent[], marks: Marks = {}): Inline[] =>
  nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        // A single line break in the source is a space; only a blank line starts a new paragraph.
        return [{ type: 'text', text: node.value.replace(/\r?\n/g, ' '), ...marks }];
      case 'inlineCode':
        return [{ type: 'text', text: node.value, ...marks, code: true }];
      case 'strong':
        return inlines(node.children, { ...marks, bold: true });
      case 'emphasis':
        return inlines(node.children, { ...marks, italic: true });
      case 'break':
        return [{ type: 'text', text: '\n', ...marks }];
      case 'link': {
        const children = inlines(node.children, marks);
        return [
          {
            type: 'link',
            url: node.url,
            children: children.map((child) =>
              child.type === 'text' ? child : refuse(node, 'A link within a link.')
            ),
          },
        ];
      }
      default:
        return refuse(node, ALLOWED);
    }
  });

const list = (node: Extract<RootContent, { type: 'list' }>, indentLevel: number): ListBlock => ({
  type: 'list',
  format: node.ordered ? 'ordered' : 'unordered',
  indentLevel,
  children: node.children.flatMap((item) => listItem(item, indentLevel)),
});

/** A list item holds one paragraph; a list below it stands beside it in Strapi's blocks, one level deeper. */
const listItem = (item: ListItem, indentLevel: number): ListBlock['children'] => {
  const [first, ...rest] = item.children;
  if (first?.type !== 'paragraph') return refuse(item, 'An entry of a list starts with text.');
  return [
    { type: 'list-item', children: inlines(first.children) },
    ...rest.map((child) =>
      child.type === 'list'
        ? list(child, indentLevel + 1)
        : refuse(child, 'An entry of a list is one paragraph.')
    ),
  ];
};

const block = (node: RootContent | BlockContent): Block => {
  switch (node.type) {
    case 'paragraph':
      return { type: 'paragraph', children: inlines(node.children) };
    case 'heading':
      return { type: 'heading', level: node.depth, children: inlines(node.children) };
    case 'list':
      return list(node, 0);
    case 'blockquote': {
      const [only, ...rest] = node.children;
      if (only?.type !== 'paragraph' || rest.length > 0) return refuse(node, 'A quote is one paragraph.');
      return { type: 'quote', children: inlines(only.children) };
    }
    case 'code':
      return {
        type: 'code',
        ...(node.lang ? { language: node.lang } : {}),
        children: [{ type: 'text', text: node.value }],
      };
    default:
      return refuse(node, ALLOWED);
  }
};

export type MarkdownToBlocks = (markdown: string) => Block[];

/**
 * Gives the function that turns a text in Markdown (CommonMark) into Strapi's blocks. It throws a `MarkdownError` for
 * what blocks cannot hold: images, HTML, rules, tables.
 *
 * The parser is an ES module, which a CommonJS build can only load like this.
 */
export const loadMarkdownToBlocks = async (): Promise<MarkdownToBlocks> => {
  const { fromMarkdown } = await import('mdast-util-from-markdown');
  return (markdown) => fromMarkdown(markdown).children.map(block);
};

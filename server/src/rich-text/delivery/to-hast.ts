import type { Element, ElementContent, Properties } from 'hast';
import type { Code, Heading, Inline, Link, List, Mark, Text } from '../blocks';
import type { ReadableBlock, SizedImage } from './readable-blocks';

const ELEMENT_OF_MARK: Record<Mark, string> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
};

const INNERMOST_FIRST: readonly Mark[] = ['code', 'underline', 'strikethrough', 'italic', 'bold'];

const element = (tagName: string, children: ElementContent[], properties: Properties = {}): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});

const textNodes = ({ text }: Text): ElementContent[] =>
  text
    .split('\n')
    .flatMap((value, index): ElementContent[] => [
      ...(index > 0 ? [element('br', [])] : []),
      ...(value ? [{ type: 'text' as const, value }] : []),
    ]);

const marked = (text: Text): ElementContent[] =>
  text.text === ''
    ? []
    : INNERMOST_FIRST.filter((mark) => text[mark]).reduce(
        (children, mark) => [element(ELEMENT_OF_MARK[mark], children)],
        textNodes(text)
      );

/** `noopener` keeps a page in a new tab from reaching the one that opened it, in older browsers too. */
const relOf = ({ url, rel, target }: Link): string[] => {
  const relations = rel?.split(' ') ?? [];
  const leavesSite = /^https?:/i.test(url);
  return leavesSite || target !== undefined ? [...new Set(['noopener', ...relations])] : relations;
};

const link = (node: Link): Element => {
  const rel = relOf(node);
  return element('a', node.children.flatMap(marked), {
    href: node.url,
    ...(rel.length > 0 ? { rel } : {}),
    ...(node.target === undefined ? {} : { target: node.target }),
  });
};

const inlines = (nodes: Inline[]): ElementContent[] =>
  nodes.flatMap((node) => (node.type === 'text' ? marked(node) : [link(node)]));

/** In blocks a nested list is a sibling of its list item, in HTML its child. */
const list = ({ format, children }: List): Element => {
  const items: Element[] = [];
  for (const child of children) {
    if (child.type === 'list-item') {
      items.push(element('li', inlines(child.children)));
      continue;
    }
    if (items.length === 0) items.push(element('li', []));
    items.at(-1)!.children.push(list(child));
  }
  return element(format === 'ordered' ? 'ol' : 'ul', items);
};

const image = ({ image: { url, alternativeText, caption, width, height } }: SizedImage): Element =>
  element('figure', [
    element('img', [], {
      src: url,
      alt: alternativeText,
      ...(width === undefined ? {} : { width, height }),
      loading: 'lazy',
    }),
    ...(caption === undefined ? [] : [element('figcaption', textNodes({ type: 'text', text: caption }))]),
  ]);

const code = ({ language, children }: Code): Element =>
  element('pre', [
    element(
      'code',
      children.map(({ text }) => ({ type: 'text', value: text })),
      language === undefined ? {} : { className: [`language-${language.toLowerCase()}`] }
    ),
  ]);

const textOf = (nodes: readonly Inline[]): string =>
  nodes.map((node) => (node.type === 'text' ? node.text : textOf(node.children))).join('');

const heading = ({ level, children }: Heading, idOf: (heading: string) => string): Element =>
  element(`h${level}`, inlines(children), { id: idOf(textOf(children)) });

/**
 * Returns the HTML tree of a block. It has no raw HTML: what an editor wrote becomes a text, a checked URL, an `alt`, or
 * a checked class name.
 *
 * `mdast-util-to-hast` does not fit: underline, strikethrough as `s`, `rel`, `target`, figures, ids, nested lists and
 * line breaks would each need a handler of their own, and our mdast has HTML tags as text.
 *
 * @param idOf returns the id of a heading for its text
 */
export const toHast = (block: ReadableBlock, idOf: (heading: string) => string): Element => {
  switch (block.type) {
    case 'paragraph':
      return element('p', inlines(block.children));
    case 'quote':
      return element('blockquote', [element('p', inlines(block.children))]);
    case 'heading':
      return heading(block, idOf);
    case 'list':
      return list(block);
    case 'image':
      return image(block);
    case 'code':
      return code(block);
  }
};

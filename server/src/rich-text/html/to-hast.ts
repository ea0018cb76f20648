import type { Element, ElementContent, Properties } from 'hast';
import type { Code, Heading, Inline, Link, List, Mark, Text } from '../markdown/types';
import type { ReadableBlock, SizedImage } from './readable';

const ELEMENT_OF_MARK: Record<Mark, string> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
};

/** From the innermost on. */
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

/** A page that is opened beside must not get at the one that opened it; older browsers let it. */
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

/** A list below an entry stands beside it in blocks, and in it in HTML. */
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
 * HTML's tree of a block. Nothing in it is HTML as text: all that an editor wrote is a text, an address that has been
 * checked, an `alt`, or a word of a class that has been checked.
 *
 * @param idOf the id of a heading, from its text
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

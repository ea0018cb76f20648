import type {
  BlockContent,
  Delete,
  Emphasis,
  ListItem as ListItemNode,
  Literal,
  PhrasingContent,
  Root,
  Strong,
} from 'mdast';
import {
  MARKS,
  type Block,
  type Code,
  type Image,
  type Inline,
  type Link,
  type List,
  type ListItem,
  type Mark,
} from '../blocks';
import { closeTag, openTag, tagOfMark } from './html-tags';

/** Markdown that is written unchanged: a tag, or a text that needs no escaping or is escaped already. */
export interface Verbatim extends Literal {
  type: 'verbatim';
}

declare module 'mdast' {
  interface PhrasingContentMap {
    verbatim: Verbatim;
  }
  interface RootContentMap {
    verbatim: Verbatim;
  }
}

/** How a text is written. */
export interface Style {
  /** `plain`: unchanged; `escaped`: with backslashes before special characters; `encoded`: as character references. */
  text: 'plain' | 'escaped' | 'encoded';
  /** Whether all marks are tags, or only those that Markdown's delimiters cannot represent. */
  hasTagsOnly: boolean;
}

/** From the most readable to the last, which is exact for every text. */
export const STYLES: readonly Style[] = [
  { text: 'plain', hasTagsOnly: false },
  { text: 'escaped', hasTagsOnly: false },
  { text: 'plain', hasTagsOnly: true },
  { text: 'escaped', hasTagsOnly: true },
  { text: 'encoded', hasTagsOnly: true },
];

/** A block or list item that has a style of its own. */
export type Leaf = Exclude<Block, List> | ListItem;

/** A text without line breaks, a line break, or a link with pieces of its own. */
type Content =
  | { type: 'text' | 'code'; value: string }
  | { type: 'break' }
  | { type: 'link'; link: Link; children: Piece[] };

type Piece = Content & { marks: readonly Mark[] };

const reference = (character: string): string =>
  `&#x${character.codePointAt(0)!.toString(16).toUpperCase()};`;

/** Encodes every special character, all of which are ASCII, and every space that could get lost. */
const encode = (text: string): string =>
  text.replace(/[!"#&()*+\-.:<=>[\\\]_`|~\t\n\r\u{FEFF}]|^ | $| (?= )/gu, reference);

/** A raw carriage return would be read as a line end. */
const plain = (text: string): string => text.replaceAll('\r', reference);

/** The start of a tag without its end is text here; other Markdown parsers may take it for HTML. */
const TAG_START = /<[!/?a-z]/i;

const written = (value: string, { text }: Style): PhrasingContent => {
  if (text === 'plain' && !TAG_START.test(value)) return { type: 'verbatim', value: plain(value) };
  if (text === 'encoded') return { type: 'verbatim', value: encode(value) };
  return { type: 'text', value };
};

/** Backticks enclose one line without references; other code is between tags. */
const fitsBackticks = (text: string, { text: style }: Style): boolean =>
  style !== 'encoded' && !/[\r\n]/.test(text);

const piecesOfText = (text: string, marks: readonly Mark[], style: Style): Piece[] => {
  if (marks.includes('code') && fitsBackticks(text, style)) {
    return text ? [{ type: 'code', value: text, marks: marks.filter((mark) => mark !== 'code') }] : [];
  }
  return text
    .split('\n')
    .flatMap((value, index): Piece[] => [
      ...(index > 0 ? [{ type: 'break' as const, marks }] : []),
      ...(value ? [{ type: 'text' as const, value, marks }] : []),
    ]);
};

const pieces = (inlines: Inline[], style: Style): Piece[] =>
  inlines.flatMap((inline): Piece[] => {
    if (inline.type === 'text') {
      const marks = MARKS.filter((mark) => inline[mark]);
      return piecesOfText(inline.text, marks, style);
    }
    const inner = pieces(inline.children, style);
    const shared = MARKS.filter(
      (mark) => inner.length > 0 && inner.every(({ marks }) => marks.includes(mark))
    );
    const children = inner.map((piece) => ({
      ...piece,
      marks: piece.marks.filter((mark) => !shared.includes(mark)),
    }));
    return [{ type: 'link', link: inline, children, marks: shared }];
  });

const WHITESPACE = /^\s?$/u;
const PUNCTUATION = /^[\p{P}\p{S}]$/u;

/**
 * Whether a delimiter of emphasis counts as one between two characters, one outside and one inside: CommonMark's rule for
 * flanking runs. The start and the end of a line count as white space.
 *
 * @see https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
 */
const isFlanking = (outside: string, inside: string): boolean =>
  !WHITESPACE.test(inside) &&
  (!PUNCTUATION.test(inside) || WHITESPACE.test(outside) || PUNCTUATION.test(outside));

/** Returns the first or last character of a piece's Markdown, as far as the rule for flanking runs is concerned. */
const edge = (piece: Piece | undefined, side: 'first' | 'last'): string => {
  if (!piece) return '';
  if (piece.marks.includes('underline') || piece.marks.includes('strikethrough')) return '~';
  switch (piece.type) {
    case 'text':
      return (side === 'first' ? [...piece.value.slice(0, 2)][0] : [...piece.value.slice(-2)].at(-1)) ?? '';
    case 'break':
      return '\n';
    default:
      return '`';
  }
};

const NODE_OF_MARK: Partial<Record<Mark, (Strong | Emphasis | Delete)['type']>> = {
  bold: 'strong',
  italic: 'emphasis',
  strikethrough: 'delete',
};

/** The order of nested marks whose texts end together. */
const OUTERMOST_FIRST: readonly Mark[] = ['bold', 'italic', 'strikethrough', 'underline', 'code'];

/** Counts the consecutive pieces that have a mark. */
const runLength = (line: readonly Piece[], start: number, mark: Mark): number => {
  let end = start;
  while (line[end]?.marks.includes(mark)) end += 1;
  return end - start;
};

const longestMark = (line: readonly Piece[], start: number): { mark: Mark; length: number } =>
  OUTERMOST_FIRST.map((mark) => ({ mark, length: runLength(line, start, mark) })).reduce((longest, one) =>
    one.length > longest.length ? one : longest
  );

const withTag = (name: string, children: PhrasingContent[], attributes = {}): PhrasingContent[] => [
  { type: 'verbatim', value: openTag(name, attributes) },
  ...children,
  { type: 'verbatim', value: closeTag(name) },
];

interface Around {
  /** The character before the pieces, and the one after them. */
  before: string;
  after: string;
}

/** The marks whose delimiters would be read as one run where they touch. */
const STARS: readonly Mark[] = ['bold', 'italic'];

const marked = (
  mark: Mark,
  inner: Piece[],
  around: Around & { touches: boolean },
  style: Style,
  inHeading: boolean
): PhrasingContent[] => {
  const type = NODE_OF_MARK[mark];
  const isExact =
    isFlanking(around.before, edge(inner[0], 'first')) &&
    isFlanking(around.after, edge(inner.at(-1), 'last'));
  const hasDelimiters = type && !style.hasTagsOnly && isExact && !(around.touches && STARS.includes(mark));
  if (!hasDelimiters) {
    const children = phrasing(inner, { before: '>', after: '<' }, style, inHeading);
    return withTag(tagOfMark(mark), children);
  }
  const inside = STARS.includes(mark) ? around : { before: '~', after: '~' };
  return [{ type, children: phrasing(inner, inside, style, inHeading) }];
};

const unmarked = (piece: Piece, style: Style, inHeading: boolean): PhrasingContent[] => {
  switch (piece.type) {
    case 'text':
      return [written(piece.value, style)];
    case 'code':
      return [{ type: 'inlineCode', value: piece.value }];
    case 'break':
      // A heading is a single line.
      return inHeading || style.text === 'encoded'
        ? [{ type: 'verbatim', value: '<br>' }]
        : [{ type: 'break' }];
    case 'link': {
      const { url, rel, target } = piece.link;
      const children = phrasing(piece.children, { before: '[', after: ']' }, style, inHeading);
      return rel !== undefined || target !== undefined || style.text === 'encoded'
        ? withTag('a', children, { href: url, rel, target })
        : [{ type: 'link', url, children: linkText(piece, style) ?? children }];
    }
  }
};

/** Returns the plain text of a link to itself, for which the library writes `<https://example.org>`. */
const linkText = (
  { link, children }: Piece & { type: 'link' },
  style: Style
): PhrasingContent[] | undefined => {
  const [only, ...rest] = children;
  const isItsUrl =
    only?.type === 'text' && rest.length === 0 && only.marks.length === 0 && only.value === link.url;
  return isItsUrl && style.text !== 'encoded' ? [{ type: 'text', value: link.url }] : undefined;
};

/** Returns the tree of a line. A mark that consecutive pieces share is one node around them. */
const phrasing = (
  line: readonly Piece[],
  around: Around,
  style: Style,
  inHeading: boolean
): PhrasingContent[] => {
  const nodes: PhrasingContent[] = [];
  let index = 0;
  while (index < line.length) {
    const piece = line[index]!;
    if (piece.marks.length === 0) {
      nodes.push(...unmarked(piece, style, inHeading));
      index += 1;
      continue;
    }
    const { mark, length } = longestMark(line, index);
    const inner = line
      .slice(index, index + length)
      .map((one) => ({ ...one, marks: one.marks.filter((other) => other !== mark) }));
    const last = nodes.at(-1);
    const next = line[index + length];
    const run = marked(
      mark,
      inner,
      {
        before: index > 0 ? edge(line[index - 1], 'last') : around.before,
        after: next ? edge(next, 'first') : around.after,
        touches: last?.type === 'strong' || last?.type === 'emphasis',
      },
      style,
      inHeading
    );
    // Not by spreading: the number of arguments of a call is limited.
    for (const node of run) nodes.push(node);
    index += length;
  }
  return nodes;
};

const isBreak = (piece: Piece | undefined): boolean => piece?.type === 'break' && piece.marks.length === 0;

const LINE_BREAK: PhrasingContent = { type: 'verbatim', value: '<br>' };

/** Returns the content of a paragraph, quote, heading or list item. */
const line = (inlines: Inline[], style: Style, inHeading = false): PhrasingContent[] => {
  const all = pieces(inlines, style);
  const end = all.findLastIndex((piece) => !isBreak(piece)) + 1;
  const trailing = all.length - end;
  // Lines without text are one `<br>` more than there are breaks. A backslash at the end would be text.
  const breaks = Array.from({ length: end === 0 ? trailing + 1 : trailing }, () => LINE_BREAK);
  return [...phrasing(all.slice(0, end), { before: '', after: '' }, style, inHeading), ...breaks];
};

const verbatim = (value: string): BlockContent => ({
  type: 'paragraph',
  children: [{ type: 'verbatim', value }],
});

const image = ({ image: { url, alternativeText, caption } }: Image, { text }: Style): BlockContent => {
  if (text !== 'encoded') {
    return {
      type: 'paragraph',
      children: [{ type: 'image', url, alt: alternativeText, title: caption ?? null }],
    };
  }
  const title = caption === undefined ? '' : ` "${encode(caption)}"`;
  return verbatim(`![${encode(alternativeText)}](<${encode(url)}>${title})`);
};

const code = ({ language, children }: Code, style: Style): BlockContent => {
  const [only, ...rest] = children;
  const isMarked = rest.length > 0 || MARKS.some((mark) => only?.[mark]);
  if (style === STYLES[0] && !isMarked) {
    return { type: 'code', lang: language ?? null, value: only?.text ?? '' };
  }
  const content = phrasing(pieces(children, style), { before: '>', after: '<' }, style, false);
  return { type: 'paragraph', children: withTag('pre', content, { 'data-language': language }) };
};

const list = ({ format, children }: List, styleOf: (leaf: Leaf) => Style): BlockContent => {
  const items: ListItemNode[] = [];
  for (const child of children) {
    if (child.type === 'list-item') {
      const text = { type: 'paragraph' as const, children: line(child.children, styleOf(child)) };
      items.push({ type: 'listItem', spread: false, children: [text] });
      continue;
    }
    // A nested list belongs to the item before it; the first one gets an item without text.
    if (items.length === 0) items.push({ type: 'listItem', spread: false, children: [] });
    items.at(-1)!.children.push(list(child, styleOf));
  }
  return { type: 'list', ordered: format === 'ordered', start: 1, spread: false, children: items };
};

const block = (node: Block, styleOf: (leaf: Leaf) => Style): BlockContent => {
  switch (node.type) {
    case 'paragraph':
      return { type: 'paragraph', children: line(node.children, styleOf(node)) };
    case 'quote':
      return {
        type: 'blockquote',
        children: [{ type: 'paragraph', children: line(node.children, styleOf(node)) }],
      };
    case 'heading':
      return { type: 'heading', depth: node.level, children: line(node.children, styleOf(node), true) };
    case 'list':
      return list(node, styleOf);
    case 'image':
      return image(node, styleOf(node));
    case 'code':
      return code(node, styleOf(node));
  }
};

/**
 * Returns the Markdown tree of blocks.
 *
 * @param blocks in their canonical form
 * @param styleOf returns the style of a block or list item
 */
export const toMdast = (blocks: readonly Block[], styleOf: (leaf: Leaf) => Style): Root => ({
  type: 'root',
  children: blocks.map((node) => block(node, styleOf)),
});

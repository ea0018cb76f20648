import { isRecord } from '../../utils/is-record';
import {
  MARKS,
  MAX_LIST_DEPTH,
  type Block,
  type Code,
  type Heading,
  type Image,
  type Inline,
  type List,
  type ListItem,
  type Text,
} from '../blocks';
import { canonicalBlocks } from '../canonical-blocks';
import { isLinkUrl } from '../link-urls';
import { cleanText } from './clean-text';
import { safeImageUrl, safeLinkUrl } from './safe-urls';

/** An image with its size in pixels, if the upload provider stored it. */
export interface SizedImage extends Image {
  image: Image['image'] & { width?: number; height?: number };
}

/** A block without unsafe content, and with visible content. */
export type ReadableBlock = Exclude<Block, Image> | SizedImage;

type Node = Record<string, unknown>;

/** The depth of nodes, to bound the work; validated texts have at most twelve. */
const MAX_DEPTH = 2 * MAX_LIST_DEPTH;

const LANGUAGE = /^[a-z0-9][a-z0-9+#.-]{0,30}$/i;

const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isRecord) : []);

const isBlank = (inlines: readonly Inline[]): boolean =>
  inlines.every((inline) => (inline.type === 'text' ? inline.text.trim() === '' : isBlank(inline.children)));

const textAt = (node: Node): Text => ({
  type: 'text',
  text: cleanText(node.text),
  ...Object.fromEntries(MARKS.filter((mark) => node[mark] === true).map((mark) => [mark, true])),
});

const textsOf = (inlines: Inline[]): Text[] =>
  inlines.flatMap((inline) => (inline.type === 'text' ? [inline] : inline.children));

/** The values of `rel` that are delivered. */
const RELATIONS = new Set([
  'external',
  'help',
  'license',
  'nofollow',
  'noopener',
  'noreferrer',
  'sponsored',
  'ugc',
]);

const linkAt = (node: Node, depth: number): Inline[] => {
  const children = textsOf(inlinesAt(node.children, depth + 1));
  const url = safeLinkUrl(node.url);
  // A link without visible text would still take the keyboard's focus.
  if (url === undefined || !isLinkUrl(url) || isBlank(children)) return children;
  const rel = cleanText(node.rel)
    .toLowerCase()
    .split(/\s+/)
    .filter((one) => RELATIONS.has(one));
  return [
    {
      type: 'link',
      url,
      ...(rel.length > 0 ? { rel: [...new Set(rel)].join(' ') } : {}),
      ...(node.target === '_blank' ? { target: '_blank' } : {}),
      children,
    },
  ];
};

const inlinesAt = (children: unknown, depth: number): Inline[] =>
  depth > MAX_DEPTH
    ? []
    : nodesIn(children).flatMap((node) => {
        if (node.type === 'text') return [textAt(node)];
        return node.type === 'link' ? linkAt(node, depth) : inlinesAt(node.children, depth + 1);
      });

const listAt = (node: Node, indentLevel: number): List[] => {
  if (indentLevel >= MAX_LIST_DEPTH) return [];
  const children = nodesIn(node.children).flatMap((child): (ListItem | List)[] => {
    if (child.type === 'list') return listAt(child, indentLevel + 1);
    const inlines = inlinesAt(child.type === 'list-item' ? child.children : [child], 0);
    return isBlank(inlines) ? [] : [{ type: 'list-item', children: inlines }];
  });
  const format = node.format === 'ordered' ? 'ordered' : 'unordered';
  return children.length > 0 ? [{ type: 'list', format, indentLevel, children }] : [];
};

const headingAt = (level: unknown, children: Inline[]): Heading => ({
  type: 'heading',
  level: ([1, 2, 3, 4, 5, 6] as const).find((one) => one === level) ?? 6,
  children,
});

/** Code loses its marks, so that its Markdown is fenced and needs no escaping. */
const codeAt = (node: Node): Code[] => {
  const texts = textsOf(inlinesAt(node.children, 0)).map(({ text }) => text);
  const text = texts.join('');
  const language = cleanText(node.language);
  return text.trim() === ''
    ? []
    : [
        {
          type: 'code',
          ...(LANGUAGE.test(language) ? { language } : {}),
          children: [{ type: 'text', text }],
        },
      ];
};

const isLength = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

const imageAt = (node: Node): ReadableBlock[] => {
  const image = isRecord(node.image) ? node.image : {};
  const url = safeImageUrl(image.url);
  const alternativeText = cleanText(image.alternativeText);
  if (url === undefined) return textBlock('paragraph', [{ type: 'text', text: alternativeText }]);
  const caption = cleanText(image.caption);
  const { width, height } = image;
  return [
    {
      type: 'image',
      image: {
        url,
        alternativeText,
        ...(caption.trim() === '' ? {} : { caption }),
        ...(isLength(width) && isLength(height) ? { width, height } : {}),
      },
      children: [{ type: 'text', text: '' }],
    },
  ];
};

const textBlock = (type: 'paragraph' | 'quote', children: Inline[]): ReadableBlock[] =>
  isBlank(children) ? [] : [{ type, children }];

/** Returns the text of a node that Strapi's editor does not know, one paragraph for each node. */
const unknownAt = (node: Node, depth: number): ReadableBlock[] => {
  if (depth > MAX_DEPTH) return [];
  const children = nodesIn(node.children);
  return children.some(({ type }) => type === 'text' || type === 'link')
    ? textBlock('paragraph', inlinesAt(children, depth))
    : children.flatMap((child) => blockAt(child, depth + 1));
};

const blockAt = (node: Node, depth: number): ReadableBlock[] => {
  switch (node.type) {
    case 'paragraph':
    case 'quote':
      return textBlock(node.type, inlinesAt(node.children, 0));
    case 'heading': {
      const children = inlinesAt(node.children, 0);
      return isBlank(children) ? [] : [headingAt(node.level, children)];
    }
    case 'list':
      return listAt(node, 0);
    case 'code':
      return codeAt(node);
    case 'image':
      return imageAt(node);
    case 'text':
    case 'link':
      return textBlock('paragraph', inlinesAt([node], 0));
    default:
      return unknownAt(node, depth);
  }
};

const canonical = (block: ReadableBlock): ReadableBlock =>
  block.type === 'image' ? block : canonicalBlocks([block])[0]!;

/**
 * Returns any stored value as rich text that is safe for readers: in its canonical form, without blocks that show
 * nothing (editors leave empty paragraphs); a link or an image with an unsafe URL becomes its text. It never throws: one
 * node must not make a guide unavailable.
 *
 * @see isSafeUrl
 */
export const readableBlocks = (blocks: unknown): ReadableBlock[] =>
  nodesIn(blocks)
    .flatMap((node) => blockAt(node, 0))
    .map(canonical);

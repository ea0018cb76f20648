import type { Blocks, BlocksNode } from '../../rich-text/blocks';
import { imageFormats } from '../shape/image';
import { rowIn, rowsIn, textIn, type Row } from '../values';

/**
 * What Strapi's rich text may say to readers, by kind of node. The editor keeps the whole record of an image in the
 * text, with where and how it is stored, and the API accepts any other property beside it.
 */
const PUBLIC_PROPERTIES: Record<string, string[]> = {
  text: ['text', 'bold', 'italic', 'underline', 'strikethrough', 'code'],
  link: ['url'],
  paragraph: [],
  heading: ['level'],
  quote: [],
  code: ['language'],
  list: ['format', 'indentLevel'],
  'list-item': [],
};

const pick = (node: Row, names: string[]): Row =>
  Object.fromEntries(names.filter((name) => name in node).map((name) => [name, node[name]]));

const publicImage = (image: Row): Row => ({
  ...pick(image, ['url', 'alternativeText', 'caption', 'width', 'height', 'mime']),
  formats: imageFormats(image.formats),
});

const publicNode = (node: Row): BlocksNode[] => {
  const type = String(node.type);
  const children = Array.isArray(node.children) ? { children: publicNodes(node.children) } : {};
  if (type === 'image') {
    const image = rowIn(node.image);
    return image ? [{ type, image: publicImage(image), ...children }] : [];
  }
  const properties = Object.hasOwn(PUBLIC_PROPERTIES, type) ? PUBLIC_PROPERTIES[type]! : undefined;
  return properties ? [{ type, ...pick(node, properties), ...children }] : [];
};

const publicNodes = (nodes: unknown[]): BlocksNode[] => rowsIn(nodes).flatMap(publicNode);

const hasContent = (node: BlocksNode): boolean =>
  node.type === 'image' ||
  textIn(node.text) !== null ||
  (Array.isArray(node.children) && (node.children as BlocksNode[]).some(hasContent));

/** Rich text with nothing in it but what readers may see, or null if it says nothing. */
export const blocksIn = (value: unknown): Blocks | null => {
  if (!Array.isArray(value)) return null;
  const blocks = publicNodes(value);
  return blocks.some(hasContent) ? blocks : null;
};

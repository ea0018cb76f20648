import { isSafeUrl, isStorableText } from '../model/formats';

/** A fault in rich text: the key of its message, and where it is within the field. */
export interface BlocksFault {
  message:
    'blocks.shape' | 'blocks.link' | 'blocks.depth' | 'text.unstorable' | 'blocks.tooLong' | 'blocks.tooMany';
  values?: Record<string, string | number>;
}

/** Characters of text in one rich-text field. A long section has some 5,000. */
export const MAX_BLOCKS_LENGTH = 50_000;

/**
 * Nodes in one rich-text field. A long section has some 200; Strapi's own check takes a tenth of a millisecond for each,
 * in which nobody else is answered.
 */
export const MAX_BLOCKS_NODES = 2_000;

const MAX_DEPTH = 12;

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Looks through rich text for what Strapi's own check of blocks lets through or cannot say in the editor's language:
 * unsafe addresses, text that a database refuses, and sizes that no page needs. Walks with a stack of its own, so
 * that hostile nesting cannot exhaust the call stack.
 *
 * @returns the first fault, or undefined
 */
export const findBlocksFault = (value: unknown): BlocksFault | undefined => {
  if (!Array.isArray(value)) return { message: 'blocks.shape' };
  const tooMany: BlocksFault = { message: 'blocks.tooMany', values: { max: MAX_BLOCKS_NODES } };
  if (value.length > MAX_BLOCKS_NODES) return tooMany;
  let length = 0;
  let nodes = 0;
  const stack: { node: unknown; depth: number }[] = value.map((node) => ({ node, depth: 1 })).reverse();
  while (stack.length > 0) {
    const { node, depth } = stack.pop()!;
    nodes += 1;
    if (nodes > MAX_BLOCKS_NODES) return tooMany;
    if (!isNode(node)) return { message: 'blocks.shape' };
    if (depth > MAX_DEPTH) return { message: 'blocks.depth', values: { max: MAX_DEPTH } };
    const texts = Object.values(isNode(node.image) ? { ...node, ...node.image } : node);
    if (texts.some((text) => typeof text === 'string' && !isStorableText(text))) {
      return { message: 'text.unstorable' };
    }
    if (typeof node.text === 'string') {
      length += node.text.length;
      if (length > MAX_BLOCKS_LENGTH)
        return { message: 'blocks.tooLong', values: { max: MAX_BLOCKS_LENGTH } };
    }
    const url = node.type === 'link' ? node.url : isNode(node.image) ? node.image.url : undefined;
    if (node.type === 'link' && typeof url !== 'string') return { message: 'blocks.shape' };
    if (typeof url === 'string' && !isSafeUrl(url)) {
      return { message: 'blocks.link', values: { url: url.slice(0, 80) } };
    }
    if (node.children === undefined) continue;
    if (!Array.isArray(node.children)) return { message: 'blocks.shape' };
    if (node.children.length > MAX_BLOCKS_NODES) return tooMany;
    for (const child of [...node.children].reverse()) stack.push({ node: child, depth: depth + 1 });
  }
  return undefined;
};

import { isSafeUrl, isStorableText } from '../model/formats';

/** An issue in rich text: the key of its message, with its values. */
export interface BlocksIssue {
  message:
    'blocks.shape' | 'blocks.link' | 'blocks.depth' | 'text.unstorable' | 'blocks.tooLong' | 'blocks.tooMany';
  values?: Record<string, string | number>;
}

/** Characters of text in one rich-text field. A long section has some 5,000. */
export const MAX_BLOCKS_LENGTH = 50_000;

/**
 * Nodes in one rich-text field. A long section has some 200; Strapi's own check takes a tenth of a millisecond for each,
 * during which the process handles no other request.
 */
export const MAX_BLOCKS_NODES = 2_000;

const MAX_DEPTH = 12;

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Finds issues in rich text that Strapi's own check of blocks accepts or cannot explain in the editor's language: unsafe
 * URLs, text that a database rejects, and sizes that no page needs. Walks with its own stack, so that hostile nesting
 * cannot exhaust the call stack.
 *
 * @returns the first issue, or undefined
 */
export const findBlocksIssue = (value: unknown): BlocksIssue | undefined => {
  if (!Array.isArray(value)) return { message: 'blocks.shape' };
  const tooMany: BlocksIssue = { message: 'blocks.tooMany', values: { max: MAX_BLOCKS_NODES } };
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

import type { Blocks, BlocksNode } from './blocks';

const INLINE = new Set(['text', 'link']);

const nodeText = (node: BlocksNode): string => {
  if (typeof node.text === 'string') return node.text;
  const children = (node.children ?? []) as BlocksNode[];
  const isInline = children.every(({ type }) => INLINE.has(type));
  return children
    .map(nodeText)
    .filter((text) => text !== '')
    .join(isInline ? '' : '\n');
};

/** Returns the plain text of rich text, with one line for each paragraph, list item and heading. */
export const plainText = (blocks: Blocks | null): string =>
  (blocks ?? [])
    .map(nodeText)
    .filter((text) => text.trim() !== '')
    .join('\n');

import type { Block, List } from '../blocks';
import { canonicalBlocks } from '../canonical-blocks';
import { BlocksError, MarkdownError } from '../errors';
import type { Libraries } from '../libraries';
import { markdownOptions } from './options';
import { STYLES, toMdast, type Leaf, type Style } from './to-mdast';

const ENCODED = STYLES.at(-1)!;

/** Returns each block and list item as a text of its own: its context does not change how it is read. */
const leavesOf = (node: Block): { leaf: Leaf; alone: Block }[] =>
  node.type === 'list' ? itemsOf(node) : [{ leaf: node, alone: node }];

const itemsOf = ({ format, children }: List): { leaf: Leaf; alone: Block }[] =>
  children.flatMap((child) =>
    child.type === 'list'
      ? itemsOf(child)
      : [{ leaf: child, alone: { type: 'list', format, indentLevel: 0, children: [child] } }]
  );

/** References are exact and hard to read; the library writes some too. */
const hasReference = (markdown: string): boolean => /&#x/.test(markdown);

/**
 * Creates a function that writes blocks as Markdown without loss, which it verifies by reading the Markdown: first the
 * most readable style for the whole text, then for each block the first style that is exact for that block.
 */
export const createWriter = (libraries: Libraries, toBlocks: (markdown: string) => Block[]) => {
  const options = markdownOptions(libraries);

  const render = (blocks: readonly Block[], styleOf: (leaf: Leaf) => Style): string =>
    libraries.toMarkdown(toMdast(blocks, styleOf), options).replace(/\n$/, '');

  const isExact = (markdown: string, blocks: readonly Block[]): boolean => {
    try {
      return JSON.stringify(toBlocks(markdown)) === JSON.stringify(blocks);
    } catch (error) {
      if (error instanceof MarkdownError) return false;
      throw error;
    }
  };

  const bestStyle = (alone: Block): Style => {
    let exact: Style | undefined;
    for (const style of STYLES.filter((one) => one !== ENCODED)) {
      const markdown = render([alone], () => style);
      if (!isExact(markdown, [alone])) continue;
      if (!hasReference(markdown)) return style;
      exact ??= style;
    }
    return exact ?? ENCODED;
  };

  return (stored: unknown[]): string => {
    const blocks = canonicalBlocks(stored);
    const plain = render(blocks, () => STYLES[0]!);
    if (!hasReference(plain) && isExact(plain, blocks)) return plain;
    const styles = new Map(
      blocks.flatMap(leavesOf).map(({ leaf, alone }) => [leaf, bestStyle(alone)] as const)
    );
    const mixed = render(blocks, (leaf) => styles.get(leaf) ?? ENCODED);
    if (isExact(mixed, blocks)) return mixed;
    const encoded = render(blocks, () => ENCODED);
    if (isExact(encoded, blocks)) return encoded;
    throw new BlocksError('it is too long, or has too many marks in one paragraph.', '');
  };
};

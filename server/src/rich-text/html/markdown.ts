import { BlocksError } from '../markdown';
import { STYLES, toMdast, type Leaf, type Style } from '../markdown/to-mdast';
import { markdownOptions } from '../markdown/to-markdown';
import type { Inline, ListItem } from '../markdown/types';
import type { AssetUrl } from './place';
import type { Libraries } from './libraries';
import { continueOutline } from './outline';
import { readableBlocks, type ReadableBlock } from './readable';
import type { Place } from './place';

const [PLAIN, ESCAPED] = STYLES as readonly [Style, Style, ...Style[]];

/** Code stands between fences, where nothing needs escaping; a text is escaped where a sign may mean something. */
const carefulStyle = (leaf: Leaf): Style => (leaf.type === 'code' ? PLAIN : ESCAPED);

/**
 * Nodes, lines and signs of a text up to which what is written is read back, which takes a parser's time for each of
 * them. A long section has some 200.
 */
const MAX_PROVEN = 2_000;

const SIGNS = /[\n*_~`[\]\\<&]/g;

const sizeOf = (nodes: readonly (ReadableBlock | ListItem | Inline)[]): number =>
  nodes.reduce(
    (size, node) =>
      size + 1 + (node.type === 'text' ? (node.text.match(SIGNS)?.length ?? 0) : sizeOf(node.children)),
    0
  );

/** The same with other addresses behind its links. */
const withLinks = <Node extends ReadableBlock | ListItem | Inline>(
  node: Node,
  linkUrl: (url: string) => string
): Node => {
  if (node.type === 'text') return node;
  const children = node.children.map((child) => withLinks(child, linkUrl));
  return { ...node, ...(node.type === 'link' ? { url: linkUrl(node.url) } : {}), children };
};

/** The blocks with other addresses of their images, without those that have none. */
const withImages = (blocks: readonly ReadableBlock[], assetUrl: AssetUrl): ReadableBlock[] =>
  blocks.flatMap((block): ReadableBlock[] => {
    if (block.type !== 'image') return [block];
    const url = assetUrl(block.image.url);
    return url === null ? [] : [{ ...block, image: { ...block.image, url } }];
  });

/** Where links and images of a text lead; as they are stored if left out. */
interface Addresses {
  linkUrl?: (url: string) => string;
  assetUrl?: AssetUrl;
}

/**
 * Writes rich text as the Markdown that the plugin's own files have. It reads back as the same blocks, but for texts of
 * a size that no person writes or that the reader refuses (see `checkLimits`): those are written without that proof.
 */
export const createMarkdownWriter = ({ converter, markdown }: Libraries) => {
  const options = markdownOptions(markdown);
  return (
    given: unknown,
    { level }: Pick<Place, 'level'>,
    { linkUrl = (url) => url, assetUrl = (url) => url }: Addresses = {}
  ): string => {
    const outline = continueOutline(readableBlocks(given), level);
    const blocks = withImages(outline, assetUrl).map((block) => withLinks(block, linkUrl));
    if (sizeOf(blocks) <= MAX_PROVEN) {
      try {
        return converter.toMarkdown(blocks);
      } catch (error) {
        if (!(error instanceof BlocksError)) throw error;
      }
    }
    return markdown.toMarkdown(toMdast(blocks, carefulStyle), options).trimEnd();
  };
};

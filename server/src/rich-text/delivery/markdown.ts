import type { Inline, ListItem } from '../blocks';
import { BlocksError } from '../errors';
import type { Libraries } from '../libraries';
import { createConverter } from '../markdown/converter';
import { markdownOptions } from '../markdown/options';
import { STYLES, toMdast, type Leaf, type Style } from '../markdown/to-mdast';
import { continueOutline, type OutlinePosition } from './outline';
import { readableBlocks, type ReadableBlock } from './readable-blocks';
import type { AssetUrl } from './safe-urls';

const [PLAIN, ESCAPED] = STYLES as readonly [Style, Style, ...Style[]];

/** Code is fenced and needs no escaping; other text is escaped wherever a character may have a meaning. */
const escapedStyle = (leaf: Leaf): Style => (leaf.type === 'code' ? PLAIN : ESCAPED);

/**
 * The size up to which the written Markdown is verified by parsing it, which takes time for each node, line and special
 * character. A long section has a size of some 200.
 */
const MAX_VERIFIED = 2_000;

const SPECIAL_CHARACTERS = /[\n*_~`[\]\\<&]/g;

const sizeOf = (nodes: readonly (ReadableBlock | ListItem | Inline)[]): number =>
  nodes.reduce(
    (size, node) =>
      size +
      1 +
      (node.type === 'text' ? (node.text.match(SPECIAL_CHARACTERS)?.length ?? 0) : sizeOf(node.children)),
    0
  );

const withLinkUrls = <Node extends ReadableBlock | ListItem | Inline>(
  node: Node,
  linkUrl: (url: string) => string
): Node => {
  if (node.type === 'text') return node;
  const children = node.children.map((child) => withLinkUrls(child, linkUrl));
  return { ...node, ...(node.type === 'link' ? { url: linkUrl(node.url) } : {}), children };
};

const withImageUrls = (blocks: readonly ReadableBlock[], assetUrl: AssetUrl): ReadableBlock[] =>
  blocks.flatMap((block): ReadableBlock[] => {
    if (block.type !== 'image') return [block];
    const url = assetUrl(block.image.url);
    return url === null ? [] : [{ ...block, image: { ...block.image, url } }];
  });

/** Rewrites the URLs of a text; without a function they are as stored. An image without a URL is left out. */
interface UrlRewriting {
  linkUrl?: (url: string) => string;
  assetUrl?: AssetUrl;
}

/**
 * Creates a function that writes rich text as Markdown for readers, in the dialect of `MarkdownConverter`. It is
 * lossless except for texts that are larger than any that a person writes, or that `checkLimits` refuses: those are
 * written without verification.
 */
export const createMarkdownWriter = (libraries: Libraries) => {
  const converter = createConverter(libraries);
  const options = markdownOptions(libraries);
  return (
    stored: unknown,
    { level }: Pick<OutlinePosition, 'level'>,
    { linkUrl = (url) => url, assetUrl = (url) => url }: UrlRewriting = {}
  ): string => {
    const outline = continueOutline(readableBlocks(stored), level);
    const blocks = withImageUrls(outline, assetUrl).map((block) => withLinkUrls(block, linkUrl));
    if (sizeOf(blocks) <= MAX_VERIFIED) {
      try {
        return converter.toMarkdown(blocks);
      } catch (error) {
        if (!(error instanceof BlocksError)) throw error;
      }
    }
    return libraries.toMarkdown(toMdast(blocks, escapedStyle), options).trimEnd();
  };
};

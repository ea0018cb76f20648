/**
 * Rich text in its forms. Strapi stores it as blocks.
 *
 * | from     | to                   | by                                          |
 * | -------- | -------------------- | ------------------------------------------- |
 * | blocks   | Markdown, lossless   | `loadMarkdown().toMarkdown`                 |
 * | Markdown | blocks               | `loadMarkdown().toBlocks`                   |
 * | blocks   | HTML for readers     | `createHtmlWriter`                          |
 * | blocks   | Markdown for readers | `createMarkdownWriter`                      |
 * | blocks   | plain text           | `plainText`                                 |
 * | blocks   | canonical blocks     | `canonicalBlocks`                           |
 *
 * The lossless forms throw for what they cannot represent. The forms for readers never throw: they leave out what is
 * unsafe or unknown.
 */
export type { Block, Blocks, BlocksNode, Inline } from './blocks';
export { canonicalBlocks } from './canonical-blocks';
export { cleanText, oneLine } from './delivery/clean-text';
export { createHtmlWriter } from './delivery/html';
export { createMarkdownWriter } from './delivery/markdown';
export type { HeadingIds, OutlinePosition } from './delivery/outline';
export { safeImageUrl, safeLinkUrl, type AssetUrl } from './delivery/safe-urls';
export { BlocksError, MarkdownError } from './errors';
export { linkUrlsIn } from './link-urls';
export { loadLibraries, type Libraries } from './libraries';
export { loadMarkdown, type MarkdownConverter } from './markdown/converter';
export { isPlainLine } from './markdown/plain-paragraphs';
export { markdownOptions } from './markdown/options';
export { plainText } from './plain-text';

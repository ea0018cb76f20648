import type { Block } from './types';
import { loadLibraries } from './libraries';
import { createReader } from './to-blocks';
import { createWriter } from './to-markdown';

export { canonicalBlocks } from './canonical';
export { BlocksError, MarkdownError } from './errors';
export { isPlainLine } from './to-blocks';
export type { Block, Inline } from './types';

/**
 * Markdown and Strapi's blocks, each into the other without loss.
 *
 * The Markdown is CommonMark with GFM's `~~struck through~~`, and tags for what it lacks. Emphasis is written `*`, or `_`
 * where stars would touch.
 *
 * | blocks                                | Markdown                                                           |
 * | ------------------------------------- | ------------------------------------------------------------------ |
 * | underlined text                       | `<u>text</u>`                                                      |
 * | a line break within a text            | `\` at the end of the line, or `<br>`                              |
 * | a paragraph, quote … without text     | `<br>` alone; further `<br>` alone are line breaks without text    |
 * | an image                              | `![alternative text](address "caption")`, alone in a paragraph     |
 * | marks that Markdown's signs can't say | `<b>`, `<i>`, `<s>`, `<code>`, such as `<b>foo </b>bar`            |
 * | a link with `rel` or `target`         | `<a href="…" rel="…" target="…">text</a>`                          |
 * | marks within a block of code          | `<pre data-language="js">…</pre>`, one paragraph                   |
 *
 * `<strong>`, `<em>` and `<del>` are read too. A single line break in the source is a space. An empty text has no
 * blocks.
 */
export interface MarkdownConverter {
  /**
   * @returns blocks in their canonical form; an image has its address as written, its text and its caption
   * @throws MarkdownError for Markdown that blocks cannot hold, naming it and its place
   */
  toBlocks(markdown: string): Block[];
  /**
   * @returns Markdown without a line end at its end, that `toBlocks` turns into the same blocks again
   * @throws BlocksError for what is not rich text, or would be lost
   */
  toMarkdown(blocks: unknown[]): string;
}

let converter: Promise<MarkdownConverter> | undefined;

/** Loads the libraries, once. */
export const loadMarkdown = (): Promise<MarkdownConverter> => {
  converter ??= loadLibraries().then((libraries) => {
    const toBlocks = createReader(libraries);
    return { toBlocks, toMarkdown: createWriter(libraries, toBlocks) };
  });
  return converter;
};

import type { Block } from '../blocks';
import { loadLibraries, type Libraries } from '../libraries';
import { createReader } from './to-blocks';
import { createWriter } from './to-markdown';

/**
 * Converts Markdown to Strapi's blocks and back without loss.
 *
 * The Markdown is CommonMark with GFM's `~~strikethrough~~`, and HTML tags for what it lacks. Emphasis is written `*`,
 * or `_` where two runs of stars would touch.
 *
 * | blocks                                   | Markdown                                                         |
 * | ---------------------------------------- | ---------------------------------------------------------------- |
 * | underlined text                          | `<u>text</u>`                                                    |
 * | a line break within a text               | `\` at the end of the line, or `<br>`                            |
 * | a paragraph, quote … without text        | `<br>` alone; further `<br>` alone are line breaks without text  |
 * | an image                                 | `![alternative text](url "caption")`, alone in a paragraph       |
 * | marks that Markdown cannot represent     | `<b>`, `<i>`, `<s>`, `<code>`, such as `<b>foo </b>bar`          |
 * | a link with `rel` or `target`            | `<a href="…" rel="…" target="…">text</a>`                        |
 * | marks within a block of code             | `<pre data-language="js">…</pre>`, one paragraph                 |
 *
 * `<strong>`, `<em>` and `<del>` are read too. A single line break in the source is a space. An empty text has no
 * blocks.
 */
export interface MarkdownConverter {
  /**
   * Reads Markdown.
   *
   * @returns blocks in their canonical form; an image has its URL as written, its alternative text and its caption
   * @throws MarkdownError for Markdown that blocks cannot represent, with its name and its position
   */
  toBlocks(markdown: string): Block[];
  /**
   * Writes blocks.
   *
   * @returns Markdown without a line end at its end; `toBlocks` returns the same blocks for it
   * @throws BlocksError for a value that is not rich text, or would be lost
   */
  toMarkdown(blocks: unknown[]): string;
}

export const createConverter = (libraries: Libraries): MarkdownConverter => {
  const toBlocks = createReader(libraries);
  return { toBlocks, toMarkdown: createWriter(libraries, toBlocks) };
};

let converter: Promise<MarkdownConverter> | undefined;

/** Loads the libraries and creates the converter, once. */
export const loadMarkdown = (): Promise<MarkdownConverter> => {
  converter ??= loadLibraries().then(createConverter);
  return converter;
};

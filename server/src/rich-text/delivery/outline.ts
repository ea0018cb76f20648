import type { Heading } from '../blocks';
import type { ReadableBlock } from './readable-blocks';

/** The position of a rich text in the outline of the page. */
export interface OutlinePosition {
  /** The prefix of the ids in the text. */
  anchor: string;
  /**
   * The level of its topmost headings: the page's title is 1, sections are 2; a question or a study path is part of a
   * section and has a title of its own, which is 3.
   */
  level: 3 | 4;
}

/** Returns the id of a heading in the text with this anchor. */
export type HeadingIds = (anchor: string, heading: string) => string;

const MAX_LEVEL = 6;

/**
 * Adjusts the levels of headings to the page's outline: the topmost headings get `top`, and each one below another the
 * next level, however many the editor has skipped, down to 6.
 */
export const continueOutline = (blocks: ReadableBlock[], top: Heading['level']): ReadableBlock[] => {
  /** The stored levels of the headings above the present one. */
  const above: number[] = [];
  return blocks.map((block) => {
    if (block.type !== 'heading') return block;
    while (above.length > 0 && above.at(-1)! >= block.level) above.pop();
    const level = Math.min(top + above.length, MAX_LEVEL) as Heading['level'];
    above.push(block.level);
    return { ...block, level };
  });
};

import type { Heading } from '../markdown/types';
import type { ReadableBlock } from './readable';

const MAX_LEVEL = 6;

/**
 * Levels that continue the page's outline: the topmost headings get `top`, and each one below another the next level,
 * however many the editor has skipped; from 6 on there is nothing below.
 */
export const continueOutline = (blocks: ReadableBlock[], top: Heading['level']): ReadableBlock[] => {
  /** The levels as the editor chose them, of the headings that the present one stands below. */
  const above: number[] = [];
  return blocks.map((block) => {
    if (block.type !== 'heading') return block;
    while (above.length > 0 && above.at(-1)! >= block.level) above.pop();
    const level = Math.min(top + above.length, MAX_LEVEL) as Heading['level'];
    above.push(block.level);
    return { ...block, level };
  });
};

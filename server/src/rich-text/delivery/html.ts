import type { Libraries } from '../libraries';
import { continueOutline, type HeadingIds, type OutlinePosition } from './outline';
import { readableBlocks } from './readable-blocks';
import { toHast } from './to-hast';

/**
 * Creates a function that writes rich text as HTML, one line for each block. The HTML is safe by construction: elements
 * come from a short list, and the library escapes everything else.
 */
export const createHtmlWriter =
  ({ toHtml }: Libraries) =>
  (blocks: unknown, { anchor, level }: OutlinePosition, ids: HeadingIds): string =>
    continueOutline(readableBlocks(blocks), level)
      .map((block) =>
        toHtml(
          toHast(block, (heading) => ids(anchor, heading)),
          { characterReferences: { useNamedReferences: true } }
        )
      )
      .join('\n');

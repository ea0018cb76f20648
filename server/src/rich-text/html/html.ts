import type { HeadingIds } from './place';
import type { Libraries } from './libraries';
import { continueOutline } from './outline';
import { readableBlocks } from './readable';
import type { Place } from './place';
import { toHast } from './to-hast';

/**
 * Writes rich text as HTML, a line a block. It is safe by construction: elements come from a short list, everything
 * else is escaped by the library.
 */
export const createHtmlWriter =
  ({ toHtml }: Libraries) =>
  (blocks: unknown, { anchor, level }: Place, ids: HeadingIds): string =>
    continueOutline(readableBlocks(blocks), level)
      .map((block) =>
        toHtml(
          toHast(block, (heading) => ids(anchor, heading)),
          { characterReferences: { useNamedReferences: true } }
        )
      )
      .join('\n');

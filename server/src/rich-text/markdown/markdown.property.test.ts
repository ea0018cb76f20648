import fc from 'fast-check';
import { canonicalBlocks, loadMarkdown, MarkdownError, type Block, type MarkdownConverter } from '../index';
import { markdownText, richText, strapisCheck, withFiles } from '../../../../tests/support/unit/rich-text';

let markdown: MarkdownConverter;

beforeAll(async () => {
  markdown = await loadMarkdown();
});

/** The number of texts; `RUNS=6000` takes some ten minutes. */
const RUNS = Number(process.env.RUNS ?? 20);

it('blocks are the same after a round trip through Markdown', () => {
  fc.assert(
    fc.property(richText, (blocks) => {
      strapisCheck(blocks);
      const written = markdown.toMarkdown(blocks);
      const read = markdown.toBlocks(written);
      expect(read).toEqual(canonicalBlocks(blocks));
      expect(markdown.toMarkdown(read)).toBe(written);
    }),
    { numRuns: RUNS }
  );
});

it('Markdown becomes valid blocks that survive a round trip, or is rejected', () => {
  const read = (text: string): Block[] | undefined => {
    try {
      return markdown.toBlocks(text);
    } catch (error) {
      if (error instanceof MarkdownError) return undefined;
      throw error;
    }
  };
  fc.assert(
    fc.property(markdownText, (text) => {
      const blocks = read(text);
      if (!blocks) return;
      strapisCheck(withFiles(blocks));
      expect(canonicalBlocks(blocks)).toEqual(blocks);
      expect(markdown.toBlocks(markdown.toMarkdown(blocks))).toEqual(blocks);
    }),
    // Faster, and a third of them is rejected.
    { numRuns: 20 * RUNS }
  );
});

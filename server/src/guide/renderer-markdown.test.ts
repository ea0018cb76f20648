import fc from 'fast-check';
import { loadRenderer, type Renderer } from './renderer';
import { canonicalBlocks, loadMarkdown, type Block, type Inline, type MarkdownConverter } from '../rich-text';
import { findBlocksIssue } from '../validation/blocks';
import { richText } from '../../../tests/support/unit/rich-text';
import { guideWithBody } from '../../../tests/support/unit/sample-guide';

let renderer: Renderer;
let converter: MarkdownConverter;

beforeAll(async () => {
  renderer = await loadRenderer();
  converter = await loadMarkdown();
});

const markdown = (body: readonly unknown[]): string =>
  renderer.render(guideWithBody([...body]), 'markdown').sections[0]!.body!;

const text = (value: string, marks = {}) => ({ type: 'text', text: value, ...marks });
const p = (...children: unknown[]) => ({ type: 'paragraph', children });

describe('rich text as Markdown', () => {
  it.each<[string, unknown[], string]>([
    ['headings below the section', [{ type: 'heading', level: 1, children: [text('A')] }], '### A'],
    ['what shows nothing', [p(text('a')), p(text('')), p(text('b'))], 'a\n\nb'],
    [
      'a link that is not safe',
      [p(text('Go '), { type: 'link', url: 'javascript:alert(1)', children: [text('there')] })],
      'Go there',
    ],
    ['code between fences, marks or not', [{ type: 'code', language: 'js', children: [text('<b>', { bold: true })] }], '```js\n<b>\n```'],
    ['the beginning of a tag', [p(text('<div onclick=x'))], '&lt;div onclick=x'],
    ['a comparison', [p(text('3 < 5'))], '3 < 5'],
  ])('has %s', (_name, body, expected) => {
    expect(markdown(body)).toBe(expected);
  }); // prettier-ignore

  it('reads back as what an editor wrote', () => {
    /** What readers get as it is: nothing that shows nothing, and no more than a link's address. */
    const isShown = (node: Block | Block['children'][number] | Inline): boolean => {
      if (node.type === 'text') return node.text.trim() !== '' && !node.text.includes('\r');
      if (node.type === 'heading' || node.type === 'image' || node.type === 'code') return false;
      const isPlainLink = node.type !== 'link' || !(node.rel ?? node.target ?? /["<>`]/.exec(node.url)?.[0]);
      return isPlainLink && node.children.every(isShown);
    };
    const shown = richText
      .map((blocks) => canonicalBlocks(blocks).filter(isShown))
      .filter((blocks) => findBlocksIssue(blocks) === undefined);
    fc.assert(
      fc.property(shown, (blocks) => {
        expect(converter.toBlocks(markdown(blocks))).toEqual(blocks);
      }),
      { numRuns: 200 }
    );
  });

  it('reads back where a text is as large as the rules allow', () => {
    const blocks = Array.from({ length: 100 }, (_, index) =>
      p(text(`${index} `), text('word '.repeat(99), { bold: true }))
    );
    expect(findBlocksIssue(blocks)).toBeUndefined();
    expect(converter.toBlocks(markdown(blocks))).toEqual(canonicalBlocks(blocks));
  });

  it('is written carefully where nobody could prove it', () => {
    const stars = markdown([p(text('*a*<b>'.repeat(2_000)))]);
    expect(stars).toBe('\\*a\\*&lt;b>'.repeat(2_000));
    const entries = Array.from({ length: 3_000 }, () => ({ type: 'list-item', children: [text('5 * 3')] }));
    const list = markdown([{ type: 'list', format: 'unordered', children: entries }]);
    expect(list.split('\n')[2_999]).toBe('- 5 \\* 3');
    const letters = 'a'.repeat(600_000);
    expect(markdown([p(text(letters))])).toBe(letters);
  });
});

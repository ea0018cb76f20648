import { loadMarkdown, MarkdownError, type MarkdownConverter } from '../index';
import { stepsOf } from '../../../../tests/support/unit/steps';

let toBlocks: MarkdownConverter['toBlocks'];
let toMarkdown: MarkdownConverter['toMarkdown'];

beforeAll(async () => {
  ({ toBlocks, toMarkdown } = await loadMarkdown());
});

const text = (value: string, marks = {}) => ({ type: 'text', text: value, ...marks });
const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children });
const link = (url: string, ...children: unknown[]) => ({ type: 'link', url, children });
const bold = { bold: true };
const italic = { italic: true };

/** How many characters or nodes are written, in thousands: `HOSTILE_THOUSANDS=50` writes the longest texts. */
const WRITTEN = 1_000 * Number(process.env.HOSTILE_THOUSANDS ?? 10);

describe('hostile text', () => {
  const LENGTH = 100_000;
  const all = (part: string): string => part.repeat(LENGTH / part.length);
  const half = (start: string, end: string, part = 2 * start.length): string =>
    start.repeat(LENGTH / part) + 'a' + end.repeat(LENGTH / part);

  it.each<[string, string]>([
    ['stars', all('*')],
    ['stars with text', all('*a ')],
    ['stars that open and close', half('*a ', 'a* ')],
    ['brackets', all('[')],
    ['closing brackets', all(']')],
    ['nested brackets', half('[', ']')],
    ['nested images', half('![', '](b)', 12)],
    ['undefined footnotes', all('[^a]')],
    ['backticks', all('`a``b')],
    ['comments that never end', all('<!-- ')],
    ['instructions that never end', all('<?')],
    ['declarations that never end', all('<!A ')],
    ['tags', all('<b>')],
    ['tags with attributes', all('<a b="')],
    ['escaped characters', all('\\*')],
    ['references', all('&#x2A;')],
    ['nested quotes', `${all('>')}a`],
    ['nested quotes on every line', all(`${'> '.repeat(20)}a\n`)],
    ['nested lists', `${all('- ')}a`],
    ['nested numbered lists', `${all('1. ')}a`],
    ['nested lists below code', `\`\`\`\na\n\`\`\`\n${'- '.repeat(50_000)}a`],
    ['nested lists below code in a list item', `- a\n  \`\`\`\n${'- '.repeat(50_000)}a`],
    ['nested lists below an invalid fence', `\`\`\` a\`\n${'- '.repeat(50_000)}a`],
    [
      'lists that get deeper',
      Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
    ],
    ['lines that continue a quote', `> a\n${all('a\n')}`],
    ['lines that continue a list item', `${'- '.repeat(15)}a\n${all('a\n')}`],
    ['definitions', all('[a]: /b\n')],
    ['cells', `${'|a'.repeat(LENGTH / 4)}\n${'|-'.repeat(LENGTH / 4)}`],
    ['nested images up to the limit', `${'!['.repeat(900)}a${'](b)'.repeat(900)}`],
    ['stars that open and close up to the limit', `${'*a '.repeat(1_000)}${'a* '.repeat(1_000)}`],
    ['paragraphs of stars up to the limit', `${'**a '.repeat(50)}${' a**'.repeat(50)}\n\n`.repeat(90)],
    ['nested lists up to the limit', `${'- '.repeat(20)}a\n`.repeat(100)],
    ['lines that continue a quote, up to the limit', `${'> '.repeat(20)}a\n${'a\n'.repeat(2_000)}`],
    ['a text of a megabyte', 'a '.repeat(500_000)],
  ])('is read or rejected in bounded time: %s', (_what, markdown) => {
    const steps = stepsOf(() => {
      try {
        toBlocks(markdown);
      } catch (error) {
        expect(error).toBeInstanceOf(MarkdownError);
      }
    });
    // The limits allow some 100 million; quadratic work takes billions.
    expect(steps).toBeLessThan(300_000_000);
  });

  it.each<[string, unknown[]]>([
    ['stars', [paragraph(text('*'.repeat(WRITTEN)))]],
    ['line breaks', [paragraph(text('\n'.repeat(WRITTEN)))]],
    ['quotes', [paragraph(text('> '.repeat(WRITTEN / 2)))]],
    ['code of quotes', [{ type: 'code', language: 'md', children: [text('> '.repeat(WRITTEN / 2))] }]],
    [
      'bold next to italic texts',
      [
        paragraph(
          ...Array.from({ length: WRITTEN / 10 }, (_, index) => text('a b ', index % 2 ? bold : italic))
        ),
      ],
    ],
    [
      'links',
      [paragraph(...Array.from({ length: WRITTEN / 25 }, (_, index) => link(`/${index}`, text('a'))))],
    ],
    [
      'list items',
      [
        {
          type: 'list',
          format: 'unordered',
          indentLevel: 0,
          children: Array.from({ length: WRITTEN / 25 }, () => ({
            type: 'list-item',
            children: [text('a *b*')],
          })),
        },
      ],
    ],
  ])('is written in bounded time: %s', (_what, blocks) => {
    let markdown = '';
    const written = stepsOf(() => {
      markdown = toMarkdown(blocks);
    });
    expect(written / markdown.length).toBeLessThan(3_000);
    expect(toBlocks(markdown)).toEqual(blocks);
  });
});

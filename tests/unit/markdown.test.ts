import {
  loadMarkdownToBlocks,
  MarkdownError,
  type MarkdownToBlocks,
} from '../../server/src/seeding/markdown';
import { findBlocksFault } from '../../server/src/validation/blocks';

let markdownToBlocks: MarkdownToBlocks;

beforeAll(async () => {
  markdownToBlocks = await loadMarkdownToBlocks();
});

const text = (value: string, marks = {}) => ({ type: 'text', text: value, ...marks });
const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children });
const item = (...children: unknown[]) => ({ type: 'list-item', children });
const list = (format: 'ordered' | 'unordered', indentLevel: number, ...children: unknown[]) => ({
  type: 'list',
  format,
  indentLevel,
  children,
});

const refusal = (markdown: string): MarkdownError => {
  try {
    markdownToBlocks(markdown);
  } catch (error) {
    if (error instanceof MarkdownError) return error;
    throw error;
  }
  throw new Error(`Not refused: ${markdown}`);
};

describe('Markdown becomes blocks', () => {
  it.each<[string, string, unknown[]]>([
    ['nothing', '', []],
    ['blank lines', '\n\n \n', []],
    ['a paragraph', 'Some text.', [paragraph(text('Some text.'))]],
    ['two paragraphs', 'One.\n\nTwo.\n', [paragraph(text('One.')), paragraph(text('Two.'))]],
    ['a line break in the source, which is a space', 'One\ntwo\nthree', [paragraph(text('One two three'))]],
    ['umlauts and signs', 'Größe: 3 < 5 & „so“', [paragraph(text('Größe: 3 < 5 & „so“'))]],
    ['signs that are escaped', '\\*no stars\\* and &amp;', [paragraph(text('*no stars* and &'))]],
    [
      'a line break that is meant, by two spaces',
      'One  \ntwo',
      [paragraph(text('One'), text('\n'), text('two'))],
    ],
    [
      'a line break that is meant, by a backslash',
      '**One\\\ntwo**',
      [paragraph(text('One', { bold: true }), text('\n', { bold: true }), text('two', { bold: true }))],
    ],
    [
      'bold, italic and code',
      'a **b** *c* `d`',
      [
        paragraph(
          text('a '),
          text('b', { bold: true }),
          text(' '),
          text('c', { italic: true }),
          text(' '),
          text('d', { code: true })
        ),
      ],
    ],
    [
      'marks within marks',
      '**a *b `c`***',
      [
        paragraph(
          text('a ', { bold: true }),
          text('b ', { bold: true, italic: true }),
          text('c', { bold: true, italic: true, code: true })
        ),
      ],
    ],
    ['a line break within marks', '**one\ntwo**', [paragraph(text('one two', { bold: true }))]],
    [
      'a link',
      'See [the *jobs*](/jobs?q=backend).',
      [
        paragraph(
          text('See '),
          {
            type: 'link',
            url: '/jobs?q=backend',
            children: [text('the '), text('jobs', { italic: true })],
          },
          text('.')
        ),
      ],
    ],
    [
      'a link within bold text',
      '**[jobs](/jobs)**',
      [paragraph({ type: 'link', url: '/jobs', children: [text('jobs', { bold: true })] })],
    ],
    [
      'an address in angle brackets',
      '<https://example.org>',
      [paragraph({ type: 'link', url: 'https://example.org', children: [text('https://example.org')] })],
    ],
    [
      'headings',
      '# One\n\n### Three *x*',
      [
        { type: 'heading', level: 1, children: [text('One')] },
        { type: 'heading', level: 3, children: [text('Three '), text('x', { italic: true })] },
      ],
    ],
    ['a quote', '> One\n> two', [{ type: 'quote', children: [text('One two')] }]],
    [
      'code with its language',
      '```js\nconst a = "<b>";\n\nb();\n```',
      [{ type: 'code', language: 'js', children: [text('const a = "<b>";\n\nb();')] }],
    ],
    ['code without a language', '    indented()', [{ type: 'code', children: [text('indented()')] }]],
    [
      'a list',
      '- One\n- **Two**',
      [list('unordered', 0, item(text('One')), item(text('Two', { bold: true })))],
    ],
    ['a list with numbers', '1. One\n2. Two', [list('ordered', 0, item(text('One')), item(text('Two')))]],
    [
      'a list with blank lines',
      '- One\n\n- Two',
      [list('unordered', 0, item(text('One')), item(text('Two')))],
    ],
    ['an entry over two lines', '- One\n  two', [list('unordered', 0, item(text('One two')))]],
    [
      'a list in a list in a list, each beside its entry',
      '- One\n  1. Deeper\n     - Deepest\n  2. Deeper still\n- Two',
      [
        list(
          'unordered',
          0,
          item(text('One')),
          list(
            'ordered',
            1,
            item(text('Deeper')),
            list('unordered', 2, item(text('Deepest'))),
            item(text('Deeper still'))
          ),
          item(text('Two'))
        ),
      ],
    ],
    // CommonMark alone has no tables; the signs are text.
    ['what looks like a table', '| a | b |', [paragraph(text('| a | b |'))]],
  ])('%s', (_what, markdown, blocks) => {
    expect(markdownToBlocks(markdown)).toEqual(blocks);
    expect(findBlocksFault(markdownToBlocks(markdown))).toBeUndefined();
  });

  // In YAML the parser has seen to it; a text in a JSON file keeps a carriage return before each space.
  it('reads the line ends of Windows like others', () => {
    const markdown = 'One\ntwo\n\n- a\n- b\n\n> q';
    expect(markdownToBlocks(markdown.replaceAll('\n', '\r\n'))).toEqual(markdownToBlocks(markdown));
  });

  it('leaves an unsafe address for the rules to find', () => {
    const blocks = markdownToBlocks('[a](javascript:alert(1))');
    expect(findBlocksFault(blocks)).toEqual({
      message: 'blocks.link',
      values: { url: 'javascript:alert(1)' },
    });
  });
});

describe('Markdown that blocks cannot hold is refused', () => {
  it.each<[string, string, string, number]>([
    ['a picture', 'One.\n\nTwo ![alt](a.jpg).', 'image', 3],
    ['a picture by reference', '![a][a]\n\n[a]: a.jpg', 'imageReference', 1],
    ['a link by reference', 'One\n[a][a]\n\n[a]: /a', 'linkReference', 2],
    ['a definition', 'One.\n\n[a]: /a', 'definition', 3],
    ['a block of HTML', 'One.\n\nTwo.\n\n<div>Three</div>', 'html', 5],
    ['a script', '<script>alert(1)</script>', 'html', 1],
    ['a comment', 'One.\n\n<!-- later -->', 'html', 3],
    ['HTML in a line', 'One\ntwo <b>three</b>', 'html', 2],
    ['a rule', 'One.\n\n---\n\nTwo.', 'thematicBreak', 3],
    ['a picture in a list', '- One\n- ![alt](a.jpg)', 'image', 2],
    ['a picture in a link', '[![alt](a.jpg)](/a)', 'image', 1],
    ['a list entry with two paragraphs', '- One\n\n  Two\n', 'paragraph', 3],
    ['a list entry with code', '- One\n\n  ```\n  code\n  ```', 'code', 3],
    ['a list entry with a heading', '- # One', 'listItem', 1],
    ['an empty list entry', '- One\n-\n- Three', 'listItem', 2],
    ['a quote with two paragraphs', 'One.\n\n> Two\n>\n> Three', 'blockquote', 3],
    ['a quote with a list', '> - One', 'blockquote', 1],
    ['an empty quote', '>', 'blockquote', 1],
  ])('%s', (_what, markdown, node, line) => {
    const { message, line: where } = refusal(markdown);
    expect(message).toContain(`(${node})`);
    expect(where).toBe(line);
  });

  it('with a hint at what may be written instead', () => {
    expect(refusal('<br>').message).toContain('Allowed are paragraphs, headings, lists, quotes, code');
    expect(refusal('> - One').message).toContain('A quote is one paragraph.');
    expect(refusal('- One\n\n  Two').message).toContain('An entry of a list is one paragraph.');
    expect(refusal('- # One').message).toContain('An entry of a list starts with text.');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { BlocksError, canonicalBlocks, loadMarkdown, MarkdownError, type MarkdownConverter } from '../index';
import { findBlocksIssue } from '../../validation/blocks';
import { strapisCheck } from '../../../../tests/support/unit/rich-text';

let toBlocks: MarkdownConverter['toBlocks'];
let toMarkdown: MarkdownConverter['toMarkdown'];

beforeAll(async () => {
  ({ toBlocks, toMarkdown } = await loadMarkdown());
});

const text = (value: string, marks = {}) => ({ type: 'text', text: value, ...marks });
const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children });
const quote = (...children: unknown[]) => ({ type: 'quote', children });
const heading = (level: number, ...children: unknown[]) => ({ type: 'heading', level, children });
const code = (language: string | undefined, ...children: unknown[]) => ({
  type: 'code',
  ...(language === undefined ? {} : { language }),
  children,
});
const link = (url: string, ...children: unknown[]) => ({ type: 'link', url, children });
const item = (...children: unknown[]) => ({ type: 'list-item', children });
const list = (format: 'ordered' | 'unordered', indentLevel: number, ...children: unknown[]) => ({
  type: 'list',
  format,
  indentLevel,
  children,
});
const image = (url: string, alternativeText: string, caption?: string) => ({
  type: 'image',
  image: { url, alternativeText, ...(caption === undefined ? {} : { caption }) },
  children: [text('')],
});

const bold = { bold: true };
const italic = { italic: true };
const underline = { underline: true };
const strikethrough = { strikethrough: true };
const inCode = { code: true };

const rejection = (markdown: string): MarkdownError => {
  try {
    toBlocks(markdown);
  } catch (error) {
    if (error instanceof MarkdownError) return error;
    throw error;
  }
  throw new Error(`Not rejected: ${markdown}`);
};

describe('Markdown becomes blocks', () => {
  it.each<[string, string, unknown[]]>([
    ['nothing', '', []],
    ['blank lines', '\n\n \n', []],
    ['a paragraph', 'Some text.', [paragraph(text('Some text.'))]],
    ['two paragraphs', 'One.\n\nTwo.\n', [paragraph(text('One.')), paragraph(text('Two.'))]],
    [
      'blank lines around plain text',
      '\n\nOne.\n\n\n\nTwo.\n\n',
      [paragraph(text('One.')), paragraph(text('Two.'))],
    ],
    ['a line break in the source, which is a space', 'One\ntwo\nthree', [paragraph(text('One two three'))]],
    ['umlauts and special characters', 'Größe: 3 < 5 & „so“', [paragraph(text('Größe: 3 < 5 & „so“'))]],
    ['escaped characters', '\\*no stars\\* and &amp;', [paragraph(text('*no stars* and &'))]],
    ['an intended line break, by two spaces', 'One  \ntwo', [paragraph(text('One\ntwo'))]],
    ['an intended line break, by a backslash', '**One\\\ntwo**', [paragraph(text('One\ntwo', bold))]],
    [
      'an intended line break, by a tag',
      'One<br>two<br/>three<BR />',
      [paragraph(text('One\ntwo\nthree\n'))],
    ],
    [
      'a tag for a line break next to one of the source',
      'One<br>\ntwo\n<br>\nthree',
      [paragraph(text('One\ntwo\nthree'))],
    ],
    [
      'a paragraph without text',
      'One\n\n<br>\n\ntwo',
      [paragraph(text('One')), paragraph(text('')), paragraph(text('two'))],
    ],
    ['line breaks without text', '<br><br>\n<br>', [paragraph(text('\n\n'))]],
    [
      'a heading, a quote and list items without text',
      '##\n\n>\n\n-\n- <br>',
      [heading(2, text('')), quote(text('')), list('unordered', 0, item(text('')), item(text('')))],
    ],
    [
      'bold, italic, strikethrough and code',
      'a **b** *c* ~~d~~ `e`',
      [
        paragraph(
          text('a '),
          text('b', bold),
          text(' '),
          text('c', italic),
          text(' '),
          text('d', strikethrough),
          text(' '),
          text('e', inCode)
        ),
      ],
    ],
    [
      'the same as tags, and underline',
      '<b>a</b><strong>b</strong><i>c</i><em>d</em><s>e</s><del>f</del><code>g</code><U>h</U>',
      [
        paragraph(
          text('ab', bold),
          text('cd', italic),
          text('ef', strikethrough),
          text('g', inCode),
          text('h', underline)
        ),
      ],
    ],
    [
      'marks within marks',
      '**a *b `c`***',
      [
        paragraph(
          text('a ', bold),
          text('b ', { ...bold, ...italic }),
          text('c', { ...bold, ...italic, ...inCode })
        ),
      ],
    ],
    [
      'marks within tags',
      '<u>a **b**</u>',
      [paragraph(text('a ', underline), text('b', { ...bold, ...underline }))],
    ],
    [
      'tags at the start of a line',
      '<u>a</u>\nb\n\n<b>\nc</b>',
      [paragraph(text('a', underline), text(' b')), paragraph(text(' c', bold))],
    ],
    [
      'tags within marks',
      '**a <u>b</u>**',
      [paragraph(text('a ', bold), text('b', { ...bold, ...underline }))],
    ],
    ['single tildes, which are text', '~a~ and ~5', [paragraph(text('~a~ and ~5'))]],
    ['a line break within marks', '**one\ntwo**', [paragraph(text('one two', bold))]],
    ['a line break within code', '`one\ntwo`', [paragraph(text('one two', inCode))]],
    [
      'a link',
      'See [the *jobs*](/jobs?q=backend).',
      [paragraph(text('See '), link('/jobs?q=backend', text('the '), text('jobs', italic)), text('.'))],
    ],
    ['a link within bold text', '**[jobs](/jobs)**', [paragraph(link('/jobs', text('jobs', bold)))]],
    [
      'links by reference',
      '[a][1], [1][], [1]\n\n[1]: /a',
      [
        paragraph(
          link('/a', text('a')),
          text(', '),
          link('/a', text('1')),
          text(', '),
          link('/a', text('1'))
        ),
      ],
    ],
    [
      'a definition in a list item',
      '- [a]\n\n  [a]: /a',
      [list('unordered', 0, item(link('/a', text('a'))))],
    ],
    ['brackets without a definition', '[a] [b][c] [^1]', [paragraph(text('[a] [b][c] [^1]'))]],
    [
      'a URL in angle brackets',
      '<https://example.org>',
      [paragraph(link('https://example.org', text('https://example.org')))],
    ],
    [
      'a URL without them, which is text',
      'See https://example.org',
      [paragraph(text('See https://example.org'))],
    ],
    [
      'a link as a tag',
      '<a href="/a?b=1&amp;c&copy=2" rel="nofollow" target="_blank">a **b**</a>',
      [
        paragraph({
          ...link('/a?b=1&c&copy=2', text('a '), text('b', bold)),
          rel: 'nofollow',
          target: '_blank',
        }),
      ],
    ],
    [
      'headings',
      '# One\n\n### Three *x*\n\nTwo\n---',
      [heading(1, text('One')), heading(3, text('Three '), text('x', italic)), heading(2, text('Two'))],
    ],
    ['a quote', '> One\n> two', [quote(text('One two'))]],
    ['two quotes', '> One\n\n> two', [quote(text('One')), quote(text('two'))]],
    [
      'code with its language',
      '```js\nconst a = "<b>";\n\nb();\n```',
      [code('js', text('const a = "<b>";\n\nb();'))],
    ],
    [
      'code that looks like nested lists',
      `~~~\n${'- '.repeat(99)}\n~~~`,
      [code(undefined, text('- '.repeat(99)))],
    ],
    ['code without a language', '    indented()', [code(undefined, text('indented()'))]],
    [
      'code with marks',
      '<pre data-language="js">a\\\n**b**</pre>',
      [code('js', text('a\n'), text('b', bold))],
    ],
    ['an image', '![A *hall*](/images/a.jpg)', [image('/images/a.jpg', 'A hall')]],
    ['an image with a caption', '![](/a.jpg "The\nhall")', [image('/a.jpg', '', 'The hall')]],
    ['an image by reference', '![a][b]\n\n[b]: </b.jpg> "c"', [image('/b.jpg', 'a', 'c')]],
    ['a list', '- One\n- **Two**', [list('unordered', 0, item(text('One')), item(text('Two', bold)))]],
    ['a numbered list', '1. One\n2. Two', [list('ordered', 0, item(text('One')), item(text('Two')))]],
    [
      'a list with blank lines',
      '- One\n\n- Two',
      [list('unordered', 0, item(text('One')), item(text('Two')))],
    ],
    ['a list item over two lines', '- One\n  two', [list('unordered', 0, item(text('One two')))]],
    [
      'nested lists, each the sibling of its list item',
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
    [
      'a nested list before the first list item',
      '- 1. One\n- Two',
      [list('unordered', 0, list('ordered', 1, item(text('One'))), item(text('Two')))],
    ],
    // GFM needs a row of dashes too.
    ['what looks like a table', '| a | b |', [paragraph(text('| a | b |'))]],
    ['escaped HTML', '\\<!-- a --> \\<div>', [paragraph(text('<!-- a --> <div>'))]],
    ['HTML in code', '`<!-- a` `<?`', [paragraph(text('<!-- a', inCode), text(' '), text('<?', inCode))]],
  ])('%s', (_what, markdown, blocks) => {
    expect(toBlocks(markdown)).toEqual(blocks);
    expect(canonicalBlocks(blocks)).toEqual(blocks);
    expect(findBlocksIssue(toBlocks(markdown))).toBeUndefined();
    expect(toBlocks(toMarkdown(blocks))).toEqual(blocks);
  });

  // YAML's parser normalizes line ends; a text in a JSON file has carriage returns.
  it.each(['\r\n', '\r'])('reads other line ends the same (%j)', (end) => {
    const markdown = 'One\ntwo\n\n- a\n- b\n\n> q\n\n![a\nb](/c)\n\nthree\\\nfour';
    expect(toBlocks(markdown.replaceAll('\n', end))).toEqual(toBlocks(markdown));
  });

  // Plain paragraphs are read without the parser; the appended `**x**` needs it.
  it.each([
    'One\ntwo.',
    '\nOne!\n\n\nTwo (a)',
    '"a" 1. - b\n„c“ + d # e',
    "'x' = y\nÄ: z\u00a0\n\nb",
    'a &amp; b',
    'a \\* b',
    'a `b`',
    'a *b* _c_ ~~d~~',
    'a <b>c</b>',
    'a [b](/c)',
    'a\tb\t',
    'a\n    b',
    'a \nb',
  ])('reads plain and nearly plain text like the parser (%j)', (plain) => {
    expect(toBlocks(plain)).toEqual(toBlocks(`${plain}\n\n**x**`).slice(0, -1));
  });

  it('accepts a URL that Strapi accepts and the validation rejects', () => {
    const blocks = toBlocks('[a](ftp://example.org)');
    expect(findBlocksIssue(blocks)).toEqual({ message: 'blocks.link', values: { url: 'ftp://example.org' } });
  });
});

describe('Markdown that blocks cannot represent is rejected', () => {
  it.each<[string, string, string, number, number]>([
    ['an image in text', 'One.\n\nTwo ![alt](a.jpg).', '(an image)', 3, 5],
    ['an image by reference in text', 'A ![a][a]\n\n[a]: a.jpg', '(an image)', 1, 3],
    ['two images in one paragraph', '![a](/a)\n![b](/b)', '(an image)', 1, 1],
    ['an image without a URL', '![a]()', '(an image without a URL)', 1, 1],
    ['an image with a line break', '![a\\\nb](/a)', '(a line break in an image)', 1, 1],
    ['an image in a list', '- One\n- ![alt](a.jpg)', '(an image)', 2, 3],
    ['an image in a link', '[![alt](a.jpg)](/a)', '(an image)', 1, 2],
    ['a link with a title', 'One\n[a](/a "b")', '(the title of a link)', 2, 1],
    [
      'a URL that Strapi rejects',
      '[a](javascript:alert(1))',
      '"javascript:alert(1)" cannot be linked to',
      1,
      1,
    ],
    ['a URL without a scheme', 'One [a](b)', '"b" cannot be linked to', 1, 5],
    ['an anchor', '<a href="#a">b</a>', '"#a" cannot be linked to', 1, 1],
    ['a link within a link', '<a href="/a">b [c](/c)</a>', 'A link within a link.', 1, 1],
    ['a definition without a reference', 'One.\n\n[a]: /a', '(the definition of [a])', 3, 1],
    ['a second definition', '[a]\n\n[a]: /a\n[a]: /b', '(the definition of [a])', 4, 1],
    ['a block of HTML', 'One.\n\nTwo.\n\n<div>Three</div>', '(the HTML tag <div>)', 5, 1],
    ['a script', '<script>alert(1)</script>', '(the HTML tag <script>)', 1, 1],
    ['a comment', 'One.\n\n<!-- later -->', '(HTML)', 3, 1],
    ['a comment over paragraphs', 'One.\n\n<!-- later\n\nTwo -->', '(HTML)', 3, 1],
    ['an instruction over paragraphs', 'One\n\n<?php\n\n?>', '(HTML)', 3, 1],
    ['HTML in a line', 'One\ntwo <span>three</span>', '(the HTML tag <span>)', 2, 5],
    ['a tag with an attribute', 'One <b class="x">two</b>', '(the HTML tag <b class="x">)', 1, 5],
    [
      'a link with an unknown attribute',
      '<a href="/a" id="b">c</a>',
      '(the HTML tag <a href="/a" id="b">)',
      1,
      1,
    ],
    ['a tag that is not closed', 'One <u>two', '<u> is not closed', 1, 5],
    ['a tag that is closed in other emphasis', '*One <u>two* three</u>', '<u> is not closed', 1, 6],
    ['a tag without an opening tag', 'One</b>', '</b> has no opening tag', 1, 4],
    ['overlapping tags', '<b>One <i>two</b></i>', '</b> has no opening tag', 1, 14],
    ['code in tags within text', 'a <pre>b</pre>', '(the HTML tag <pre>)', 1, 3],
    ['code in tags over paragraphs', '<pre>b\n\nc</pre>', '<pre> is one paragraph', 1, 1],
    ['a link in code', '<pre>[a](/b)</pre>', '(a link in code)', 1, 1],
    ['a rule', 'One.\n\n---\n\nTwo.', '(a rule)', 3, 1],
    ['a table', 'One.\n\n| a | b |\n| - | - |\n| c | d |', '(a table)', 3, 1],
    ['a task list', '- One\n- [x] Two', '(a task list)', 2, 1],
    ['a footnote', 'One[^1]\n\n[^1]: Two', '(a footnote)', 1, 4],
    ['a footnote without a reference', 'One\n\n[^1]: Two', '(a footnote)', 3, 1],
    ['a list that starts at 3', 'One\n\n3. Three', '(a list that starts at 3)', 3, 1],
    ['text after the language of code', '```js title="a"\n```', '("title="a"" after the language)', 1, 1],
    ['a list item with two paragraphs', '- One\n\n  Two\n', '(a paragraph)', 3, 3],
    ['a list item with code', '- One\n\n  ```\n  code\n  ```', '(a block of code)', 3, 3],
    ['a list item with a heading', '- # One', '(a heading)', 1, 3],
    ['a quote with two paragraphs', 'One.\n\n> Two\n>\n> Three', '(a paragraph in a quote)', 5, 3],
    ['a quote with a list', '> - One', '(a list in a quote)', 1, 3],
    ['a quote with a heading', '> # One', '(a heading in a quote)', 1, 3],
    ['quotes that are nested too deep', `One\n\n${'> '.repeat(21)}a`, 'nested more than 20 deep', 3, 0],
    [
      'lists that are nested too deep',
      Array.from({ length: 21 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
      'nested more than 20 deep',
      21,
      41,
    ],
    ['half a surrogate pair', 'One\n\ud83d', 'half a surrogate pair', 2, 0],
    ['a null character', 'One\n\u0000', 'A null character', 2, 0],
  ])('%s', (_what, markdown, message, line, column) => {
    const error = rejection(markdown);
    expect(error.message).toContain(message);
    expect([error.line, error.column ?? 0]).toEqual([line, column]);
  });

  it('with a hint at what is allowed', () => {
    expect(rejection('<div>').message).toContain('Allowed are the tags <u>, <s>, <b>');
    expect(rejection('---').message).toContain(
      'Allowed are paragraphs, headings, lists, quotes, code, images'
    );
    expect(rejection('> - One').message).toContain('A quote is one paragraph.');
    expect(rejection('- One\n\n  Two').message).toContain('A list item is one paragraph');
  });
});

describe('blocks become readable Markdown', () => {
  it.each<[string, unknown[], string]>([
    ['nothing', [], ''],
    ['paragraphs', [paragraph(text('One')), paragraph(text('two'))], 'One\n\ntwo'],
    [
      'special characters without a meaning in their context',
      [paragraph(text('5 * 3 = 15, C++ & C#, [a], a_b, ~5, 2 < 3, 50 %! https://a.org/*'))],
      '5 * 3 = 15, C++ & C#, [a], a_b, ~5, 2 < 3, 50 %! https://a.org/*',
    ],
    ['special characters with a meaning', [paragraph(text('*a* [b](/c) <u>'))], '\\*a\\* \\[b]\\(/c) &lt;u>'],
    [
      'text that would begin a block',
      [paragraph(text('1. a')), paragraph(text('# b')), paragraph(text('- c'))],
      '1\\. a\n\n\\# b\n\n\\- c',
    ],
    ['spaces at the ends', [paragraph(text(' a '))], '&#x20;a&#x20;'],
    ['a carriage return', [paragraph(text('a\rb *c*'))], 'a&#xD;b \\*c\\*'],
    ['spaces before a line break without text', [paragraph(text('  \n'))], '&#x20; <br>'],
    ['line breaks', [paragraph(text('a\nb\n'))], 'a\\\nb<br>'],
    ['a line break in a heading', [heading(2, text('a\nb'))], '## a<br>b'],
    [
      'blocks without text',
      [paragraph(text('')), quote(text('')), heading(1, text(''))],
      '<br>\n\n> <br>\n\n# <br>',
    ],
    [
      'bold text with italic text in it',
      [paragraph(text('a '), text('b ', bold), text('c', { ...bold, ...italic }), text(' d'))],
      'a **b _c_** d',
    ],
    ['bold text that ends with a space', [paragraph(text('foo ', bold), text('bar'))], '<b>foo </b>bar'],
    [
      'bold text that ends with punctuation, before a letter',
      [paragraph(text('„foo“', bold), text('bar'))],
      '<b>„foo“</b>bar',
    ],
    ['bold next to italic text', [paragraph(text('a', bold), text('b', italic))], '**a**<i>b</i>'],
    ['underlined text', [paragraph(text('a '), text('b', underline))], 'a <u>b</u>'],
    [
      'overlapping marks',
      [paragraph(text('a ', bold), text('b', { ...bold, ...strikethrough }), text(' c', strikethrough))],
      '**a ~~b~~**<s> c</s>',
    ],
    ['code with a backtick', [paragraph(text('a`b', inCode))], '``a`b``'],
    ['code over two lines', [paragraph(text('a\nb', inCode))], '<code>a\\\nb</code>'],
    [
      'bold text with a link in it',
      [paragraph(text('a ', bold), link('/b', text('b', bold)), text(' c', bold))],
      '**a [b](/b) c**',
    ],
    ['a URL as a link', [paragraph(link('https://a.org', text('https://a.org')))], '<https://a.org>'],
    [
      'a link with rel and target',
      [paragraph({ ...link('/a?b&c="', text('d')), rel: 'nofollow', target: '' })],
      '<a href="/a?b&#x26;c=&#x22;" rel="nofollow">d</a>',
    ],
    ['code with a fence in it', [code('md', text('```js\na\n```'))], '````md\n```js\na\n```\n````'],
    [
      'code with marks',
      [code('js', text('a\n'), text('b', bold))],
      '<pre data-language="js">a\\\n**b**</pre>',
    ],
    [
      'an image',
      [image('/a b.jpg', 'A [hall]', 'The "hall"')],
      '![A &#x5B;hall&#x5D;](</a b.jpg> "The &quot;hall&quot;")',
    ],
    [
      'lists',
      [
        list(
          'unordered',
          0,
          item(text('a')),
          list('ordered', 1, item(text('b')), item(text('c'))),
          item(text('[ ] d'))
        ),
        list('unordered', 0, item(text('e'))),
      ],
      '- a\n  1. b\n  2. c\n- \\[ ] d\n\n* e',
    ],
    [
      'nested lists before the first list item',
      [list('ordered', 0, list('unordered', 1, item(text('a'))), list('unordered', 1, item(text('b'))))],
      '1. - a\n   * b',
    ],
  ])('%s', (_what, blocks, markdown) => {
    strapisCheck(blocks.filter((block) => (block as { type: string }).type !== 'image'));
    expect(toMarkdown(blocks)).toBe(markdown);
    expect(toBlocks(markdown)).toEqual(canonicalBlocks(blocks));
  });

  it('escapes in each block only what that block needs', () => {
    const blocks = [paragraph(text('a * b * [c]')), paragraph(text('*d*')), paragraph(text('e_f [g]'))];
    expect(toMarkdown(blocks)).toBe('a * b * [c]\n\n\\*d\\*\n\ne_f [g]');
  });
});

describe('the canonical form', () => {
  it('joins texts with the same marks, and leaves out empty texts, false marks and attributes without a value', () => {
    const given = [
      paragraph(
        text(''),
        text('a', { bold: false }),
        text('b', { code: null }),
        text('', bold),
        text('c', bold),
        { ...link('/d', text('d'), text('e')), rel: '', target: null },
        text('')
      ),
      quote(text('', bold), text('')),
      { ...code('', text('a'), text('b')), language: null },
    ];
    expect(canonicalBlocks(given)).toEqual([
      paragraph(text('ab'), text('c', bold), link('/d', text('de'))),
      quote(text('')),
      code(undefined, text('ab')),
    ]);
  });

  it('counts the nesting of a list', () => {
    const given = [{ ...list('ordered', 7, list('ordered', 0, item())), indentLevel: undefined }];
    expect(canonicalBlocks(given)).toEqual([list('ordered', 0, list('ordered', 1, item(text(''))))]);
  });

  it('has only the editable attributes of an image', () => {
    const file = {
      ...image('/a.jpg', 'a').image,
      name: 'a.jpg',
      width: 5,
      formats: { small: {} },
      caption: null,
    };
    expect(canonicalBlocks([{ ...image('/a.jpg', 'a'), image: file }])).toEqual([image('/a.jpg', 'a')]);
  });
});

describe('a value that is not rich text is rejected with its path', () => {
  it.each<[string, unknown, string, string]>([
    ['a string', 'text', '', 'this must be a list of nodes'],
    ['a block that is not a node', [paragraph(text('a')), null], '[1]', 'this must be a node'],
    ['an unknown block', [{ type: 'table', children: [] }], '[0]', '"table" is not a type of block'],
    ['text among blocks', [text('a')], '[0]', '"text" is not a type of block'],
    ['children that are not a list', [{ type: 'quote', children: 'a' }], '[0].children', 'a list of nodes'],
    ['an unknown inline', [paragraph(item())], '[0].children[0]', 'only texts and links'],
    ['a link in a link', [paragraph(link('/a', link('/b')))], '[0].children[0].children[0]', 'only text'],
    ['a link in code', [code('js', link('/a', text('a')))], '[0].children[0]', 'only text'],
    ['text in a list', [list('ordered', 0, text('a'))], '[0].children[0]', 'only list items and lists'],
    ['a list without an item', [list('ordered', 0)], '[0]', 'this list has no item'],
    [
      'an unknown attribute',
      [paragraph(text('a', { color: 'red' }))],
      '[0].children[0]',
      '"color" is not an attribute of a text',
    ],
    [
      'an unknown attribute of a block',
      [{ ...paragraph(text('a')), align: 'left' }],
      '[0]',
      '"align" is not an attribute of a paragraph',
    ],
    [
      'an unknown attribute of a list item',
      [list('ordered', 0, { ...item(), value: 3 })],
      '[0].children[0]',
      '"value"',
    ],
    [
      'an unknown attribute of an image',
      [{ ...image('/a', 'b'), image: { url: '/a', lens: 1 } }],
      '[0].image',
      '"lens"',
    ],
    [
      'a mark that is neither true nor false',
      [paragraph(text('a', { bold: 'yes' }))],
      '[0].children[0].bold',
      'true or false',
    ],
    ['text without a value', [paragraph({ type: 'text' })], '[0].children[0].text', 'this must be text'],
    ['half a surrogate pair', [paragraph(text('\ud83d'))], '[0].children[0].text', 'half a surrogate pair'],
    ['a null character', [code('\u0000', text('a'))], '[0].language', 'null character'],
    ['a heading without a level', [{ type: 'heading', children: [] }], '[0].level', 'from 1 to 6'],
    ['a heading of level 7', [heading(7, text('a'))], '[0].level', 'from 1 to 6'],
    [
      'a list without a format',
      [{ type: 'list', children: [item()] }],
      '[0].format',
      '"ordered" or "unordered"',
    ],
    [
      'an indent that is not a number',
      [{ ...list('ordered', 0, item()), indentLevel: 'a' }],
      '[0].indentLevel',
      'a number',
    ],
    [
      'a URL that Strapi rejects',
      [paragraph(link('javascript:a', text('a')))],
      '[0].children[0].url',
      'is no URL',
    ],
    ['an image without a URL', [image('', 'a')], '[0].image.url', 'must not be empty'],
    [
      'an image with text',
      [{ ...image('/a', 'b'), children: [text('c')] }],
      '[0].children',
      'no text of its own',
    ],
  ])('%s', (_what, blocks, expectedPath, message) => {
    const write = (): string => toMarkdown(blocks as unknown[]);
    expect(write).toThrow(BlocksError);
    expect(write).toThrow(message);
    expect(write).toThrow(expect.objectContaining({ path: expectedPath }));
  });

  it('also lists of any depth, without exhausting the stack', () => {
    let deep: unknown = item(text('a'));
    for (let level = 0; level < 100_000; level += 1) deep = list('ordered', 0, deep);
    expect(() => toMarkdown([deep])).toThrow('nested more than 20 deep');
  });
});

describe('the shipped guides', () => {
  const seeds = path.join(__dirname, '../../../../seeds');

  const textsOf = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
  };

  const files = readdirSync(seeds, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml')
  );

  it.each(files)('are the same after a round trip: %s', (file) => {
    const texts = textsOf(parse(readFileSync(path.join(seeds, file), 'utf8')));
    expect(texts.length).toBeGreaterThan(2);
    for (const written of texts) {
      const blocks = toBlocks(written);
      expect(findBlocksIssue(blocks)).toBeUndefined();
      expect(toBlocks(toMarkdown(blocks))).toEqual(blocks);
    }
  });
});

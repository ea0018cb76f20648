import { findBlocksIssue, MAX_BLOCKS_LENGTH } from './blocks';
import { stepsOf } from '../../../tests/support/unit/steps';

const text = (value: string) => ({ type: 'text', text: value });
const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children });
const link = (url: unknown) => ({ type: 'link', url, children: [text('link')] });
const list = (...children: unknown[]) => ({ type: 'list', format: 'unordered', children });
const item = (...children: unknown[]) => ({ type: 'list-item', children });
const image = (url: unknown) => ({ type: 'image', image: { url }, children: [text('')] });

/** A node within as many lists, one in the other. */
const nested = (depth: number, innermost: unknown): unknown => {
  let node = innermost;
  for (let level = 0; level < depth; level += 1) node = list(node);
  return node;
};

describe('findBlocksIssue', () => {
  it.each<[string, unknown]>([
    ['no text at all', []],
    ['a paragraph', [paragraph(text('Größe'))]],
    ['an empty paragraph, as a new field has it', [paragraph(text(''))]],
    ['text of every kind', [paragraph({ ...text('bold'), bold: true, italic: true, code: true })]],
    [
      'a heading and a quote',
      [
        { type: 'heading', level: 2, children: [text('h')] },
        { type: 'quote', children: [text('q')] },
      ],
    ],
    [
      'code with markup in it',
      [{ type: 'code', language: 'html', children: [text('<script>alert(1)</script>')] }],
    ],
    ['a link', [paragraph(text('see '), link('https://example.org'), text('.'))]],
    ['a link within the site', [paragraph(link('/jobs?q=backend'))]],
    ['lists in lists', [list(item(text('1')), list(item(text('1.1'), link('mailto:team@example.org'))))]],
    ['an image', [image('/uploads/backend.jpg')]],
    ['an image elsewhere', [image('https://cdn.example.org/backend.jpg')]],
    ['all the text that fits', [paragraph(text('a'.repeat(MAX_BLOCKS_LENGTH)))]],
    ['all the depth that is allowed', [nested(11, item())]],
  ])('finds nothing in %s', (_what, blocks) => {
    expect(findBlocksIssue(blocks)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['text', 'Some text'],
    ['nothing', undefined],
    ['null', null],
    ['a number', 5],
    ['one block without a list', paragraph(text('a'))],
    ['a list of texts', ['a']],
    ['a list with a gap', [paragraph(text('a')), null]],
    ['a list of lists', [[paragraph(text('a'))]]],
    ['children that are text', [{ type: 'paragraph', children: 'a' }]],
    ['children that are null', [{ type: 'paragraph', children: null }]],
    ['children that are one node', [{ type: 'paragraph', children: text('a') }]],
    ['a child that is text', [paragraph('a')]],
    ['a child that is a list', [paragraph([text('a')])]],
    ['a child deep inside that is null', [list(item(text('a')), list(item(null)))]],
    ['a link without an address', [paragraph({ type: 'link', children: [text('a')] })]],
    ['a link with a number for an address', [paragraph(link(5))]],
    ['a link with null for an address', [paragraph(link(null))]],
  ])('says that %s is no rich text', (_what, blocks) => {
    expect(findBlocksIssue(blocks)).toEqual({ message: 'blocks.shape' });
  });

  it.each<[string, string, unknown]>([
    ['in a paragraph', 'javascript:alert(1)', [paragraph(text('a'), link('javascript:alert(1)'))]],
    ['at the very top', 'JavaScript:alert(1)', [link('JavaScript:alert(1)')]],
    ['in a list', 'data:text/html,x', [list(item(link('data:text/html,x')))]],
    ['in a list in a list in a list', 'java\tscript:x', [list(list(list(item(link('java\tscript:x')))))]],
    ['in a quote', '//example.org', [{ type: 'quote', children: [link('//example.org')] }]],
    ['in a heading', 'vbscript:x', [{ type: 'heading', level: 2, children: [link('vbscript:x')] }]],
    ['behind a safe one', 'file:///etc/passwd', [paragraph(link('/a'), link('file:///etc/passwd'))]],
    [
      'in a block that has no such children',
      'javascript:x',
      [{ type: 'code', children: [link('javascript:x')] }],
    ],
    ['empty', '', [paragraph(link(''))]],
    ['as an image', 'javascript:x', [image('javascript:x')]],
    ['as an image in a list', 'data:image/svg+xml,x', [list(item(image('data:image/svg+xml,x')))]],
  ])('finds an unsafe address %s', (_where, url, blocks) => {
    expect(findBlocksIssue(blocks)).toEqual({ message: 'blocks.link', values: { url } });
  });

  it('shows only the start of a long unsafe address', () => {
    const url = `javascript:${'a'.repeat(10_000)}`;
    expect(findBlocksIssue([paragraph(link(url))])?.values?.url).toBe(url.slice(0, 80));
  });

  it('reads the text in its order, so that the first issue is the one that an editor meets first', () => {
    const blocks = [paragraph(link('javascript:first')), paragraph(link('javascript:second'))];
    expect(findBlocksIssue(blocks)?.values?.url).toBe('javascript:first');
    expect(findBlocksIssue([paragraph(text('\u0000'), link('javascript:x'))])?.message).toBe(
      'text.unstorable'
    );
    expect(findBlocksIssue([paragraph(link('javascript:x'), text('\u0000'))])?.message).toBe('blocks.link');
  });

  it.each<[string, unknown]>([
    ['a null character', [paragraph(text('a\u0000b'))]],
    ['half a surrogate pair', [paragraph(text('a\ud83d'))]],
    ['a null character in a list', [list(item(text('a'), text('\u0000')))]],
    ['a null character in a link', [paragraph({ ...link('/a'), children: [text('\u0000')] })]],
  ])('finds %s', (_what, blocks) => {
    expect(findBlocksIssue(blocks)).toEqual({ message: 'text.unstorable' });
  });

  // PostgreSQL refuses these in a JSON column wherever they stand, with an error of its own and status 500.
  it.each<[string, unknown]>([
    ['the address of a link', [paragraph(link('https://example.org/\ud83d'))]],
    ['the language of code', [{ type: 'code', language: '\u0000', children: [text('a')] }]],
    ['the text of an image', [{ ...image('/a.jpg'), image: { url: '/a.jpg', alternativeText: 'a\u0000' } }]],
  ])('finds text that cannot be stored in %s', (_where, blocks) => {
    expect(findBlocksIssue(blocks)).toEqual({ message: 'text.unstorable' });
  });

  it.each<[string, unknown]>([
    ['one text', [paragraph(text('a'.repeat(MAX_BLOCKS_LENGTH + 1)))]],
    ['many texts', Array.from({ length: 501 }, () => paragraph(text('a'.repeat(100))))],
    ['texts on several levels', [paragraph(text('a'.repeat(MAX_BLOCKS_LENGTH))), list(item(text('a')))]],
  ])('finds too much text in %s', (_where, blocks) => {
    expect(findBlocksIssue(blocks)).toEqual({ message: 'blocks.tooLong', values: { max: 50_000 } });
  });

  it('finds what is nested too deeply', () => {
    expect(findBlocksIssue([nested(12, item())])).toEqual({ message: 'blocks.depth', values: { max: 12 } });
  });

  it('looks no further than a limit into hostile depths and widths', () => {
    const deep = [nested(100_000, text('a'))];
    expect(stepsOf(() => expect(findBlocksIssue(deep)?.message).toBe('blocks.depth'))).toBeLessThan(10_000);
    const wide = Array.from({ length: 200_000 }, () => text(''));
    expect(findBlocksIssue([paragraph(...wide.slice(0, 1_999))])).toBeUndefined();
    expect(findBlocksIssue([paragraph(...wide.slice(0, 2_000))])?.message).toBe('blocks.tooMany');
    const hostile = [{ type: 'paragraph', children: wide }];
    const steps = stepsOf(() => expect(findBlocksIssue(hostile)?.message).toBe('blocks.tooMany'));
    expect(steps).toBeLessThan(10_000);
  });
});

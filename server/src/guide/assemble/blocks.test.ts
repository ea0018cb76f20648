import { blocksIn } from './blocks';
import { plainText } from '../../rich-text';

const text = (value: string, more: Record<string, unknown> = {}) => ({ type: 'text', text: value, ...more });
const paragraph = (...children: unknown[]) => ({ type: 'paragraph', children });

describe('rich text in a guide', () => {
  it('keeps all that the editor can make', () => {
    const blocks = [
      { type: 'heading', level: 3, children: [text('Heading')] },
      paragraph(text('a', { bold: true, italic: true, underline: true, strikethrough: true, code: true }), {
        type: 'link',
        url: 'https://example.org',
        children: [text('link')],
      }),
      {
        type: 'list',
        format: 'ordered',
        indentLevel: 0,
        children: [
          { type: 'list-item', children: [text('one')] },
          {
            type: 'list',
            format: 'unordered',
            indentLevel: 1,
            children: [{ type: 'list-item', children: [text('two')] }],
          },
        ],
      },
      { type: 'quote', children: [text('quoted')] },
      { type: 'code', language: 'yaml', children: [text('a: b')] },
    ];
    expect(blocksIn(blocks)).toEqual(blocks);
  });

  it('has nothing in it that readers may not see', () => {
    const image = {
      url: '/uploads/a.jpg',
      alternativeText: 'A',
      caption: null,
      width: 10,
      height: 20,
      mime: 'image/jpeg',
      name: 'SECRET.jpg',
      hash: 'SECRET',
      provider: 'SECRET',
      provider_metadata: { bucket: 'SECRET' },
      folderPath: '/SECRET',
      formats: { small: { url: '/uploads/s.jpg', width: 5, height: 10, mime: 'image/jpeg', path: 'SECRET' } },
    };
    expect(
      blocksIn([
        { type: 'image', image, children: [text('')], note: 'SECRET' },
        { ...paragraph(text('x', { comment: 'SECRET' })), author: 'SECRET' },
        { type: 'secret', children: [text('SECRET')] },
        { type: 'constructor', children: [text('SECRET')] },
        { type: 'image', image: null, children: [] },
      ])
    ).toEqual([
      {
        type: 'image',
        image: {
          url: '/uploads/a.jpg',
          alternativeText: 'A',
          caption: null,
          width: 10,
          height: 20,
          mime: 'image/jpeg',
          formats: [{ name: 'small', url: '/uploads/s.jpg', width: 5, height: 10, mime: 'image/jpeg' }],
        },
        children: [text('')],
      },
      paragraph(text('x')),
    ]);
  });

  it.each([
    ['nothing', null],
    ['an empty list', []],
    ['an empty paragraph', [paragraph(text(''))]],
    ['white space', [paragraph(text(' \n ')), { type: 'list', children: [] }]],
    ['something else', 'text'],
  ])('is null for %s', (_, value) => {
    expect(blocksIn(value)).toBeNull();
  });

  it('reads as plain text, a line each', () => {
    expect(
      plainText([
        { type: 'heading', level: 2, children: [text('Heading')] },
        paragraph(text('A '), { type: 'link', url: '/', children: [text('link')] }, text('.')),
        paragraph(text('')),
        {
          type: 'list',
          children: [
            { type: 'list-item', children: [text('one')] },
            { type: 'list', children: [{ type: 'list-item', children: [text('two')] }] },
          ],
        },
      ])
    ).toBe('Heading\nA link.\none\ntwo');
    expect(plainText(null)).toBe('');
  });
});

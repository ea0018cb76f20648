import fc from 'fast-check';
// The package does not export it.
import { blocksValidator } from '../../../node_modules/@strapi/core/dist/services/entity-validator/blocks-validator';
import { isLinkUrl } from '../../../server/src/rich-text/link-urls';

/** What means something in Markdown or HTML, and what tends to get lost or to be taken for white space. */
const SIGNS = [
  '*', '**', '***', '_', '__', '~', '~~', '`', '``', '```', '~~~', '[', ']', '](', '![', '(', ')', '<', '>', '</', '<b>',
  '</b>', '<u>', '</u>', '<i>', '</i>', '<code>', '</code>', '<pre>', '</pre>', '<br>', '<div>', '<a href="/x">', '</a>',
  '<!--', '-->', '<?', '<![CDATA[', '<https://x.org>', 'https://x.org', 'a@b.org', '&', '&amp;', '&#x20;', '&#10;', '&#xD;',
  '&nbsp;', '!', '#', '# ', '-', '- ', '+ ', '* ', '> ', '1.', '1. ', '2) ', '1)', '---', '===', '|', '| - |', ':-', '\\',
  '\\\n', '  \n', '\n', '\n\n', '\n- ', '\n    ', ' ', '  ', '    ', '\t', '\u00a0', '\u3000', '\u2028', '\u0085', '\u000b',
  '\u000c', '\u0001', '\ufeff', '\u200b', '[^1]', '[^1]: ', '[ ] ', '[x] ', '[a]', '[a]: ', '[a]: /x', ':', '"', "'", '„', '“', '.',
  'a', 'b', 'foo', 'Ü', '1', '5 * 3', '😀', '👩‍💻', 'e\u0301', '€',
]; // prettier-ignore

const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...SIGNS) },
  { weight: 2, arbitrary: fc.constantFrom('a', 'word', ' ', 'two words', ', ') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }).filter((text) => !text.includes('\0')) }
);

const joined = (part: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc.array(part, { maxLength }).map((parts) => parts.join(''));

/** Text of a rich-text field, with every line end there is. */
const text = joined(
  fc.oneof({ weight: 15, arbitrary: word }, { weight: 1, arbitrary: fc.constant('\r') }),
  6
);

/** Text as a person might paste it into a file, right or not. */
export const markdownText = joined(word, 25);

const mark = fc.constantFrom(undefined, undefined, undefined, false, true);

const textNode = fc.record(
  {
    type: fc.constant('text'),
    text,
    bold: mark,
    italic: mark,
    underline: mark,
    strikethrough: mark,
    code: mark,
  },
  { requiredKeys: ['type', 'text'] }
);

const address = fc
  .oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    text.map((rest) => `https://example.org/${rest}`),
    text.map((rest) => `/${rest}`),
    text.map((rest) => `mailto:${rest}`)
  )
  .filter(isLinkUrl);

const option = fc.constantFrom(undefined, '', 'noopener nofollow', '_blank', 'a"b<c>&amp;\n\\');

const link = fc.record(
  {
    type: fc.constant('link'),
    url: address,
    rel: option,
    target: option,
    children: fc.array(textNode, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['type', 'url', 'children'] }
);

const inlines = fc.array(fc.oneof({ weight: 5, arbitrary: textNode }, { weight: 1, arbitrary: link }), {
  minLength: 1,
  maxLength: 5,
});

const { list } = fc.letrec<{ list: unknown; entry: unknown }>((tie) => ({
  list: fc.record(
    {
      type: fc.constant('list'),
      format: fc.constantFrom('ordered', 'unordered'),
      indentLevel: fc.constantFrom(undefined, 0, 1, 2),
      children: fc.array(tie('entry'), { minLength: 1, maxLength: 4 }),
    },
    { requiredKeys: ['type', 'format', 'children'] }
  ),
  entry: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('list-item'), children: inlines }),
    tie('list')
  ),
}));

const language = fc.oneof(fc.constantFrom(undefined, null, '', 'js', 'plaintext', 'c++', 'a b', 'a`b'), text);

const image = fc
  .record({
    url: text.filter((url) => url !== ''),
    alternativeText: fc.option(text),
    caption: fc.option(text),
  })
  .map((given) => ({
    type: 'image',
    image: {
      ...given,
      name: 'a.jpg',
      width: 1,
      height: 1,
      formats: null,
      hash: 'a',
      ext: '.jpg',
      mime: 'image/jpeg',
      size: 1,
      provider: 'local',
      createdAt: '2026-01-01',
      updatedAt: '2026-01-01',
    },
    children: [{ type: 'text', text: '' }],
  }));

const block: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('paragraph', 'quote'), children: inlines }) },
  { weight: 2, arbitrary: list },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('heading'),
      level: fc.constantFrom(1, 2, 3, 4, 5, 6),
      children: inlines,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('code'),
      language,
      children: fc.array(
        fc.oneof({ weight: 4, arbitrary: text.map((value) => ({ type: 'text', text: value })) }, textNode),
        { minLength: 1, maxLength: 3 }
      ),
    }),
  },
  { weight: 1, arbitrary: image }
);

/** Rich text that Strapi takes. */
export const richText = fc.array(block, { maxLength: 4 });

/** Strapi's own check of blocks. Throws for what it refuses. */
export const strapisCheck = (value: unknown): unknown => blocksValidator().validateSync(value);

/** An image as a site has it, in place of each one as a file has it. */
export const withFiles = (blocks: readonly { type: string }[]): unknown[] =>
  blocks.map((given) => {
    if (!('image' in given)) return given;
    const { image: named } = given as { image: object };
    return {
      ...given,
      image: {
        ...named,
        name: 'a.jpg',
        width: 1,
        height: 1,
        hash: 'a',
        ext: '.jpg',
        mime: 'image/jpeg',
        size: 1,
        provider: 'local',
        createdAt: '2026-01-01',
        updatedAt: '2026-01-01',
      },
    };
  });

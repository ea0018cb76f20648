import fc from 'fast-check';
import { strings } from '@strapi/utils';
import { loadPlainTextToMarkdown, type PlainTextToMarkdown } from './plain-text';
import { toSlug } from '../../../model/slugs';
import { loadMarkdown, type MarkdownConverter } from '../../../rich-text';

/** How many texts are tried; `RUNS=50000` searches for some minutes. */
const RUNS = Number(process.env.RUNS ?? 100);

describe('plain text as Markdown', () => {
  let plainTextToMarkdown: PlainTextToMarkdown;
  let toBlocks: MarkdownConverter['toBlocks'];

  beforeAll(async () => {
    plainTextToMarkdown = await loadPlainTextToMarkdown();
    ({ toBlocks } = await loadMarkdown());
  });

  /** What somebody reads, and proof that nothing in it is a mark. */
  const readBack = (text: string): string[] =>
    toBlocks(plainTextToMarkdown(text)).map((block) => {
      expect(block.type).toBe('paragraph');
      return block.children
        .map((child) => {
          expect(Object.keys(child).sort()).toEqual(['text', 'type']);
          return (child as { text: string }).text;
        })
        .join('');
    });

  it.each([
    '* no list',
    '- no list\n- either',
    '1. no list',
    '2024) no list',
    '+ no list',
    '# no heading',
    'no heading\n===',
    'no heading\n---',
    '> no quote',
    '_not_ *in* __italics__ **or** bold, ~~nor~~ ~struck~ through',
    '`no code` ``or`` ```this```',
    '~~~\nno code\n~~~',
    '<b>no tag</b> <!-- no remark --> <https://no.link>',
    'R&D, &amp;, &gt;other and &#42;',
    '[no](link) ![no](image) [^1] [^1]: [no]: /definition',
    '[ ] no task',
    '| no | table |\n| --- | --- |\n| a | b |',
    'C:\\no\\escape\\*\\',
    '***',
    '\\',
  ])('reads as it was typed: %j', (text) => {
    expect(readBack(text)).toEqual([text]);
  });

  it('keeps paragraphs and line breaks, and leaves out what nobody sees', () => {
    expect(readBack(' One.  Two. \r\nThree.\r\n \r\n\u00a0\r\nFour. \n \n')).toEqual([
      'One. Two.\nThree.',
      'Four.',
    ]);
    expect(plainTextToMarkdown(' \n\u00a0')).toBe('');
  });

  it('reads as it was typed, whatever is typed', () => {
    const signs = [
      ...'*_-+#>`~<>&;[]()!|\\.:=^"\'/@',
      ...'a1Zä\u00a0\u200b',
      ' ',
      '1. ',
      '- ',
      '&amp;',
      '**',
      '~~',
    ];
    const line = fc
      .array(fc.oneof(fc.constantFrom(...signs), fc.string({ unit: 'grapheme', maxLength: 3 })), {
        maxLength: 12,
      })
      // Null characters are refused before.
      .map((parts) =>
        parts
          .join('')
          .replaceAll('\u0000', '')
          .replace(/[\r\n\t ]+/g, ' ')
          .trim()
      )
      .filter((text) => text !== '');
    const paragraphs = fc.array(
      fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
      { maxLength: 4 }
    );
    fc.assert(
      fc.property(paragraphs, (given) => {
        expect(readBack(given.join('\n\n'))).toEqual(given);
      }),
      { numRuns: RUNS }
    );
  });
});

describe('an address', () => {
  it('is what Strapi makes of a title, but for capitals within a word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        expect(toSlug(text)).toBe(strings.nameToSlug(text, { decamelize: false }));
      }),
      { numRuns: RUNS }
    );
    expect(toSlug('Ju\u0308rgen & die Straße – Łódź/Тсар 🦄')).toBe(
      strings.nameToSlug('Ju\u0308rgen & die Straße – Łódź/Тсар 🦄', { decamelize: false })
    );
  });

  it('has at most the length that there is room for', () => {
    expect(toSlug('ab '.repeat(60))).toBe('ab-'.repeat(40).slice(0, -1));
    expect(toSlug('a'.repeat(200))).toHaveLength(120);
  });
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contentHashes } from './content-hash';
import { InvalidFilesError } from '../../documents/document';
import { digestOfFile, type Images } from '../../documents/images';
import { parseDocumentFile } from '../../documents/parse';
import { createStrapiStandIn } from '../../../../tests/support/unit/stand-in';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'career-field-hash-')));
  mkdirSync(path.join(folder, 'images'));
  for (const name of ['hero', 'rack', 'a_b', 'two words', 'rack(1)']) image(name, 'an image');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const image = (name: string, content: string): void =>
  writeFileSync(path.join(folder, 'images', `${name}.jpg`), content);

const images = { digestOf: digestOfFile } as Images;

const hashesOf = async (
  text: string,
  where: string | undefined = folder
): Promise<Record<string, string>> => {
  const parsed = parseDocumentFile('a.yaml', text);
  if ('issues' in parsed) throw new InvalidFilesError(parsed.issues);
  return contentHashes(createStrapiStandIn(), parsed.document, images, where);
};

const article = (...lines: string[]): string => ['type: article', 'key: a', ...lines, ''].join('\n');

const ARTICLE = article(
  'shared: { category: it }',
  'locales: { de: { title: A, lead: B }, en: { title: C } }'
);

/** Returns the locales whose hash differs. */
const changedBetween = async (one: string, other: string): Promise<string[]> => {
  const [before, after] = [await hashesOf(one), await hashesOf(other)];
  return Object.keys(after).filter((locale) => before[locale] !== after[locale]);
};

describe('contentHashes', () => {
  it('are equal for equal content, however it is written', async () => {
    expect(await hashesOf(ARTICLE)).toEqual(await hashesOf(ARTICLE));
    expect(
      await changedBetween(
        ARTICLE,
        '# A comment\n{"key": "a", "locales": {"en": {"title": "C"}, "de": {"lead": "B", "title": "A"}}, "shared": {"category": "it"}, "type": "article", "status": "published"}'
      )
    ).toEqual([]);
  });

  it('differ between locales', async () => {
    const { de, en } = await hashesOf(article('locales: { de: { title: A }, en: { title: B } }'));
    expect(de).not.toBe(en);
  });

  it.each<[string, [string, string], string[]]>([
    ['one locale', ['title: A', 'title: X'], ['de']],
    ['what is shared', ['category: it', 'category: x'], ['de', 'en']],
    ['the status of one', ['shared:', 'status: { en: draft }\nshared:'], ['en']],
    ['the status of all', ['shared:', 'status: draft\nshared:'], ['de', 'en']],
    ['a draft of one', ['shared:', 'draft: { locales: { de: { title: X } } }\nshared:'], ['de']],
    ['what the drafts share', ['shared:', 'draft: { shared: { category: x } }\nshared:'], ['de', 'en']],
    ['the order of a list', ['lead: B', 'previousSlugs: [b, a]'], ['de']],
  ])('change with %s', async (_what, [from, to], locales) => {
    const before = ARTICLE.replace(
      'lead: B',
      to.includes('previousSlugs') ? 'previousSlugs: [a, b]' : 'lead: B'
    );
    const after = ARTICLE.replace(from, to);
    expect(await changedBetween(before, after)).toEqual(locales);
  });

  const body = (...lines: string[]): string =>
    article(
      'locales:',
      '  de:',
      '    definition:',
      '      body: |',
      ...lines.map((line) => `        ${line}`)
    );

  it.each<[string, string, string]>([
    ['of a part', article('locales: { de: { hero: { file: images/hero.jpg } } }'), 'hero'],
    [
      'of a section',
      article(
        'locales: { de: { sections: [{ type: quote-section, portrait: { file: images/hero.jpg } }] } }'
      ),
      'hero',
    ],
    [
      'of a draft',
      article('locales: { de: {} }', 'draft: { locales: { de: { hero: { file: images/hero.jpg } } } }'),
      'hero',
    ],
    ['in a text', body('One.', '', '![A rack](images/rack.jpg "Berlin")'), 'rack'],
    ['the second in a text', body('![a](images/hero.jpg)', '', '![b](images/rack.jpg)'), 'rack'],
    ['without a text of its own', body('![](images/rack.jpg)'), 'rack'],
    ['with a bracket in its text', body('![A [rack\\]](images/rack.jpg)'), 'rack'],
    ['with its text over brackets', body('![A [rack] here](images/rack.jpg)'), 'rack'],
    ['with brackets in its name', body('![a](images/rack(1).jpg)'), 'rack(1)'],
    ['in angle brackets', body('![a](<images/two words.jpg>)'), 'two words'],
    ['with an escaped sign in its name', body('![a](images/a\\_b.jpg)'), 'a_b'],
    ['that is defined elsewhere in the text', body('![A rack][r]', '', '[r]: images/rack.jpg'), 'rack'],
    ['that is defined in angle brackets', body('![r]', '', '[r]: <images/two words.jpg>'), 'two words'],
  ])('change with what is in an image: %s', async (_where, text, name) => {
    const before = await hashesOf(text);
    image(name, 'another image');
    const after = await hashesOf(text);
    expect(after.de).not.toBe(before.de);
    rmSync(path.join(folder, 'images', `${name}.jpg`));
    expect((await hashesOf(text)).de).not.toBe(after.de);
  });

  it('do not change with an image that is not shown', async () => {
    const text = article('locales: { de: { hero: { file: images/hero.jpg } } }');
    const before = await hashesOf(text);
    image('rack', 'another image');
    expect(await hashesOf(text)).toEqual(before);
  });

  // The document is rejected later, with the position; here it must not prevent the others from being checked.
  it.each([
    '{ hero: x, faq: [1, null], sections: [null, 5, { type: [] }, {}, { type: nothing }], definition: { body: 7 } }',
    '{ hero: [], faq: { a: b }, sections: { a: b }, definition: [[]] }',
    '{ hero: { file: { a: b } }, constructor: 1, toString: [x], __proto__: { hero: 1 } }',
    '{ hero: { file: ../../x }, definition: { body: "![a](http://a.org/b.png)" } }',
  ])('exist for an invalid document: %s', async (attributes) => {
    const hashes = await hashesOf(article(`locales: { de: ${attributes} }`));
    expect(Object.keys(hashes)).toEqual(['de']);
  });
});

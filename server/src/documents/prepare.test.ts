import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Strapi } from '../plugin';
import { InvalidFilesError, type SourceDocument, type FileIssue } from './document';
import { loadMarkdown, type MarkdownConverter } from '../rich-text';
import { parseDocumentFile } from './parse';
import {
  ImageFile,
  prepareDocument,
  Reference,
  TextImage,
  type PreparedDocument,
  type PreparedLocale,
} from './prepare';
import { imagesIn } from './resolve';
import { richText } from '../../../tests/support/unit/backend-article';
import { createStrapiStandIn } from '../../../tests/support/unit/stand-in';

const FILE = 'document.yaml';

let outside: string;
let folder: string;

beforeAll(() => {
  outside = realpathSync(mkdtempSync(path.join(tmpdir(), 'career-field-prepare-')));
  folder = path.join(outside, 'seeds');
  mkdirSync(path.join(folder, 'images'), { recursive: true });
  writeFileSync(path.join(outside, 'seeds/images/text.jpg'), 'a text');
  for (const file of ['seeds/images/hero.jpg', 'secret.jpg', 'seeds-of-others.jpg']) {
    writeFileSync(path.join(outside, file), 'GIF89a');
  }
  symlinkSync(path.join(outside, 'secret.jpg'), path.join(folder, 'images', 'out.jpg'));
  symlinkSync(outside, path.join(folder, 'up'));
  symlinkSync(path.join(folder, 'images', 'hero.jpg'), path.join(folder, 'images', 'in.jpg'));
  symlinkSync(path.join(folder, 'images', 'nowhere.jpg'), path.join(folder, 'images', 'broken.jpg'));
});

afterAll(() => {
  rmSync(outside, { recursive: true });
});

const read = (text: string): SourceDocument => {
  const parsed = parseDocumentFile(FILE, text);
  if ('issues' in parsed) throw new InvalidFilesError(parsed.issues);
  return parsed.document;
};

let markdown: MarkdownConverter;

beforeAll(async () => {
  markdown = await loadMarkdown();
});

const prepare = (
  text: string,
  options: { folder?: string | undefined; strapi?: Strapi } = {}
): { prepared: PreparedDocument; issues: FileIssue[] } =>
  prepareDocument({ strapi: createStrapiStandIn(), folder, markdown, ...options }, read(text));

const issuesIn = (text: string): FileIssue[] => prepare(text).issues;

const localesOf = (text: string): Record<string, PreparedLocale> => {
  const { prepared, issues } = prepare(text);
  expect(issues).toEqual([]);
  return prepared.locales;
};

const contentOf = (text: string): Record<string, unknown> => localesOf(text).de!.content;

/** An article that has nothing but these lines in German, which start on line 5. */
const article = (...lines: string[]): string =>
  ['type: article', 'key: backend', 'locales:', '  de:', ...lines.map((line) => `    ${line}`), ''].join(
    '\n'
  );

/** What an issue says, where it is in the file and in the document. */
const issue = (line: number, column: number, where: string, message: string): FileIssue => ({
  file: FILE,
  line,
  column,
  path: where,
  message: expect.stringContaining(message) as string,
});

describe('prepareDocument', () => {
  it('turns a file into what Strapi takes', () => {
    const { prepared, issues } = prepare(`type: article
key: backend
shared:
  category: it
  related: [frontend]
locales:
  de:
    title: Backend
    hero:
      file: images/hero.jpg
      alt: Server
    definition:
      body: Der Teil, den man nicht sieht.
    areas:
      items:
        - title: Oberfläche
          article: frontend
    studies:
      paths: [computer-science]
    skills:
      items:
        - skill: php
        - skill: python
    sections:
      - type: callout-section
        tone: tip
        body: Ein Tipp.
  en:
    title: Backend
    lead: null
`);
    expect(issues).toEqual([]);
    const shared = { category: new Reference('category:it'), related: [new Reference('article:frontend')] };
    expect(prepared).toMatchObject({ id: 'article:backend', type: 'article', key: 'backend', file: FILE });
    expect(prepared.locales).toEqual({
      de: {
        published: true,
        draft: undefined,
        content: {
          ...shared,
          title: 'Backend',
          hero: { file: new ImageFile(path.join(folder, 'images', 'hero.jpg')), alt: 'Server' },
          definition: { body: richText('Der Teil, den man nicht sieht.') },
          areas: { items: [{ title: 'Oberfläche', article: new Reference('article:frontend') }] },
          studies: { paths: [new Reference('study-path:computer-science')] },
          skills: {
            items: [{ skill: new Reference('skill:php') }, { skill: new Reference('skill:python') }],
          },
          sections: [
            { __component: 'career-field.callout-section', tone: 'tip', body: richText('Ein Tipp.') },
          ],
        },
      },
      en: { published: true, draft: undefined, content: { ...shared, title: 'Backend', lead: null } },
    });
  });

  it('lists its references, each with its position in the file', () => {
    const { prepared } = prepare(`type: article
key: backend
shared:
  category: it
locales:
  de:
    skills:
      items:
        - skill: php
        - skill: 7
`);
    expect(prepared.references).toEqual([
      {
        id: 'category:it',
        target: 'category',
        key: 'it',
        path: ['shared', 'category'],
        position: { line: 4, column: 3 },
      },
      {
        id: 'skill:php',
        target: 'skill',
        key: 'php',
        path: ['locales', 'de', 'skills', 'items', 0, 'skill'],
        position: { line: 9, column: 11 },
      },
      // A key of digits alone need not be in quotes.
      expect.objectContaining({ id: 'skill:7', key: '7', position: { line: 10, column: 11 } }),
    ]);
  });

  it('leaves alone what is neither text in Markdown nor the name of something', () => {
    expect(
      contentOf(`type: study-path
key: a
shared: { kind: degree, eqfLevel: 6 }
locales:
  de:
    title: '*No* [Markdown](in/a/title)'
    subjects: ['**a**', b]
`)
    ).toEqual({
      kind: 'degree',
      eqfLevel: 6,
      title: '*No* [Markdown](in/a/title)',
      subjects: ['**a**', 'b'],
    });
  });

  it('takes nothing for nothing, whatever stands there otherwise', () => {
    expect(
      contentOf(article('hero:', 'faq:', 'sections:', 'definition: { body: }', 'studies: { paths: }'))
    ).toEqual({
      hero: null,
      faq: null,
      sections: null,
      definition: { body: null },
      studies: { paths: null },
    });
  });

  it('keeps the addresses that a document had before', () => {
    expect(contentOf(article('previousSlugs: [old, older]'))).toEqual({ previousSlugs: ['old', 'older'] });
  });

  it.each<[string, string[], FileIssue]>([
    ['text', ['previousSlugs: old'], issue(5, 5, 'locales.de.previousSlugs', 'This must be a list.')],
    [
      'a list of other things',
      ['previousSlugs: [a, 5]'],
      issue(5, 24, 'locales.de.previousSlugs[1]', 'This must be text.'),
    ],
    [
      'nothing between others',
      ['occupation:', '  altNames:', '    - a', '    -', '    - b'],
      issue(8, 10, 'locales.de.occupation.altNames[1]', 'This must be text.'),
    ],
    [
      'a group',
      ['occupation: { altNames: { a: b } }'],
      issue(5, 19, 'locales.de.occupation.altNames', 'This must be a list.'),
    ],
  ])('refuses for a list of texts %s', (_what, lines, expected) => {
    expect(issuesIn(article(...lines))).toEqual([expected]);
  });

  describe('refuses a name', () => {
    it.each<[string, string, number, number, string, string]>([
      ['of an attribute', article('title: Backend', 'titel: x'), 6, 5, 'locales.de.titel', 'title'],
      [
        'of an attribute of a component',
        article('hero:', '  alt: Server', '  captoin: x'),
        7,
        7,
        'locales.de.hero.captoin',
        'caption',
      ],
      [
        'in a list of components',
        article('areas:', '  items:', '    - title: a', '    - title: b', '      txt: c'),
        9,
        11,
        'locales.de.areas.items[1].txt',
        'text',
      ],
      [
        'in a free section',
        article('sections:', '  - type: quote-section', '    qoute: x'),
        7,
        9,
        'locales.de.sections[0].qoute',
        'quote',
      ],
      // The value begins on the line below the name.
      ['that a group follows', article('title: a', 'heroes:', '  alt: b'), 6, 5, 'locales.de.heroes', 'hero'],
      [
        'in a draft',
        article('title: a').concat('draft: { locales: { de: { titel: b } } }'),
        6,
        27,
        'draft.locales.de.titel',
        'title',
      ],
    ])(
      '%s that is not known, at its place, with the nearest that is',
      (_what, text, line, column, where, nearest) => {
        const name = where.split('.').at(-1);
        expect(issuesIn(text)).toEqual([
          issue(line, column, where, `"${name}" is not known here. Did you mean "${nearest}"? Known are `),
        ]);
      }
    );

    it('and names every other one', () => {
      expect(issuesIn(article('hero: { x: 1 }'))[0]?.message).toMatch(/Known are file, alt, /);
    });

    it.each([
      'id',
      'documentId',
      'createdAt',
      'updatedAt',
      'publishedAt',
      'createdBy',
      'locale',
      'localizations',
      '__component',
    ])('that is not a file’s to give: %s', (name) => {
      expect(issuesIn(article(`${name}: 1`))).toEqual([
        issue(5, 5, `locales.de.${name}`, 'is not known here'),
      ]);
    });

    // Looked up in a plain object, they are found; `__proto__` even becomes the prototype of what is written.
    it.each(['constructor', 'toString', '__proto__'])('that every object has: %s', (name) => {
      expect(issuesIn(article(`${name}: { title: x }`))).toHaveLength(1);
      expect(issuesIn(article(`hero: { ${name}: { title: x } }`))).toHaveLength(1);
      expect(issuesIn(`type: article\nkey: a\nshared: { ${name}: x }\nlocales: { de: }`)).toHaveLength(1);
    });

    it('of what differs by locale among what is shared', () => {
      const text = 'type: article\nkey: a\nshared:\n  title: Backend\nlocales: { de: {} }';
      expect(issuesIn(text)).toEqual([
        issue(4, 3, 'shared.title', '"title" differs by locale; write it under "locales".'),
      ]);
    });

    it('of what is shared in a locale', () => {
      expect(issuesIn(article('category: it'))).toEqual([
        issue(
          5,
          5,
          'locales.de.category',
          '"category" is the same in every locale; write it under "shared".'
        ),
      ]);
    });

    it('of either in the other’s place in a draft', () => {
      const draft = 'draft: { shared: { title: a }, locales: { de: { category: it } } }';
      expect(issuesIn(article('title: a').concat(draft)).map(({ path: where }) => where)).toEqual([
        'draft.shared.title',
        'draft.locales.de.category',
      ]);
    });

    it('where there is nothing of its kind, with what there is', () => {
      expect(issuesIn('type: skill\nkey: a\nlocales: { de: { hero: x } }')[0]?.message).toContain(
        'Known are '
      );
    });
  });

  describe('refuses a reference', () => {
    it.each<[string, string, FileIssue]>([
      [
        'that should be a list and is none',
        'type: article\nkey: a\nshared:\n  related: frontend\nlocales: { de: {} }',
        issue(4, 3, 'shared.related', 'This must be a list.'),
      ],
      [
        'that should be none and is a list',
        'type: article\nkey: a\nshared:\n  category: [it]\nlocales: { de: {} }',
        issue(4, 3, 'shared.category', 'This must be the key of a document of the type category.'),
      ],
      [
        'that is a group, as Strapi has them',
        article('skills:', '  items:', '    - skill: { id: 7 }'),
        issue(
          7,
          11,
          'locales.de.skills.items[0].skill',
          'This must be the key of a document of the type skill.'
        ),
      ],
      [
        'that is true',
        article('areas: { items: [{ title: a, article: true }] }'),
        issue(
          5,
          34,
          'locales.de.areas.items[0].article',
          'This must be the key of a document of the type article.'
        ),
      ],
      [
        'that is nothing, in a list',
        article('studies: { paths: [a, null] }'),
        issue(
          5,
          27,
          'locales.de.studies.paths[1]',
          'This must be the key of a document of the type study-path.'
        ),
      ],
    ])('%s', (_what, text, expected) => {
      expect(issuesIn(text)).toEqual([expected]);
    });
  });

  describe('takes an image', () => {
    it.each(['images/hero.jpg', './images/hero.jpg', 'images/../images/hero.jpg'])('%s', (file) => {
      const hero = new ImageFile(path.join(folder, 'images', 'hero.jpg'));
      expect(contentOf(article('hero:', `  file: ${file}`))).toEqual({ hero: { file: hero } });
    });

    // find-image.test.ts and image-kind.test.ts have the other files that are no images.
    it.each<[string, string]>([
      ['../secret.jpg', 'must lie below the folder'],
      ['/etc/passwd', 'must lie below the folder'],
      ['images/out.jpg', 'not behind a link out of it'],
      ['images/missing.jpg', 'There is no file "images/missing.jpg"'],
      ['images/text.jpg', 'There is no image in the file "images/text.jpg".'],
      ['images', 'There is no file "images"'],
      ['https://example.org/hero.jpg', 'not by an address'],
      ['5', 'This must be the name of a file.'],
      ['[images/hero.jpg]', 'This must be the name of a file.'],
      ['"\\0"', 'must lie below the folder'],
    ])('but not %s', (file, message) => {
      expect(issuesIn(article('hero:', `  file: ${file}`))).toEqual([
        issue(6, 7, 'locales.de.hero.file', message),
      ]);
    });

    it('but none where there is no folder', () => {
      const { issues } = prepare(article('hero: { file: images/hero.jpg }'), { folder: undefined });
      expect(issues).toEqual([issue(5, 13, 'locales.de.hero.file', 'There can be no images here.')]);
    });
  });

  describe('takes an image in a text', () => {
    const bodyOf = (...lines: string[]): unknown =>
      (
        contentOf(article('definition:', '  body: |', ...lines.map((line) => `    ${line}`))) as {
          definition: { body: unknown };
        }
      ).definition.body;

    it('with its text and its caption', () => {
      const file = path.join(folder, 'images', 'hero.jpg');
      const body = bodyOf('One.', '', '![A rack](images/hero.jpg "In Berlin")', '', '![](images/hero.jpg)');
      expect(body).toEqual([
        ...richText('One.'),
        {
          type: 'image',
          image: new TextImage(file, 'A rack', 'In Berlin'),
          children: [{ type: 'text', text: '' }],
        },
        { type: 'image', image: new TextImage(file, '', undefined), children: [{ type: 'text', text: '' }] },
      ]);
      expect(imagesIn(body)).toEqual([file, file]);
    });

    it.each<[string, string]>([
      ['../secret.jpg', 'The image "../secret.jpg": An image must lie below the folder'],
      ['images/missing.jpg', 'The image "images/missing.jpg": There is no file "images/missing.jpg".'],
      ['images/text.jpg', 'The image "images/text.jpg": There is no image in the file "images/text.jpg".'],
      ['/uploads/hero.jpg', 'The image "/uploads/hero.jpg": An image must lie below the folder'],
      ['https://example.org/hero.jpg', 'not by an address: download it first.'],
    ])('but not %s', (file, message) => {
      expect(issuesIn(article('definition:', '  body: |', '    One.', '', `    ![a](${file})`))).toEqual([
        issue(9, 1, 'locales.de.definition.body', message),
      ]);
    });
  });

  describe('refuses Markdown', () => {
    it.each<[string, string[], number, string]>([
      [
        'in a text',
        ['definition:', '  body: |', '    One.', '', '    One ![alt](images/hero.jpg)'],
        9,
        'locales.de.definition.body',
      ],
      ['on its first line', ['definition:', '  body: |', '    <div>'], 7, 'locales.de.definition.body'],
      [
        'in a list of components',
        [
          'faq:',
          '  - question: a',
          '    answer: One.',
          '  - question: b',
          '    answer: |',
          '      One.',
          '',
          '      ---',
        ],
        12,
        'locales.de.faq[1].answer',
      ],
      [
        'in a free section',
        ['sections:', '  - type: text-section', '    body: |', '      One <video>.'],
        8,
        'locales.de.sections[0].body',
      ],
    ])('%s, naming its line in the file', (_where, lines, line, where) => {
      expect(issuesIn(article(...lines))).toEqual([issue(line, 1, where, '')]);
      expect(issuesIn(article(...lines))[0]?.message).not.toBe('');
    });

    // Not in a block: the whole text is on one line of the file, or as good as.
    it.each<[string, string, number, number]>([
      ['beside the name', article('definition:', '  body: "<div>"'), 6, 13],
      ['on the line after the name', article('definition:', '  body:', '    <div>'), 7, 9],
      [
        'in JSON',
        '{\n"type": "article",\n"key": "a",\n"locales": { "de": { "definition": {\n"body": "One.\\n\\n<div>"\n} } }\n}',
        5,
        9,
      ],
    ])('that stands %s, naming its line in the file', (_where, text, line, column) => {
      expect(issuesIn(text)).toEqual([issue(line, column, 'locales.de.definition.body', '')]);
    });

    it.each(['5', '[a]', '{ a: b }', 'true'])('that is no text but %s', (value) => {
      expect(issuesIn(article('definition:', `  body: ${value}`))).toEqual([
        issue(6, 7, 'locales.de.definition.body', 'This must be text in Markdown.'),
      ]);
    });
  });

  it.each<[string, string[], number, number, string, string]>([
    ['a component that is text', ['hero: images/hero.jpg'], 5, 5, 'locales.de.hero', 'This must be a group'],
    ['a component that is a list', ['hero: []'], 5, 5, 'locales.de.hero', 'This must be a group'],
    ['a component that is a number', ['hero: 0'], 5, 5, 'locales.de.hero', 'This must be a group'],
    ['a list that is text', ['faq: Why?'], 5, 5, 'locales.de.faq', 'This must be a list.'],
    ['a list that is a group', ['faq: { question: a }'], 5, 5, 'locales.de.faq', 'This must be a list.'],
    ['a list of text', ['faq: [Why?]'], 5, 11, 'locales.de.faq[0]', 'This must be a group'],
    ['a list of lists', ['faq: [[]]'], 5, 11, 'locales.de.faq[0]', 'This must be a group'],
    ['a list with a gap', ['faq: [null]'], 5, 11, 'locales.de.faq[0]', 'This must be a group'],
    [
      'sections that are a group',
      ['sections: { type: a }'],
      5,
      5,
      'locales.de.sections',
      'This must be a list.',
    ],
    ['a section that is text', ['sections: [a]'], 5, 16, 'locales.de.sections[0]', 'This must be a group'],
    [
      'a section without a type',
      ['sections:', '  - heading: a'],
      6,
      9,
      'locales.de.sections[0].type',
      'must be one of text-section, quote-section',
    ],
    [
      'a section of a type that is none',
      ['sections:', '  - heading: a', '    type: tasks-section'],
      7,
      9,
      'locales.de.sections[0].type',
      'must be one of text-section, quote-section',
    ],
    [
      'a section of a type that is a list',
      ['sections:', '  - type: [text-section]'],
      6,
      9,
      'locales.de.sections[0].type',
      'must be one of text-section, quote-section',
    ],
  ])('refuses %s', (_what, lines, line, column, where, message) => {
    expect(issuesIn(article(...lines))).toEqual([issue(line, column, where, message)]);
  });

  it('names everything that is wrong at once', () => {
    const issues = issuesIn(
      `${article('titel: a', 'hero:', '  file: ../secret.jpg', 'skills:', '  items:', '    - skill: [cobol]')}  en: { nme: B }\n`
    );
    expect(issues.map(({ path: where }) => where)).toEqual([
      'locales.de.titel',
      'locales.de.hero.file',
      'locales.de.skills.items[0].skill',
      'locales.en.nme',
    ]);
  });

  it('goes by the site’s own version of a type', () => {
    const strapi = createStrapiStandIn([
      {
        uid: 'plugin::career-field.skill',
        attributes: {
          name: { type: 'string', pluginOptions: { i18n: { localized: true } } },
          motto: { type: 'string' },
          data: { type: 'json' },
          images: { type: 'media', multiple: true },
          page: { type: 'relation', relation: 'oneToOne', target: 'api::page.page' },
        },
      },
    ]);
    const text =
      'type: skill\nkey: a\nlocales:\n  de:\n    motto: a\n    data: { any: [thing] }\n    page: b\n    slug: c\n' +
      '    images: [images/hero.jpg]';
    const { issues, prepared } = prepare(text, { strapi });
    expect(issues).toEqual([
      issue(7, 5, 'locales.de.page', 'A relation to a type of another plugin cannot be imported.'),
      issue(8, 5, 'locales.de.slug', '"slug" is not known here'),
    ]);
    expect(prepared.locales.de?.content).toMatchObject({
      data: { any: ['thing'] },
      images: [new ImageFile(path.join(folder, 'images', 'hero.jpg'))],
    });
  });
});

describe('a document with a draft', () => {
  const it_ = { category: new Reference('category:it') };
  const web = { category: new Reference('category:web') };
  const shared = 'shared: { category: it }';
  const locales = 'locales: { de: { title: Old }, en: { title: English } }';
  const document = (...lines: string[]): string =>
    ['type: article', 'key: a', shared, locales, ...lines, ''].join('\n');
  const english = { title: 'English' };

  it.each<[string, string, Record<string, PreparedLocale>]>([
    [
      'has none if it says nothing of one',
      document(),
      {
        de: { published: true, content: { ...it_, title: 'Old' }, draft: undefined },
        en: { published: true, content: { ...it_, ...english }, draft: undefined },
      },
    ],
    [
      'has none if what it says is empty',
      document('draft: { locales: {} }'),
      {
        de: { published: true, content: { ...it_, title: 'Old' }, draft: undefined },
        en: { published: true, content: { ...it_, ...english }, draft: undefined },
      },
    ],
    [
      'has one in the locale that differs, whole, with what is shared',
      document('draft: { locales: { de: { lead: New } } }'),
      {
        de: { published: true, content: { ...it_, title: 'Old' }, draft: { ...it_, lead: 'New' } },
        en: { published: true, content: { ...it_, ...english }, draft: undefined },
      },
    ],
    [
      'has one in every locale if what is shared differs',
      document('draft: { shared: { category: web } }'),
      {
        de: { published: true, content: { ...it_, title: 'Old' }, draft: { ...web, title: 'Old' } },
        en: { published: true, content: { ...it_, ...english }, draft: { ...web, ...english } },
      },
    ],
    [
      'has one without shared attributes if the draft has none',
      document('draft: { shared: {} }'),
      {
        de: { published: true, content: { ...it_, title: 'Old' }, draft: { title: 'Old' } },
        en: { published: true, content: { ...it_, ...english }, draft: { ...english } },
      },
    ],
    [
      'has both',
      document('draft: { shared: { category: web }, locales: { de: { title: New } } }'),
      {
        de: { published: true, content: { ...it_, title: 'Old' }, draft: { ...web, title: 'New' } },
        en: { published: true, content: { ...it_, ...english }, draft: { ...web, ...english } },
      },
    ],
    [
      'is all draft where it is not published',
      document('status: draft'),
      {
        de: { published: false, content: { ...it_, title: 'Old' }, draft: undefined },
        en: { published: false, content: { ...it_, ...english }, draft: undefined },
      },
    ],
    [
      'has what is shared by its drafts where it is not published',
      document('status: { en: draft }', 'draft: { shared: { category: web } }'),
      {
        de: { published: true, content: { ...it_, title: 'Old' }, draft: { ...web, title: 'Old' } },
        en: { published: false, content: { ...web, ...english }, draft: undefined },
      },
    ],
  ])('%s', (_what, text, expected) => {
    expect(localesOf(text)).toEqual(expected);
  });

  it('lists the references of both', () => {
    const { prepared } = prepare(document('draft: { shared: { category: web } }'));
    expect(prepared.references.map(({ id, path }) => [id, path])).toEqual([
      ['category:it', ['shared', 'category']],
      ['category:web', ['draft', 'shared', 'category']],
    ]);
  });

  it('is published where there are no drafts', () => {
    expect(localesOf('type: skill\nkey: a\nlocales: { de: { name: A } }')).toEqual({
      de: { published: true, content: { name: 'A' }, draft: undefined },
    });
  });
});

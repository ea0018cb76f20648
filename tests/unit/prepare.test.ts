import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SeedFilesError, type SeedDocument, type SeedFault } from '../../server/src/seeding/document';
import {
  ImageFile,
  imagesIn,
  prepareDocuments,
  Reference,
  referencesIn,
  resolveContent,
  showPlace,
  type PreparedDocument,
} from '../../server/src/seeding/prepare';
import { parseSeedFile } from '../../server/src/seeding/read';
import { richText } from './support/backend-article';
import { createStrapiStandIn } from './support/stand-in';

const FILE = 'document.yaml';

let outside: string;
let folder: string;

beforeAll(() => {
  outside = realpathSync(mkdtempSync(path.join(tmpdir(), 'career-field-prepare-')));
  folder = path.join(outside, 'seeds');
  mkdirSync(path.join(folder, 'images'), { recursive: true });
  for (const file of ['seeds/images/hero.jpg', 'secret.jpg', 'seeds-of-others.jpg']) {
    writeFileSync(path.join(outside, file), 'a picture');
  }
  symlinkSync(path.join(outside, 'secret.jpg'), path.join(folder, 'images', 'out.jpg'));
  symlinkSync(outside, path.join(folder, 'up'));
  symlinkSync(path.join(folder, 'images', 'hero.jpg'), path.join(folder, 'images', 'in.jpg'));
  symlinkSync(path.join(folder, 'images', 'nowhere.jpg'), path.join(folder, 'images', 'broken.jpg'));
});

afterAll(() => {
  rmSync(outside, { recursive: true });
});

const read = (text: string, file = FILE): SeedDocument => {
  const parsed = parseSeedFile(file, text);
  if ('faults' in parsed) throw new SeedFilesError(parsed.faults);
  return parsed.document;
};

/** Documents that the one under test may point at. */
const OTHERS = [
  ['category', 'it'],
  ['skill', 'python'],
  ['skill', 'php'],
  ['study-path', 'computer-science'],
  ['article', 'frontend'],
].map(([type, key]) => read(`type: ${type}\nkey: ${key}\nlocales: { de: {} }`, `${key}.yaml`));

const prepare = (...texts: string[]): Promise<{ prepared: PreparedDocument[]; faults: SeedFault[] }> =>
  prepareDocuments(createStrapiStandIn(), folder, [...texts.map((text) => read(text)), ...OTHERS]);

const faultsOf = async (text: string): Promise<SeedFault[]> => (await prepare(text)).faults;

const contentOf = async (text: string, locale = 'de'): Promise<Record<string, unknown>> => {
  const { prepared, faults } = await prepare(text);
  expect(faults).toEqual([]);
  return prepared[0]!.content[locale]!;
};

/** An article that has nothing but these lines in German, which start on line 5. */
const article = (...lines: string[]): string =>
  ['type: article', 'key: backend', 'locales:', '  de:', ...lines.map((line) => `    ${line}`), ''].join(
    '\n'
  );

describe('prepareDocuments', () => {
  it('turns a file into what Strapi takes', async () => {
    const { prepared, faults } = await prepare(`type: article
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
    expect(faults).toEqual([]);
    const shared = { category: new Reference('category:it'), related: [new Reference('article:frontend')] };
    expect(prepared[0]).toMatchObject({
      id: 'article:backend',
      file: FILE,
      type: 'article',
      published: true,
    });
    expect(prepared[0]?.content).toEqual({
      de: {
        ...shared,
        title: 'Backend',
        hero: { file: new ImageFile(path.join(folder, 'images', 'hero.jpg')), alt: 'Server' },
        definition: { body: richText('Der Teil, den man nicht sieht.') },
        areas: { items: [{ title: 'Oberfläche', article: new Reference('article:frontend') }] },
        studies: { paths: [new Reference('study-path:computer-science')] },
        skills: { items: [{ skill: new Reference('skill:php') }, { skill: new Reference('skill:python') }] },
        sections: [{ __component: 'career-field.callout-section', tone: 'tip', body: richText('Ein Tipp.') }],
      },
      en: { ...shared, title: 'Backend', lead: null },
    });
  });

  it('finds a document that comes later, and the document itself', async () => {
    const { faults, prepared } = await prepare(
      'type: category\nkey: web\nshared: { parent: it-all }\nlocales: { de: {} }',
      'type: category\nkey: it-all\nshared: { parent: it-all }\nlocales: { de: {} }'
    );
    expect(faults).toEqual([]);
    expect(referencesIn(prepared.map(({ content }) => content))).toEqual([
      'category:it-all',
      'category:it-all',
    ]);
  });

  it('leaves alone what is neither text in Markdown nor the name of something', async () => {
    expect(
      await contentOf(`type: study-path
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

  describe('refuses a name', () => {
    it.each<[string, string, number, string, string]>([
      ['of an attribute', article('title: Backend', 'titel: x'), 6, 'locales.de.titel', 'title'],
      [
        'of an attribute of a component',
        article('hero:', '  alt: Server', '  captoin: x'),
        7,
        'locales.de.hero.captoin',
        'caption',
      ],
      [
        'in a list of components',
        article('areas:', '  items:', '    - title: a', '    - title: b', '      txt: c'),
        9,
        'locales.de.areas.items[1].txt',
        'text',
      ],
      [
        'in a free section',
        article('sections:', '  - type: quote-section', '    qoute: x'),
        7,
        'locales.de.sections[0].qoute',
        'quote',
      ],
      ['of what only Strapi writes', article('locale: en'), 5, 'locales.de.locale', 'title'],
      [
        'of what only the plugin writes',
        article('previousSlugs: [a]'),
        5,
        'locales.de.previousSlugs',
        'sources',
      ],
    ])(
      '%s that is not known, on its line, with the nearest that is',
      async (_what, text, line, where, nearest) => {
        const faults = await faultsOf(text);
        expect(faults).toEqual([{ file: FILE, line, path: where, message: expect.any(String) }]);
        const name = where.split('.').at(-1);
        expect(faults[0]?.message).toMatch(`"${name}" is not known here. Did you mean "`);
        if (name !== 'locale' && name !== 'previousSlugs')
          expect(faults[0]?.message).toContain(`"${nearest}"`);
      }
    );

    // The line is that of the value, which starts below its name where it is a group or a list.
    it('on its own line where a group follows it', async () => {
      expect(await faultsOf(article('title: Backend', 'heroes:', '  alt: Server'))).toEqual([
        expect.objectContaining({ line: 6, path: 'locales.de.heroes' }),
      ]);
    });

    it.each(['id', 'documentId', 'createdAt', 'publishedAt', 'createdBy', 'localizations', '__component'])(
      'that is not a file’s to give: %s',
      async (name) => {
        expect(await faultsOf(article(`${name}: 1`))).toEqual([
          expect.objectContaining({ line: 5, path: `locales.de.${name}` }),
        ]);
      }
    );

    // Looked up in a plain object, they are found; `__proto__` even becomes the prototype of what is written.
    it.each(['constructor', 'toString', '__proto__'])('that every object has: %s', async (name) => {
      expect(await faultsOf(article(`${name}: { title: x }`))).toHaveLength(1);
    });

    it('of a localised attribute among the shared ones', async () => {
      const text = 'type: article\nkey: a\nshared:\n  title: Backend\nlocales: { de: {} }';
      expect(await faultsOf(text)).toEqual([expect.objectContaining({ line: 4, path: 'shared.title' })]);
    });

    it('of a shared attribute in a locale', async () => {
      expect(await faultsOf(article('category: it'))).toEqual([
        expect.objectContaining({ line: 5, path: 'locales.de.category' }),
      ]);
    });
  });

  describe('refuses a reference', () => {
    it.each<[string, string, number, string, string]>([
      [
        'alone',
        'type: article\nkey: a\nshared:\n  category: itt\nlocales: { de: {} }',
        4,
        'shared.category',
        'There is no category with the key "itt". "itt" is not known here. Did you mean "it"?',
      ],
      [
        'in a list',
        'type: article\nkey: a\nshared:\n  related:\n    - frontend\n    - backnd\nlocales: { de: {} }',
        6,
        'shared.related[1]',
        'There is no article with the key "backnd".',
      ],
      [
        'in a component',
        article('skills:', '  items:', '    - skill: php', '    - skill: pyton'),
        8,
        'locales.de.skills.items[1].skill',
        'There is no skill with the key "pyton". "pyton" is not known here. Did you mean "python"?',
      ],
      [
        'to a key of another type',
        article('skills:', '  items:', '    - skill: it'),
        7,
        'locales.de.skills.items[0].skill',
        'There is no skill with the key "it".',
      ],
      [
        'to a type of which there is nothing',
        article('employers:', '  employers: [acme]'),
        6,
        'locales.de.employers.employers[0]',
        'There is no employer with the key "acme".',
      ],
    ])('%s', async (_what, text, line, where, message) => {
      expect(await faultsOf(text)).toEqual([
        { file: FILE, line, path: where, message: expect.stringContaining(message) },
      ]);
    });

    it('that should be a list and is none', async () => {
      const text = 'type: article\nkey: a\nshared:\n  related: frontend\nlocales: { de: {} }';
      expect(await faultsOf(text)).toEqual([
        { file: FILE, line: 4, path: 'shared.related', message: 'This must be a list.' },
      ]);
    });
  });

  describe('takes an image', () => {
    it.each(['images/hero.jpg', './images/hero.jpg', 'images/../images/hero.jpg', 'images/in.jpg'])(
      '%s',
      async (file) => {
        const content = await contentOf(article('hero:', `  file: ${file}`));
        expect(imagesIn(content)).toEqual([path.resolve(folder, file)]);
      }
    );

    const BELOW = 'name it relative to that folder';

    it.each<[string, string]>([
      ['../secret.jpg', BELOW],
      ['images/../../secret.jpg', BELOW],
      // Starts with the folder's name, but is its neighbour.
      ['../seeds-of-others.jpg', BELOW],
      ['/etc/passwd', BELOW],
      ['images/out.jpg', 'not behind a link out of it'],
      ['up/secret.jpg', 'not behind a link out of it'],
      ['images/missing.jpg', 'There is no file "images/missing.jpg"'],
      ['images/broken.jpg', 'There is no file "images/broken.jpg"'],
      ['hero.jpg', 'There is no file "hero.jpg"'],
      ['.', BELOW],
      ["''", BELOW],
      ['..', BELOW],
      ['https://example.org/hero.jpg', 'There is no file'],
    ])('but not %s', async (file, message) => {
      expect(await faultsOf(article('hero:', `  file: ${file}`))).toEqual([
        { file: FILE, line: 6, path: 'locales.de.hero.file', message: expect.stringContaining(message) },
      ]);
    });

    it('though not by a path that is absolute, even if it leads into the folder', async () => {
      const faults = await faultsOf(article('hero:', `  file: ${path.join(folder, 'images', 'hero.jpg')}`));
      expect(faults).toHaveLength(1);
    });

    // It is there, so it is taken, and the run ends without a file and line once the upload reads it.
    it('but not a folder', async () => {
      expect(await faultsOf(article('hero:', '  file: images'))).toHaveLength(1);
    });

    it('from a folder that is itself behind a link', async () => {
      const link = path.join(outside, 'link-to-seeds');
      symlinkSync(folder, link);
      const document = read(article('hero:', '  file: images/hero.jpg'));
      expect((await prepareDocuments(createStrapiStandIn(), link, [document])).faults).toEqual([]);
    });
  });

  describe('refuses Markdown', () => {
    it.each<[string, string[], number, string]>([
      [
        'in a text',
        ['definition:', '  body: |', '    One.', '', '    ![alt](a.jpg)'],
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
        ['sections:', '  - type: text-section', '    body: |', '      One <b>two</b>.'],
        8,
        'locales.de.sections[0].body',
      ],
    ])('%s, naming its line in the file', async (_where, lines, line, where) => {
      expect(await faultsOf(article(...lines))).toEqual([
        {
          file: FILE,
          line,
          path: where,
          message: expect.stringContaining('Rich text has no place for this'),
        },
      ]);
    });

    // Counted as if every text stood in a block below its name: one too many here.
    it.each<[string, string, number]>([
      ['beside the name', article('definition:', '  body: "<div>"'), 6],
      ['on the line after the name', article('definition:', '  body:', '    <div>'), 7],
      [
        'in JSON',
        '{\n"type": "article",\n"key": "a",\n"locales": { "de": { "definition": {\n"body": "One.\\n\\n<div>"\n} } }\n}',
        5,
      ],
    ])('that stands %s, naming its line in the file', async (_where, text, line) => {
      expect(await faultsOf(text)).toEqual([expect.objectContaining({ line })]);
    });

    it.each(['5', '[a]', '{ a: b }'])('that is no text but %s', async (value) => {
      expect(await faultsOf(article('definition:', `  body: ${value}`))).toEqual([
        {
          file: FILE,
          line: 6,
          path: 'locales.de.definition.body',
          message: 'This must be text in Markdown.',
        },
      ]);
    });
  });

  it.each<[string, string[], number, string, string]>([
    ['a component that is text', ['hero: images/hero.jpg'], 5, 'locales.de.hero', 'This must be a group'],
    ['a component that is a list', ['hero: []'], 5, 'locales.de.hero', 'This must be a group'],
    ['a list that is text', ['faq: Why?'], 5, 'locales.de.faq', 'This must be a list.'],
    ['a list that is a group', ['faq: { question: a }'], 5, 'locales.de.faq', 'This must be a list.'],
    ['a list of text', ['faq: [Why?]'], 5, 'locales.de.faq[0]', 'This must be a group'],
    [
      'sections that are a group',
      ['sections: { type: a }'],
      5,
      'locales.de.sections',
      'This must be a list.',
    ],
    ['a section that is text', ['sections: [a]'], 5, 'locales.de.sections[0]', 'This must be a group'],
    [
      'a section without a type',
      ['sections:', '  - heading: a'],
      6,
      'locales.de.sections[0].type',
      'must be one of text-section, quote-section',
    ],
    [
      'a section of a type that is none',
      ['sections:', '  - heading: a', '    type: tasks-section'],
      7,
      'locales.de.sections[0].type',
      'must be one of text-section, quote-section',
    ],
  ])('refuses %s', async (_what, lines, line, where, message) => {
    expect(await faultsOf(article(...lines))).toEqual([
      { file: FILE, line, path: where, message: expect.stringContaining(message) },
    ]);
  });

  it('names everything that is wrong in every document at once', async () => {
    const { faults } = await prepare(
      article('titel: a', 'hero:', '  file: ../secret.jpg', 'skills:', '  items:', '    - skill: cobol'),
      'type: skill\nkey: b\nlocales:\n  en: { nme: B }'
    );
    expect(faults.map(({ path: where }) => where)).toEqual([
      'locales.de.titel',
      'locales.de.hero.file',
      'locales.de.skills.items[0].skill',
      'locales.en.nme',
    ]);
  });

  it('goes by the site’s own version of a type', async () => {
    const strapi = createStrapiStandIn([
      {
        uid: 'plugin::career-field.skill',
        attributes: {
          name: { type: 'string', pluginOptions: { i18n: { localized: true } } },
          motto: { type: 'string' },
          page: { type: 'relation', relation: 'oneToOne', target: 'api::page.page' },
        },
      },
    ]);
    const text = 'type: skill\nkey: a\nlocales:\n  de:\n    motto: a\n    page: b\n    slug: c';
    const { faults } = await prepareDocuments(strapi, folder, [read(text)]);
    expect(faults.map(({ path: where, message }) => [where, message])).toEqual([
      ['locales.de.page', 'A relation to a type of another plugin cannot be seeded.'],
      ['locales.de.slug', expect.stringContaining('"slug" is not known here')],
    ]);
  });
});

describe('showPlace', () => {
  it.each<[(string | number)[], string]>([
    [[], ''],
    [['shared'], 'shared'],
    [['locales', 'de', 'areas', 'items', 0, 'title'], 'locales.de.areas.items[0].title'],
    [['locales', 'zh-Hans', 'faq', 12], 'locales.zh-Hans.faq[12]'],
  ])('shows %j as %j', (place, shown) => {
    expect(showPlace(place)).toBe(shown);
  });
});

describe('what a document points at', () => {
  const content = {
    title: 'Backend',
    category: new Reference('category:it'),
    related: [new Reference('article:frontend'), new Reference('article:devops')],
    hero: { file: new ImageFile('/seeds/hero.jpg'), alt: 'Server' },
    areas: {
      items: [
        { title: 'a', article: new Reference('article:devops') },
        { title: 'b', article: null },
      ],
    },
    sections: [{ portrait: { file: new ImageFile('/seeds/ada.jpg') } }],
    subjects: ['a', null, 'b'],
    count: 0,
    hideInToc: false,
    lead: '',
    note: undefined,
    cover: null,
  };

  it('is collected, wherever it stands', () => {
    expect(referencesIn(content)).toEqual([
      'category:it',
      'article:frontend',
      'article:devops',
      'article:devops',
    ]);
    expect(imagesIn(content)).toEqual(['/seeds/hero.jpg', '/seeds/ada.jpg']);
    expect(referencesIn(undefined)).toEqual([]);
    expect(imagesIn('hero.jpg')).toEqual([]);
  });

  it('is put in place, where it is there', () => {
    const resolved = resolveContent(
      content,
      (id) => `row of ${id}`,
      (file) => file.length
    );
    expect(resolved).toMatchObject({
      title: 'Backend',
      category: 'row of category:it',
      related: ['row of article:frontend', 'row of article:devops'],
      hero: { file: 15, alt: 'Server' },
      areas: { items: [{ article: 'row of article:devops' }, { article: null }] },
      sections: [{ portrait: { file: 14 } }],
      count: 0,
      hideInToc: false,
      lead: '',
      cover: null,
    });
  });

  it('is left out of a list, and null where it stands alone, if it is not there', () => {
    const resolved = resolveContent(
      content,
      (id) => (id === 'article:frontend' ? 'row' : undefined),
      () => undefined
    );
    expect(resolved).toMatchObject({
      category: null,
      related: ['row'],
      hero: { file: null, alt: 'Server' },
      areas: {
        items: [
          { title: 'a', article: null },
          { title: 'b', article: null },
        ],
      },
    });
  });

  it('is not changed by being resolved', () => {
    const before = structuredClone(referencesIn(content));
    resolveContent(
      content,
      () => undefined,
      () => undefined
    );
    expect(referencesIn(content)).toEqual(before);
  });
});

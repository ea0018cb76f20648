import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Strapi } from '../../plugin';
import { createImages } from '../../documents/images';
import { loadMarkdown } from '../../rich-text';
import { createPlan, type Plan, type PlanOptions } from './index';
import { documentFiles } from '../formats/documents/open';
import type { Source } from '../formats/source';
import { createStrapiStandIn } from '../../../../tests/support/unit/stand-in';

const codes = (...locales: string[]) => locales.map((code) => ({ code }));

/** An empty site in German and English. Plans against existing content are tested with a real site. */
const emptySite = {
  ...createStrapiStandIn(),
  db: { query: () => ({ findMany: async () => [] }), inTransaction: () => true, transaction: async () => [] },
  plugin: () => ({
    service: () => ({
      find: async () => codes('de', 'en'),
      getIsoLocales: () => codes('de', 'en', 'fr'),
      getDefaultLocale: async () => 'en',
    }),
  }),
} as unknown as Strapi;

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'career-field-plan-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const planOf = async (texts: Record<string, string>, options: Partial<PlanOptions> = {}): Promise<Plan> => {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(texts)) writeFileSync(path.join(folder, file), text);
  return createPlan(
    {
      strapi: emptySite,
      source: await documentFiles(folder),
      images: createImages(emptySite),
      markdown: await loadMarkdown(),
      spool: undefined,
    },
    {
      force: false,
      take: new Set(),
      locales: [],
      only: [],
      checkAll: true,
      language: 'en',
      onProgress: () => {},
      ...options,
    }
  );
};

const category = (key: string, slug = key, locale = 'de'): string =>
  `type: category\nkey: ${key}\nlocales:\n  ${locale}:\n    name: ${key}\n    slug: ${slug}\n`;

describe('issues of a plan', () => {
  it('end after five hundred, and the remaining files are not read', async () => {
    const count = 700;
    let read = 0;
    const source: Source = {
      folder: undefined,
      read: async function* () {
        for (let line = 1; line <= count; line += 1) {
          read = line;
          yield { issue: { file: 'a.csv', line, column: 1, path: '', message: 'This is wrong.' } };
        }
      },
    };
    const { issues } = await createPlan(
      {
        strapi: emptySite,
        source,
        images: createImages(emptySite),
        markdown: await loadMarkdown(),
        spool: undefined,
      },
      {
        force: false,
        take: new Set(),
        locales: [],
        only: [],
        checkAll: true,
        language: 'en',
        onProgress: () => {},
      }
    );
    expect(issues).toHaveLength(501);
    expect(issues.at(-1)!.message).toMatch(/^There may be more issues/);
    expect(read).toBe(501);
  });

  it('are empty for valid files', async () => {
    const { issues, items, documents } = await planOf({ 'a.yaml': category('a'), 'b.yaml': category('b') });
    expect(issues).toEqual([]);
    expect(documents).toBe(2);
    expect(items.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['category:a', 'create'],
      ['category:b', 'create'],
    ]);
  });

  it('include a key that two files of one type have, but not one of two types', async () => {
    const { issues } = await planOf({
      'a.yaml': category('it', 'a'),
      'b.yaml': `# A second one\n${category('it', 'b')}`,
      'c.yaml': 'type: skill\nkey: it\nlocales: { de: { name: IT, slug: it } }',
    });
    expect(issues).toEqual([
      {
        file: 'b.yaml',
        line: 3,
        column: 1,
        path: 'key',
        message: 'The file a.yaml has the same type and key.',
      },
    ]);
  });

  it('include a slug that two documents of a type have in one locale', async () => {
    const { issues } = await planOf({ 'a.yaml': category('a', 'it'), 'b.yaml': category('b', 'it') });
    expect(issues).toEqual([
      {
        file: 'b.yaml',
        line: 6,
        column: 5,
        path: 'locales.de.slug',
        message: 'The file a.yaml has the same address "it".',
      },
    ]);
  });

  it.each([
    ['in different locales', category('b', 'it', 'en')],
    ['of different types', 'type: skill\nkey: it\nlocales:\n  de: { name: IT, slug: it }'],
  ])('do not include the same slug %s', async (_how, other) => {
    expect((await planOf({ 'a.yaml': category('a', 'it'), 'b.yaml': other })).issues).toEqual([]);
  });

  // The second of two drafts without a slug once got the issue that the first has the same address, "undefined".
  it.each(['{ title: A }', '{ title: A, slug: }', "{ title: A, slug: '' }"])(
    'do not include a missing slug of two drafts: %s',
    async (attributes) => {
      const draft = (key: string): string =>
        `type: article\nkey: ${key}\nstatus: draft\nlocales:\n  de: ${attributes}`;
      const { issues } = await planOf({ 'a.yaml': draft('a'), 'b.yaml': draft('b') });
      expect(issues.filter(({ message }) => message.includes('address'))).toEqual([]);
    }
  );

  it('include all issues of a file, but no consequential ones', async () => {
    const { issues } = await planOf({
      'a.yaml': [
        'type: article',
        'key: a',
        'statsu: draft',
        'locales:',
        '  de:',
        '    titel: A',
        '    slug: Not an address',
        '    definition: { body: 1 }',
        '    outlook: { demand: stabel }',
      ].join('\n'),
    });
    expect(issues.map(({ path }) => path)).toEqual([
      'statsu',
      'locales.de.titel',
      'locales.de.slug',
      'locales.de.definition.body',
      'locales.de.outlook.demand',
    ]);
  });

  it('include a document that cannot be parsed, but not the references to it', async () => {
    const { issues } = await planOf({
      'a.yaml': 'type: category\nkey: a\nlocales:\n  de: { name: "A }',
      'b.yaml': `${category('b')}shared: { parent: a }\n`,
    });
    expect(issues.map(({ file }) => file)).toEqual(['a.yaml']);
  });

  it('include an unknown locale, but not one that the site lacks', async () => {
    const { issues, skippedLocales } = await planOf({
      'a.yaml': `${category('a')}  ed: { name: A, slug: a }\n  fr: { name: A, slug: a }\n`,
    });
    expect(issues).toEqual([
      {
        file: 'a.yaml',
        line: 7,
        column: 3,
        path: 'locales.ed',
        message: expect.stringContaining('Strapi knows no such locale. "ed" is not known here.'),
      },
    ]);
    expect(skippedLocales).toEqual(['fr']);
  });

  it('do not include, without a site, references to documents outside the files and locales of a valid form', async () => {
    const { issues, notChecked } = await planOf(
      {
        'a.yaml': `${category('a')}  fr: { name: A, slug: a }\n  zh-Hant-HK: { name: A, slug: a }\nshared: { parent: b }\n`,
        'b.yaml': `${category('b')}  german: { name: B, slug: b }\nshared: { parent: elsewhere }\n`,
      },
      { filesOnly: true }
    );
    expect(issues.map(({ file, path, message }) => `${file} ${path} ${message}`)).toEqual([
      'b.yaml locales.german "german" does not have the form of a locale code, such as de or pt-BR.',
    ]);
    expect(notChecked).toEqual([
      { file: 'b.yaml', line: 8, column: 11, path: 'shared.parent', id: 'category:elsewhere' },
    ]);
  });

  it('make a document invalid, and are ordered by file and line', async () => {
    const { issues, items } = await planOf({
      'b.yaml': `${category('b')}shared: { parent: nobody }\n`,
      'a.yaml': 'type: skill\nkey: a\nlocales:\n  de: { nme: A }\n  en: { nme: A }',
      'c.yaml': '{',
      'd.yaml': category('d'),
    });
    expect(issues.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'a.yaml:4',
      'a.yaml:5',
      'b.yaml:7',
      'c.yaml:1',
    ]);
    expect(items.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['skill:a', 'invalid'],
      ['skill:a', 'invalid'],
      ['category:b', 'invalid'],
      ['category:d', 'create'],
    ]);
  });

  it('do not include documents outside the selection', async () => {
    const texts = { 'a.yaml': category('a'), 'b.yaml': `${category('b')}shared: { parent: nobody }\n` };
    expect((await planOf(texts, { only: ['a'] })).issues).toEqual([]);
    expect((await planOf(texts, { only: ['category:b'] })).issues).toHaveLength(1);
    expect((await planOf(texts, { only: ['c'] })).issues).toEqual([
      expect.objectContaining({ message: expect.stringContaining('No document has this key.') }),
    ]);
  });
});

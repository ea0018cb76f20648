import { InvalidFilesError } from '../../documents/document';
import { loadMarkdown, type MarkdownConverter } from '../../rich-text';
import { findCategoryCycles, findUnknownReferences, type ReferencingDocument } from './references';
import { parseDocumentFile } from '../../documents/parse';
import { prepareDocument } from '../../documents/prepare';
import type { Strapi } from '../../plugin';
import { createStrapiStandIn } from '../../../../tests/support/unit/stand-in';
import { stepsOf } from '../../../../tests/support/unit/steps';

/** A site without imported documents. */
const emptySite = {
  ...createStrapiStandIn(),
  db: { query: () => ({ findMany: async () => [] }) },
} as unknown as Strapi;

let markdown: MarkdownConverter;

beforeAll(async () => {
  markdown = await loadMarkdown();
});

const prepare = (file: string, text: string): ReferencingDocument => {
  const parsed = parseDocumentFile(file, text);
  if ('issues' in parsed) throw new InvalidFilesError(parsed.issues);
  return prepareDocument({ strapi: emptySite, folder: undefined, markdown }, parsed.document).prepared;
};

describe('findUnknownReferences', () => {
  /** Documents that the document under test may reference. */
  const IDS = [
    'category:it',
    'skill:python',
    'skill:php',
    'study-path:computer-science',
    'article:frontend',
    'article:backend',
  ];

  const article = (...lines: string[]): string =>
    [
      'type: article',
      'key: backend',
      ...lines,
      ...(lines.join().includes('locales:') ? [] : ['locales: { de: }']),
    ].join('\n');

  const issuesOf = (text: string) =>
    findUnknownReferences(emptySite, [prepare('a.yaml', text)], new Set(IDS));

  it('accepts references to documents of the files, including the document itself', async () => {
    expect(
      await issuesOf(article('shared: { category: it, related: [frontend, backend] }', 'locales: { de: }'))
    ).toEqual([]);
  });

  it.each<[string, string, number, number, string, string]>([
    [
      'in a single relation, with a proposal',
      article('shared:', '  category: itt'),
      4,
      3,
      'shared.category',
      'There is no category with the key "itt", in the files or in the site. Did you mean "it"? Known are it.',
    ],
    [
      'in a list',
      article('shared:', '  related:', '    - frontend', '    - backnd'),
      6,
      7,
      'shared.related[1]',
      'There is no article with the key "backnd", in the files or in the site. Did you mean "backend"? ' +
        'Known are backend, frontend.',
    ],
    [
      'in a component',
      article(
        'locales:',
        '  de:',
        '    skills:',
        '      items:',
        '        - skill: php',
        '        - skill: pyton'
      ),
      8,
      11,
      'locales.de.skills.items[1].skill',
      'There is no skill with the key "pyton", in the files or in the site. Did you mean "python"? ' +
        'Known are php, python.',
    ],
    [
      'that only exists in another type',
      article('locales: { de: { skills: { items: [{ skill: it }] } } }'),
      3,
      38,
      'locales.de.skills.items[0].skill',
      'There is no skill with the key "it", in the files or in the site. Known are php, python.',
    ],
    [
      'of a type without documents',
      article('locales: { de: { employers: { employers: [acme] } } }'),
      3,
      43,
      'locales.de.employers.employers[0]',
      'There is no employer with the key "acme", in the files or in the site.',
    ],
    [
      'in a draft',
      article('draft: { shared: { category: web } }'),
      3,
      20,
      'draft.shared.category',
      'There is no category with the key "web", in the files or in the site. Known are it.',
    ],
  ])('reports an unknown key: %s', async (_what, text, line, column, path, message) => {
    expect(await issuesOf(text)).toEqual([{ file: 'a.yaml', line, column, path, message }]);
  });

  it('reports every unknown key of every document', async () => {
    const issues = await findUnknownReferences(
      emptySite,
      [
        prepare('a.yaml', article('shared: { category: x, related: [y] }')),
        prepare('b.yaml', 'type: category\nkey: it\nshared: { parent: z }\nlocales: { de: }'),
      ],
      new Set(IDS)
    );
    expect(issues.map(({ file, path }) => [file, path])).toEqual([
      ['a.yaml', 'shared.category'],
      ['a.yaml', 'shared.related[0]'],
      ['b.yaml', 'shared.parent'],
    ]);
  });
});

describe('findCategoryCycles', () => {
  const category = (key: string, parent?: string): ReferencingDocument =>
    prepare(
      `${key}.yaml`,
      `type: category\nkey: ${key}\nlocales: { de: }\n${parent ? `shared:\n  parent: ${parent}\n` : ''}`
    );

  /** `{ a: 'b' }`: b is the parent of a. */
  const cyclesOf = (parents: Record<string, string | undefined>): [string, string][] =>
    findCategoryCycles(Object.entries(parents).map(([key, parent]) => category(key, parent))).map(
      ({ file, message }) => [file, /cycle: (.*)\. A/.exec(message)![1]!]
    );

  it.each<[string, Record<string, string | undefined>, [string, string][]]>([
    ['nothing', {}, []],
    ['none in a tree', { it: undefined, web: 'it', data: 'it', backend: 'web' }, []],
    ['none below a category outside the files', { web: 'it' }, []],
    ['a category below itself', { it: 'it' }, [['it.yaml', 'it → it']]],
    [
      'two below each other, each',
      { a: 'b', b: 'a' },
      [
        ['a.yaml', 'a → b → a'],
        ['b.yaml', 'b → a → b'],
      ],
    ],
    [
      'three, each',
      { a: 'b', b: 'c', c: 'a' },
      [
        ['a.yaml', 'a → b → c → a'],
        ['b.yaml', 'b → c → a → b'],
        ['c.yaml', 'c → a → b → c'],
      ],
    ],
    // Correcting the cycle also corrects the category below it.
    ['not a category that is only below a cycle', { x: 'y', y: 'a', a: 'a' }, [['a.yaml', 'a → a']]],
    [
      'two cycles',
      { a: 'a', b: 'c', c: 'b' },
      [
        ['a.yaml', 'a → a'],
        ['b.yaml', 'b → c → b'],
        ['c.yaml', 'c → b → c'],
      ],
    ],
  ])('finds %s', (_what, parents, cycles) => {
    expect(cyclesOf(parents)).toEqual(cycles);
  });

  it('reports the path of the parent', () => {
    expect(findCategoryCycles([category('it', 'it')])).toEqual([
      {
        file: 'it.yaml',
        line: 5,
        column: 3,
        path: 'shared.parent',
        message: 'The categories form a cycle: it → it. A category cannot lie below itself.',
      },
    ]);
  });

  it('considers no other reference a parent', () => {
    const guides = ['a', 'b'].map((key) =>
      prepare(`${key}.yaml`, `type: article\nkey: ${key}\nshared: { related: [a, b] }\nlocales: { de: }`)
    );
    expect(findCategoryCycles(guides)).toEqual([]);
    // Nor an attribute of that name that a site added to another type.
    const [reference] = category('it', 'it').references;
    const own = { ...reference!, id: 'skill:it', target: 'skill' as const };
    expect(findCategoryCycles([{ id: 'skill:it', file: 'it.yaml', references: [own] }])).toEqual([]);
  });

  it('takes bounded work for a chain of two thousand', () => {
    const line = Array.from({ length: 2_000 }, (_, index): ReferencingDocument => {
      const reference = {
        id: `category:c${index + 1}`,
        target: 'category' as const,
        key: `c${index + 1}`,
        path: ['shared', 'parent'],
        position: { line: 1, column: 1 },
      };
      return { id: `category:c${index}`, file: `c${index}.yaml`, references: [reference] };
    });
    const steps = stepsOf(() => expect(findCategoryCycles(line)).toEqual([]));
    expect(steps).toBeLessThan(50_000_000);
  });
});

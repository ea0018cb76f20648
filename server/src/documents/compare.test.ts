import fc from 'fast-check';
import { compare, ComparableImage } from './compare';
import type { FieldChange } from '../import/report';

type Group = Record<string, unknown>;

describe('compare', () => {
  it.each<[string, unknown, unknown, FieldChange[]]>([
    ['nothing', {}, {}, []],
    ['equal values', { title: 'a', count: 0, isOpen: false }, { isOpen: false, count: 0, title: 'a' }, []],
    ['a text', { title: 'a' }, { title: 'b' }, [{ path: 'title', old: 'a', new: 'b' }]],
    ['a number that is no text', { a: 1 }, { a: '1' }, [{ path: 'a', old: 1, new: '1' }]],
    ['false, which is not nothing', { a: false }, {}, [{ path: 'a', old: false, new: undefined }]],
    ['zero, which is not nothing', { a: 0 }, { a: null }, [{ path: 'a', old: 0, new: undefined }]],
    ['what the site has not', {}, { title: 'b' }, [{ path: 'title', old: undefined, new: 'b' }]],
    ['what the file has not', { title: 'a' }, {}, [{ path: 'title', old: 'a', new: undefined }]],
    ['the ways to have nothing', { a: null, b: '', c: [], d: undefined }, { a: [], b: null, e: '' }, []],
    [
      'a part',
      { hero: { alt: 'a', file: 'x' } },
      { hero: { alt: 'b', file: 'x' } },
      [{ path: 'hero.alt', old: 'a', new: 'b' }],
    ],
    ['a part that is new', {}, { hero: { alt: 'b' } }, [{ path: 'hero', old: undefined, new: { alt: 'b' } }]],
    ['a removed part', { hero: { alt: 'b' } }, {}, [{ path: 'hero', old: { alt: 'b' }, new: undefined }]],
    [
      'entries that have nothing in different ways',
      { items: [{ a: null }, { b: '', a: undefined }, { c: [{ a: [], b: 1 }] }] },
      { items: [{}, {}, { c: [{ b: 1 }] }] },
      [],
    ],
    ['a part without content', { hero: {} }, {}, [{ path: 'hero', old: {}, new: undefined }]],
    [
      'an entry of a list',
      { faq: [{ question: 'a' }, { question: 'b', answer: 'c' }] },
      { faq: [{ question: 'a' }, { question: 'd', answer: 'c' }] },
      [{ path: 'faq[1].question', old: 'b', new: 'd' }],
    ],
    [
      'an entry more, and one that is not there any more',
      { faq: [{ a: 1 }], tasks: { items: [{ b: 1 }, { b: 2 }] } },
      { faq: [{ a: 1 }, { a: 2 }], tasks: { items: [{ b: 1 }] } },
      [
        { path: 'faq[1]', old: undefined, new: { a: 2 } },
        { path: 'tasks.items[1]', old: { b: 2 }, new: undefined },
      ],
    ],
    [
      'an entry that went from within a list, and not every one behind it',
      { items: [{ skill: 'a', level: 1 }, { level: 1 }, { skill: 'c', level: 1 }, { skill: 'd' }] },
      { items: [{ skill: 'a', level: 1 }, { skill: 'c', level: 1 }, { skill: 'd' }] },
      [{ path: 'items[1]', old: { level: 1 }, new: undefined }],
    ],
    [
      'an entry that came into a list, by its place in the file',
      {
        items: [
          { skill: 'a', level: 1 },
          { skill: 'c', level: 1 },
        ],
      },
      {
        items: [
          { skill: 'a', level: 1 },
          { skill: 'b', level: 1 },
          { skill: 'c', level: 1 },
        ],
      },
      [{ path: 'items[1]', old: undefined, new: { skill: 'b', level: 1 } }],
    ],
    [
      'what changed within an entry behind one that went, by its place in the site',
      { items: [{ skill: 'a' }, { skill: 'b' }, { skill: 'c', level: 1, note: 'x' }] },
      { items: [{ skill: 'b' }, { skill: 'c', level: 2, note: 'x' }] },
      [
        { path: 'items[0]', old: { skill: 'a' }, new: undefined },
        { path: 'items[2].level', old: 1, new: 2 },
      ],
    ],
    [
      'one that went from the place at which another one comes',
      { items: [{ s: 1 }, { s: 2 }, { s: 3 }, { s: 4 }, { s: 5 }] },
      { items: [{ s: 0 }, { s: 1 }, { s: 2 }, { s: 9 }, { s: 3 }, { s: 5 }] },
      [
        { path: 'items[0]', old: undefined, new: { s: 0 } },
        { path: 'items[3]', old: { s: 4 }, new: { s: 9 } },
      ],
    ],
    [
      'entries that have nothing in common, by their order',
      { faq: [{ question: 'a', answer: 'b' }] },
      { faq: [{ question: 'c', answer: 'd' }] },
      [
        { path: 'faq[0].question', old: 'a', new: 'c' },
        { path: 'faq[0].answer', old: 'b', new: 'd' },
      ],
    ],
    [
      'fields in the order of the model, whichever side has them',
      { a: 1, c: 1 },
      { a: 2, b: 2, c: 2, d: 2 },
      [
        { path: 'a', old: 1, new: 2 },
        { path: 'b', old: undefined, new: 2 },
        { path: 'c', old: 1, new: 2 },
        { path: 'd', old: undefined, new: 2 },
      ],
    ],
    ['a list that is new', {}, { faq: [{ a: 1 }] }, [{ path: 'faq', old: undefined, new: [{ a: 1 }] }]],
    [
      'a list of plain values, whole',
      { related: ['a', 'b'] },
      { related: ['b', 'a'] },
      [{ path: 'related', old: ['a', 'b'], new: ['b', 'a'] }],
    ],
    [
      'a text in place of a group, and a list in place of a text',
      { a: { b: 1 }, c: 'd' },
      { a: 'b', c: ['d'] },
      [
        { path: 'a', old: { b: 1 }, new: 'b' },
        { path: 'c', old: 'd', new: ['d'] },
      ],
    ],
    ['a number of a date that is the same', { a: new Date(0) }, { a: '1970-01-01T00:00:00.000Z' }, []],
  ])('tells %s', (_what, old, wanted, changes) => {
    expect(compare(old, wanted)).toEqual(changes);
  });

  const one = new ComparableImage('hero.jpg', '1111111111');
  const namesake = new ComparableImage('hero.jpg', '2222222222');
  const renamed = new ComparableImage('server.jpg', '1111111111');
  const other = new ComparableImage('other.jpg', '3333333333');

  it.each<[string, unknown, unknown, FieldChange[]]>([
    ['an image', { file: one }, { file: other }, [{ path: 'file', old: 'hero.jpg', new: 'other.jpg' }]],
    ['an image of another name', { file: one }, { file: renamed }, []],
    [
      'another image of the same name, so that one sees it',
      { file: one },
      { file: namesake },
      [{ path: 'file', old: 'hero.jpg (11111111)', new: 'hero.jpg (22222222)' }],
    ],
    ['an image that is new', {}, { file: one }, [{ path: 'file', old: undefined, new: 'hero.jpg' }]],
    [
      'an image that nobody knows',
      { file: '?' },
      { file: one },
      [{ path: 'file', old: '?', new: 'hero.jpg' }],
    ],
    [
      'an image within a part that is new, by its name',
      { items: [{ a: 1 }] },
      { items: [{ a: 1 }, { logo: { file: one } }], hero: { file: other } },
      [
        { path: 'items[1]', old: undefined, new: { logo: { file: 'hero.jpg' } } },
        { path: 'hero', old: undefined, new: { file: 'other.jpg' } },
      ],
    ],
    ['a list of images by what is in them', { files: [one, other] }, { files: [renamed, other] }, []],
    [
      'a list of images by their names',
      { files: [one, other] },
      { files: [namesake, other] },
      [
        {
          path: 'files',
          old: ['hero.jpg (11111111)', 'other.jpg'],
          new: ['hero.jpg (22222222)', 'other.jpg'],
        },
      ],
    ],
  ])('tells %s', (_what, old, wanted, changes) => {
    expect(compare(old, wanted)).toEqual(changes);
  });
});

const NAMES = ['title', 'hero', 'items', 'faq', 'note'];

const plain = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.integer({ min: -2, max: 2 }),
  fc.boolean(),
  fc.constantFrom(null, undefined)
);

const { group: groups } = fc.letrec<{ group: Group; value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    plain,
    fc.array(fc.string({ maxLength: 2 }), { maxLength: 3 }),
    tie('group'),
    fc.array(tie('group'), { maxLength: 3 })
  ),
  group: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without what is not there. */
const normal = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(normal);
  if (!isGroup(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined && item !== '')
      .filter(([, item]) => !(Array.isArray(item) && item.length === 0))
      .map(([name, item]) => [name, normal(item)])
  );
};

const stepsOf = (path: string): (string | number)[] =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/**
 * What an editor would do with the changes: first those within entries, which are named by their places in the site,
 * then take out entries from the last on, then put in those that come, at their places in the file.
 */
const carryOut = (start: Group, changes: FieldChange[]): unknown => {
  const result = structuredClone(start);
  const todo = changes.map((change) => ({ ...change, steps: stepsOf(change.path) }));
  const depths = [...new Set(todo.map(({ steps }) => steps.length))].sort((one, other) => other - one);
  for (const depth of depths) {
    const own = todo.filter(({ steps }) => steps.length === depth);
    const holderOf = ({ steps }: (typeof own)[number]): Group =>
      steps.slice(0, -1).reduce<unknown>((at, step) => (at as Group)[step], result) as Group;
    const holders = new Map(own.map((change) => [change, holderOf(change)]));
    const place = ({ steps }: (typeof own)[number]): number => Number(steps.at(-1));
    for (const change of own) {
      if (!Array.isArray(holders.get(change))) holders.get(change)![change.steps.at(-1)!] = change.new;
    }
    const entries = own.filter((change) => Array.isArray(holders.get(change)));
    const inList = (change: (typeof own)[number]): unknown[] => holders.get(change) as unknown as unknown[];
    for (const change of entries.toSorted((one, other) => place(other) - place(one))) {
      if (change.old !== undefined) inList(change).splice(place(change), 1);
    }
    for (const change of entries.toSorted((one, other) => place(one) - place(other))) {
      if (change.new !== undefined) inList(change).splice(place(change), 0, change.new);
    }
  }
  return normal(result);
};

/** Lists whose entries are often alike, as those that an editor or a release has shortened or extended. */
const entry = fc.record(
  { skill: fc.integer({ min: 0, max: 4 }), level: fc.integer({ min: 0, max: 1 }), note: fc.constant('n') },
  { requiredKeys: [] }
);
const lists = fc.record({ items: fc.array(entry, { minLength: 1, maxLength: 8 }) });

describe('whatever is compared', () => {
  it('does not differ from itself', () => {
    fc.assert(fc.property(groups, (value) => expect(compare(value, structuredClone(value))).toEqual([])));
  });

  it('does not differ by what is not there', () => {
    fc.assert(fc.property(groups, (value) => expect(compare(value, normal(value))).toEqual([])));
  });

  it('is the other once every change is carried out', () => {
    fc.assert(
      fc.property(groups, groups, (old, wanted) => {
        expect(carryOut(old, compare(old, wanted))).toEqual(normal(wanted));
      }),
      { numRuns: 1_000 }
    );
    fc.assert(
      fc.property(lists, lists, (old, wanted) => {
        expect(carryOut(old, compare(old, wanted))).toEqual(normal(wanted));
      }),
      { numRuns: 1_000 }
    );
  });

  it('differs in a path at most once, and never in what is equal', () => {
    fc.assert(
      fc.property(fc.oneof(groups, lists), fc.oneof(groups, lists), (old, wanted) => {
        const changes = compare(old, wanted);
        expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length);
        expect(changes.filter((change) => JSON.stringify(change.old) === JSON.stringify(change.new))).toEqual(
          []
        );
      })
    );
  });
});

it('compares lists that are longer than any may be by their order, instead of each entry with each', () => {
  const list = (length: number, first: number): Group => ({
    items: Array.from({ length }, (_, index) => ({ skill: first + index })),
  });
  expect(compare(list(300, 0), list(300, 1))).toEqual([
    { path: 'items[0]', old: { skill: 0 }, new: undefined },
    { path: 'items[299]', old: undefined, new: { skill: 300 } },
  ]);
  expect(compare(list(400, 0), list(400, 1))).toHaveLength(400);
});

import fc from 'fast-check';
import { compare, Picture } from '../../server/src/seeding/compare';
import type { FieldChange } from '../../server/src/seeding/report';

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
    [
      'a part that is gone',
      { hero: { alt: 'b' } },
      {},
      [{ path: 'hero', old: { alt: 'b' }, new: undefined }],
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

  const one = new Picture('hero.jpg', '1111111111');
  const namesake = new Picture('hero.jpg', '2222222222');
  const renamed = new Picture('server.jpg', '1111111111');
  const other = new Picture('other.jpg', '3333333333');

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

/** What an editor would do who goes through the changes one by one, from the last entry of a list to the first. */
const carryOut = (start: Group, changes: FieldChange[]): unknown => {
  const result = structuredClone(start);
  for (const change of [...changes].reverse()) {
    const steps = change.path
      .split(/[.[\]]+/)
      .filter(Boolean)
      .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const last = steps.pop()!;
    const holder = steps.reduce<unknown>((at, step) => (at as Group)[step], result) as Group;
    if (change.new !== undefined) holder[last] = change.new;
    else if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else holder[last] = undefined;
  }
  return normal(result);
};

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
  });

  it('differs the other way round in the same places', () => {
    fc.assert(
      fc.property(groups, groups, (old, wanted) => {
        const back = compare(wanted, old).map((change) => ({ ...change, old: change.new, new: change.old }));
        const byPath = (one: FieldChange, other: FieldChange): number => (one.path < other.path ? -1 : 1);
        expect(back.sort(byPath)).toEqual(compare(old, wanted).sort(byPath));
      })
    );
  });

  it('differs in a path at most once, and never in what is equal', () => {
    fc.assert(
      fc.property(groups, groups, (old, wanted) => {
        const changes = compare(old, wanted);
        expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length);
        expect(changes.filter((change) => JSON.stringify(change.old) === JSON.stringify(change.new))).toEqual(
          []
        );
      })
    );
  });
});

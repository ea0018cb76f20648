import fc from 'fast-check';
import { orderByReferences, type Node } from './order';

/** `{ a: 'bc' }`: a points at b and c. */
const groupsOf = (graph: Record<string, string>): string[] =>
  orderByReferences(
    Object.entries(graph).map(([id, referencedIds]) => ({ id, referencedIds: [...referencedIds] }))
  ).map((group) => [...group].sort().join(''));

describe('orderByReferences', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, []],
    ['what points at nothing, as it comes', { b: '', a: '' }, ['b', 'a']],
    ['what points at something after it', { a: 'b', b: 'c', c: '' }, ['c', 'b', 'a']],
    ['two that point at one', { a: 'c', b: 'c', c: '' }, ['c', 'a', 'b']],
    ['one that points at two', { a: 'bc', b: '', c: '' }, ['b', 'c', 'a']],
    ['a diamond', { a: 'bc', b: 'd', c: 'd', d: '' }, ['d', 'b', 'c', 'a']],
    ['one that points at itself', { a: 'a' }, ['a']],
    ['one that points twice at the same', { a: 'bb', b: '' }, ['b', 'a']],
    ['what points at what is not there', { a: 'x' }, ['a']],
    ['two that point at each other', { a: 'b', b: 'a' }, ['ab']],
    ['a circle of three', { a: 'b', b: 'c', c: 'a' }, ['abc']],
    ['two circles with a thread between them', { a: 'b', b: 'ac', c: 'd', d: 'c' }, ['cd', 'ab']],
    ['two circles that share one', { a: 'b', b: 'ac', c: 'b' }, ['abc']],
    ['a thread into a circle, and one out of it', { a: 'b', b: 'c', c: 'bd', d: '' }, ['d', 'bc', 'a']],
  ])('groups %s', (_what, graph, groups) => {
    expect(groupsOf(graph)).toEqual(groups);
  });

  const LENGTH = 10_000;
  const chain = (last: string[]): Node[] =>
    Array.from({ length: LENGTH }, (_, index) => ({
      id: `${index}`,
      referencedIds: index + 1 < LENGTH ? [`${index + 1}`] : last,
    }));

  it('holds ten thousand on one thread', () => {
    const groups = orderByReferences(chain([]));
    expect(groups).toHaveLength(LENGTH);
    expect(groups[0]).toEqual([`${LENGTH - 1}`]);
    expect(groups.at(-1)).toEqual(['0']);
  });

  it('holds ten thousand in one circle', () => {
    expect(orderByReferences(chain(['0'])).map((group) => group.length)).toEqual([LENGTH]);
  });

  it('holds five hundred that all point at each other', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `${index}`);
    expect(orderByReferences(ids.map((id) => ({ id, referencedIds: ids })))).toHaveLength(1);
  });
});

/** Graphs of up to fifteen documents, which also point at themselves, twice at one, and at what is not there. */
const graphs: fc.Arbitrary<Node[]> = fc.integer({ min: 0, max: 15 }).chain((size) =>
  fc
    .array(fc.array(fc.integer({ min: 0, max: size + 1 }), { maxLength: 4 }), {
      minLength: size,
      maxLength: size,
    })
    .map((targets) =>
      targets.map((referencedIds, index) => ({
        id: `n${index}`,
        referencedIds: referencedIds.map((target) => `n${target}`),
      }))
    )
);

/** Which ids one can get to from each, in any number of steps: looked up one by one, as simply as possible. */
const reachable = (nodes: Node[]): Map<string, Set<string>> => {
  const byId = new Map(nodes.map((node) => [node.id, node.referencedIds]));
  return new Map(
    nodes.map(({ id, referencedIds }) => {
      const reached = new Set<string>();
      const left = [...referencedIds];
      while (left.length > 0) {
        const next = left.pop()!;
        if (reached.has(next) || !byId.has(next)) continue;
        reached.add(next);
        left.push(...byId.get(next)!);
      }
      return [id, reached];
    })
  );
};

describe('whatever points at whatever', () => {
  const always = (name: string, check: (nodes: Node[], groups: string[][]) => void): void => {
    it(name, () => {
      fc.assert(
        fc.property(graphs, (nodes) => check(nodes, orderByReferences(nodes))),
        { numRuns: 1_000 }
      );
    });
  };

  always('every document is there once', (nodes, groups) => {
    expect(groups.flat().sort()).toEqual(nodes.map(({ id }) => id).sort());
  });

  always('what it points at comes before it, or with it', (nodes, groups) => {
    const places = new Map(groups.flatMap((group, place) => group.map((id) => [id, place] as const)));
    const tooLate = nodes.flatMap(({ id, referencedIds }) =>
      referencedIds.filter((target) => places.has(target) && places.get(target)! > places.get(id)!)
    );
    expect(tooLate).toEqual([]);
  });

  always('two are together only if each leads to the other', (nodes, groups) => {
    const reached = reachable(nodes);
    const groupOf = new Map(groups.flatMap((group) => group.map((id) => [id, group] as const)));
    const wrong = nodes.flatMap(({ id: one }) =>
      nodes
        .filter(({ id: other }) => {
          const areBound = one === other || (reached.get(one)!.has(other) && reached.get(other)!.has(one));
          return (groupOf.get(one) === groupOf.get(other)) !== areBound;
        })
        .map(({ id: other }) => [one, other])
    );
    expect(wrong).toEqual([]);
  });

  always('it is the same each time, and nothing is changed', (nodes, groups) => {
    const before = structuredClone(nodes);
    expect(orderByReferences(nodes)).toEqual(groups);
    expect(nodes).toEqual(before);
  });
});

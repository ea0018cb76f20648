import fc from 'fast-check';
import { orderByReferences, type Node } from './order';

/** `{ a: 'bc' }`: a references b and c. */
const groupsOf = (graph: Record<string, string>): string[] =>
  orderByReferences(
    Object.entries(graph).map(([id, referencedIds]) => ({ id, referencedIds: [...referencedIds] }))
  ).map((group) => [...group].sort().join(''));

describe('orderByReferences', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['no documents', {}, []],
    ['documents without references, in the given order', { b: '', a: '' }, ['b', 'a']],
    ['a document after those that it references', { a: 'b', b: 'c', c: '' }, ['c', 'b', 'a']],
    ['two that reference the same one', { a: 'c', b: 'c', c: '' }, ['c', 'a', 'b']],
    ['one that references two', { a: 'bc', b: '', c: '' }, ['b', 'c', 'a']],
    ['a diamond', { a: 'bc', b: 'd', c: 'd', d: '' }, ['d', 'b', 'c', 'a']],
    ['one that references itself', { a: 'a' }, ['a']],
    ['one that references another twice', { a: 'bb', b: '' }, ['b', 'a']],
    ['one that references an unknown document', { a: 'x' }, ['a']],
    ['two that reference each other', { a: 'b', b: 'a' }, ['ab']],
    ['a cycle of three', { a: 'b', b: 'c', c: 'a' }, ['abc']],
    ['two cycles with a reference between them', { a: 'b', b: 'ac', c: 'd', d: 'c' }, ['cd', 'ab']],
    ['two cycles that share one document', { a: 'b', b: 'ac', c: 'b' }, ['abc']],
    ['a reference into a cycle, and one out of it', { a: 'b', b: 'c', c: 'bd', d: '' }, ['d', 'bc', 'a']],
  ])('groups %s', (_what, graph, groups) => {
    expect(groupsOf(graph)).toEqual(groups);
  });

  const LENGTH = 10_000;
  const chain = (last: string[]): Node[] =>
    Array.from({ length: LENGTH }, (_, index) => ({
      id: `${index}`,
      referencedIds: index + 1 < LENGTH ? [`${index + 1}`] : last,
    }));

  it('orders a chain of ten thousand', () => {
    const groups = orderByReferences(chain([]));
    expect(groups).toHaveLength(LENGTH);
    expect(groups[0]).toEqual([`${LENGTH - 1}`]);
    expect(groups.at(-1)).toEqual(['0']);
  });

  it('groups a cycle of ten thousand', () => {
    expect(orderByReferences(chain(['0'])).map((group) => group.length)).toEqual([LENGTH]);
  });

  it('groups five hundred that all reference each other', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `${index}`);
    expect(orderByReferences(ids.map((id) => ({ id, referencedIds: ids })))).toHaveLength(1);
  });
});

/** Graphs of up to fifteen documents, with references to themselves, to unknown documents, and repeated ones. */
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

/** Returns the ids that each id reaches in any number of steps, by the simplest possible search. */
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

describe('orderByReferences of any graph', () => {
  const always = (name: string, check: (nodes: Node[], groups: string[][]) => void): void => {
    it(name, () => {
      fc.assert(
        fc.property(graphs, (nodes) => check(nodes, orderByReferences(nodes))),
        { numRuns: 1_000 }
      );
    });
  };

  always('returns every document once', (nodes, groups) => {
    expect(groups.flat().sort()).toEqual(nodes.map(({ id }) => id).sort());
  });

  always('puts a document after those that it references, or into their group', (nodes, groups) => {
    const positions = new Map(
      groups.flatMap((group, position) => group.map((id) => [id, position] as const))
    );
    const tooLate = nodes.flatMap(({ id, referencedIds }) =>
      referencedIds.filter((target) => positions.has(target) && positions.get(target)! > positions.get(id)!)
    );
    expect(tooLate).toEqual([]);
  });

  always('groups two documents only if each reaches the other', (nodes, groups) => {
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

  always('returns the same result each time and does not change its input', (nodes, groups) => {
    const before = structuredClone(nodes);
    expect(orderByReferences(nodes)).toEqual(groups);
    expect(nodes).toEqual(before);
  });
});

import { findCycle, findCycles } from './category-cycles';

const parentsOf =
  (tree: Record<string, string[]>) =>
  (node: string): string[] =>
    tree[node] ?? [];

describe('a category', () => {
  it('is part of a cycle that leads back to it, by whichever locale', () => {
    expect(findCycle('a', parentsOf({ a: ['a'] }))).toEqual(['a', 'a']);
    expect(findCycle('a', parentsOf({ a: ['b'], b: ['c'], c: ['a'] }))).toEqual(['a', 'b', 'c', 'a']);
    expect(findCycle('a', parentsOf({ a: ['x', 'b'], b: ['y', 'a'] }))).toEqual(['a', 'b', 'a']);
  });

  it('is not part of one that only lies above it, or of none', () => {
    expect(findCycle('a', parentsOf({ a: ['b'], b: ['c'], c: ['b'] }))).toBeUndefined();
    expect(findCycle('a', parentsOf({ a: ['b', 'c'], b: ['d'], c: ['d'] }))).toBeUndefined();
  });
});

it('names each cycle once', () => {
  const tree = { a: ['b'], b: ['a'], c: ['a'], d: ['d'] };
  expect(findCycles(Object.keys(tree), parentsOf(tree))).toEqual([
    ['a', 'b', 'a'],
    ['d', 'd'],
  ]);
});

/** Returns every parent of a node, in any locale. */
export type ParentsOf<Node> = (node: Node) => readonly Node[];

/**
 * Finds the shortest path from a node up to itself.
 *
 * @returns the nodes of the cycle, the first one at both ends; undefined if the node is not part of one, even if one is
 *   above it
 */
export const findCycle = <Node>(start: Node, parentsOf: ParentsOf<Node>): Node[] | undefined => {
  const below = new Map<Node, Node>();
  const queue = [start];
  for (const node of queue) {
    for (const parent of parentsOf(node)) {
      if (parent === start) {
        const path = [node];
        while (path[0] !== start) path.unshift(below.get(path[0]!)!);
        return [...path, start];
      }
      if (below.has(parent)) continue;
      below.set(parent, node);
      queue.push(parent);
    }
  }
  return undefined;
};

/** Finds every cycle once, also if several of its nodes are given. */
export const findCycles = <Node>(nodes: Iterable<Node>, parentsOf: ParentsOf<Node>): Node[][] => {
  const found = new Set<Node>();
  const cycles: Node[][] = [];
  for (const node of nodes) {
    if (found.has(node)) continue;
    const cycle = findCycle(node, parentsOf);
    if (!cycle) continue;
    cycles.push(cycle);
    for (const each of cycle) found.add(each);
  }
  return cycles;
};

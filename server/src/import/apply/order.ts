/** A document and its references, by their ids. */
export interface Node {
  id: string;
  referencedIds: string[];
}

interface Visit {
  node: Node;
  index: number;
  /** The smallest index that is reached from here (Tarjan's low link). */
  low: number;
  targets: Iterator<string>;
}

/**
 * Groups documents so that each group comes after the groups that it references: documents that reference each other in
 * a cycle are one group, everything else is a group of its own. (Tarjan's algorithm, without recursion: chains may be
 * thousands of guides long.)
 */
export const orderByReferences = (nodes: Node[]): string[][] => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visits = new Map<string, Visit>();
  const isOpen = new Set<string>();
  const open: string[] = [];
  const groups: string[][] = [];

  const begin = (node: Node): Visit => {
    const visit = { node, index: visits.size, low: visits.size, targets: node.referencedIds.values() };
    visits.set(node.id, visit);
    open.push(node.id);
    isOpen.add(node.id);
    return visit;
  };
  const close = (visit: Visit): void => {
    if (visit.low !== visit.index) return;
    const group = open.splice(open.indexOf(visit.node.id));
    for (const id of group) isOpen.delete(id);
    groups.push(group);
  };

  for (const root of nodes) {
    if (visits.has(root.id)) continue;
    const stack = [begin(root)];
    while (stack.length > 0) {
      const visit = stack.at(-1)!;
      const { value: target, done } = visit.targets.next();
      if (done) {
        stack.pop();
        close(visit);
        const parent = stack.at(-1);
        if (parent) parent.low = Math.min(parent.low, visit.low);
        continue;
      }
      const node = byId.get(target);
      if (!node) continue;
      const seen = visits.get(target);
      if (!seen) stack.push(begin(node));
      else if (isOpen.has(target)) visit.low = Math.min(visit.low, seen.index);
    }
  }
  return groups;
};

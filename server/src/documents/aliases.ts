import { isAlias, visit, type Document, type Node } from 'yaml';

/** An issue of an alias, with its position in the text. */
export interface AliasIssue {
  offset: number;
  message: string;
}

/** The number of characters that all aliases together may repeat: a guide repeats a paragraph, not a book. */
const MAX_REPEATED = 1024 * 1024;

const lengthOf = ({ range }: Node): number => (range ? range[1] - range[0] : 0);

/**
 * Finds aliases (`*name`) that cannot be resolved: those without an anchor, those within their own anchor, which would
 * have no end, and those that repeat enough text to exhaust the memory.
 */
export const findAliasIssues = (yaml: Document<Node, boolean>): AliasIssue[] => {
  const anchors = new Map<string, Node>();
  const issues: AliasIssue[] = [];
  let repeated = 0;
  visit(yaml, {
    Node: (_key, node, path) => {
      if (!isAlias(node)) {
        if (node.anchor) anchors.set(node.anchor, node);
        return undefined;
      }
      const { source } = node;
      const issue = (message: string): void => {
        issues.push({ offset: node.range?.[0] ?? 0, message });
      };
      const target = anchors.get(source);
      if (!target) {
        issue(`"*${source}" stands for nothing: there is no "&${source}" above.`);
        return undefined;
      }
      if (path.includes(target)) issue(`"*${source}" stands for a group or list that it is part of itself.`);
      repeated += lengthOf(target);
      if (repeated <= MAX_REPEATED) return undefined;
      issue(`Too much is repeated by aliases such as "*${source}". Write it out.`);
      return visit.BREAK;
    },
  });
  return issues;
};

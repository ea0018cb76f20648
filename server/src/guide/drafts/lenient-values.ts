import { isSafeUrl } from '../../model/formats';
import { findBlocksIssue } from '../../validation/blocks';
import type { Issue } from '../../validation/rules';
import { rowIn, rowsIn, type Row } from '../values';

/** Wrong only beside other values, or too long. They harm nobody, and an editor wants to see what she has typed. */
const SHOWN_AS_TYPED = new Set([
  'text.tooLong',
  'anchor.duplicate',
  'salary.ascending',
  'hours.ascending',
  'duration.ascending',
  'table.cells',
]);

/** Beyond any depth that the rules allow. */
const MAX_DEPTH = 20;

/** Replaces links to unsafe addresses, such as one that is half typed, by their text. */
const withoutUnsafeLinks = (nodes: unknown, depth = 0): Row[] =>
  depth > MAX_DEPTH
    ? []
    : rowsIn(nodes).flatMap((node) => {
        const children = withoutUnsafeLinks(node.children, depth + 1);
        if (node.type === 'link' && !isSafeUrl(String(node.url))) return children;
        return ['children' in node ? { ...node, children } : node];
      });

const repaired = (message: string, value: unknown): unknown => {
  if (message !== 'blocks.link') return null;
  const blocks = withoutUnsafeLinks(value);
  return findBlocksIssue(blocks) ? null : blocks;
};

/**
 * Takes out of an article what could not be saved, so that the rest can be shown: values of the wrong type, unsafe
 * addresses, unknown choices.
 *
 * @param issues with the paths of the values; the article is changed
 */
export const removeInvalid = (article: Row, issues: readonly Issue[]): void => {
  for (const { field, message } of issues) {
    if (SHOWN_AS_TYPED.has(message)) continue;
    const steps = field.split(/[.[\]]+/).filter((step) => step !== '');
    const name = steps.pop();
    const holder = steps.reduce<unknown>(
      (value, step) => (Array.isArray(value) ? (value as unknown[])[Number(step)] : rowIn(value)?.[step]),
      article
    );
    if (name === undefined) continue;
    if (Array.isArray(holder)) holder[Number(name)] = null;
    else {
      const row = rowIn(holder);
      if (row) row[name] = repaired(message, row[name]);
    }
  }
};

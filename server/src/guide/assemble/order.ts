import { kebabCase, NAMED_PARTS, type Part } from '../../config';
import type { FreeSection, PlacedSection } from '../sections';

/** All parts in the order of a site: those that it names, then the others in the plugin's order. */
const orderOfParts = (partOrder: Part[]): Part[] => [
  ...partOrder,
  ...NAMED_PARTS.filter((part) => !partOrder.includes(part)),
];

/**
 * Puts the named parts and what stands between them in order. A free section follows the part that it names, or the
 * place where that part would be; `jobs` is the last half of it that there is.
 */
export const inOrder = (
  parts: Partial<Record<Part, PlacedSection>>,
  free: FreeSection[],
  partOrder: Part[]
): PlacedSection[] => {
  const jobs = parts['jobs-listing'] ? 'jobs-listing' : 'jobs-nearby';
  const following = (part: Part | 'top'): PlacedSection[] =>
    free.filter(({ after }) => (after === 'jobs' ? jobs : kebabCase(after)) === part);
  return [
    ...following('top'),
    ...orderOfParts(partOrder).flatMap((part) => [parts[part] ?? [], following(part)].flat()),
  ];
};

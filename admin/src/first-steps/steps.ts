import type { FormOverview } from '../../../server/src/admin-api/contracts';
import type { Progress } from './progress';

/** Sections that make a page worth reading. */
const ENOUGH_SECTIONS = 3;

const HEAD = ['title', 'lead', 'category'];

export const STEPS = ['head', 'parts', 'sources', 'preview', 'publish'] as const;

export type Step = (typeof STEPS)[number];

/** Returns the steps to a published guide that are done. */
export const doneSteps = (
  { openPoints, outline, completeness }: FormOverview,
  { hasPreviewed, isPublished }: Pick<Progress, 'hasPreviewed'> & { isPublished: boolean }
): ReadonlySet<Step> => {
  const isDone: Record<Step, boolean> = {
    head: !openPoints.some(({ kind, field }) => kind !== 'advice' && HEAD.includes(field)),
    parts: outline.length >= ENOUGH_SECTIONS,
    sources: completeness.filled.includes('sources'),
    preview: hasPreviewed === true,
    publish: isPublished,
  };
  return new Set(STEPS.filter((step) => isDone[step]));
};

/** Returns the field that a step leads to, if it leads to one. */
export const fieldOf = (step: Step, { openPoints, completeness }: FormOverview): string | undefined => {
  const { empty } = completeness;
  switch (step) {
    case 'head':
      return (
        openPoints.find(({ kind, field }) => kind !== 'advice' && HEAD.includes(field))?.field ?? 'title'
      );
    case 'parts':
      return empty.find((name) => !['lead', 'category', 'hero', 'occupation'].includes(name));
    case 'sources':
      return 'sources';
    default:
      return undefined;
  }
};

import { PARTS, type Part } from '../../../content-types';

/** `jobsNearby` as `jobs-nearby`. */
export const kebabCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What readers get of a part of an article: of its jobs two parts, the second one after the outlook. */
const partsOf = (part: (typeof PARTS)[number]): string[] => {
  if (part === 'top') return [];
  if (part === 'jobs') return ['jobs-nearby'];
  return part === 'outlook' ? [part, 'jobs-listing'] : [kebabCase(part)];
};

/** The parts in the order in which readers get them, unless the site says otherwise. */
export const NAMED_PARTS = PARTS.flatMap(partsOf) as Part[];

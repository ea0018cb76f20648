import { closest, distance } from 'fastest-levenshtein';

/** Attributes are named all; of the keys of a large folder, only the nearest. */
const MAX_NAMES = 50;

/** Whether one may have been meant by the other: a slip of the pen, or one that goes on where the other ends. */
const isNear = (name: string, known: string): boolean => {
  const [one, other] = [name.toLowerCase(), known.toLowerCase()];
  if (one.length >= 2 && other.length >= 2 && (one.startsWith(other) || other.startsWith(one))) return true;
  return distance(one, other) <= Math.max(one.length, other.length) / 2;
};

/** The known name that is nearest to one that is not known; undefined where none is like it. */
const nearest = (name: string, known: string[]): string | undefined => {
  if (known.length === 0) return undefined;
  const same = known.find((each) => each.toLowerCase() === name.toLowerCase());
  const found = same ?? closest(name, known);
  return isNear(name, found) ? found : known.find((each) => isNear(name, each));
};

/** `Did you mean "title"?`, or nothing */
export const proposal = (name: string, known: string[]): string => {
  const found = nearest(name, known);
  return found === undefined ? '' : `Did you mean "${found}"?`;
};

/** `Did you mean "title"? Known are slug, title, lead.`, or nothing where nothing is known. */
export const proposals = (name: string, known: string[]): string => {
  const all = known.length === 0 || known.length > MAX_NAMES ? '' : `Known are ${known.join(', ')}.`;
  return [proposal(name, known), all].filter(Boolean).join(' ');
};

/** `"titel" is not known here. Did you mean "title"? Known are slug, title, lead.` */
export const unknownName = (name: string, known: string[]): string =>
  `"${name}" is not known here. ${proposals(name, known)}`.trim();

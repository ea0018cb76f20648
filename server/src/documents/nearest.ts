import { closest, distance } from 'fastest-levenshtein';

/** Above this number, such as for the keys of a large folder, only the nearest name is listed. */
const MAX_NAMES = 50;

/** Returns whether one name may be a typing error for the other, or one is the start of the other. */
const isNear = (name: string, known: string): boolean => {
  const [one, other] = [name.toLowerCase(), known.toLowerCase()];
  if (one.length >= 2 && other.length >= 2 && (one.startsWith(other) || other.startsWith(one))) return true;
  return distance(one, other) <= Math.max(one.length, other.length) / 2;
};

/** Returns the known name that is nearest to an unknown one; undefined if none is similar. */
const nearest = (name: string, known: string[]): string | undefined => {
  if (known.length === 0) return undefined;
  const same = known.find((each) => each.toLowerCase() === name.toLowerCase());
  const found = same ?? closest(name, known);
  return isNear(name, found) ? found : known.find((each) => isNear(name, each));
};

/** Returns `Did you mean "title"?`, or an empty text. */
export const proposal = (name: string, known: string[]): string => {
  const found = nearest(name, known);
  return found === undefined ? '' : `Did you mean "${found}"?`;
};

/** Returns `Did you mean "title"? Known are slug, title, lead.`, or an empty text if no name is known. */
export const proposals = (name: string, known: string[]): string => {
  const all = known.length === 0 || known.length > MAX_NAMES ? '' : `Known are ${known.join(', ')}.`;
  return [proposal(name, known), all].filter(Boolean).join(' ');
};

/** Returns `"titel" is not known here. Did you mean "title"? Known are slug, title, lead.` */
export const unknownName = (name: string, known: string[]): string =>
  `"${name}" is not known here. ${proposals(name, known)}`.trim();

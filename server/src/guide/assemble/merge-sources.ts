import type { GuideSource } from '../shape/links';

const agrees = (one: string | null, other: string | null): boolean =>
  one === null || other === null || one === other;

const isSame = (one: GuideSource, other: GuideSource): boolean =>
  one.label === other.label &&
  agrees(one.url, other.url) &&
  agrees(one.publisher, other.publisher) &&
  agrees(one.asOf, other.asOf) &&
  agrees(one.attribution, other.attribution);

/** Each source once, in the order of their first mention, with all that any mention says of it. */
export const mergeSources = (sources: GuideSource[]): GuideSource[] => {
  const merged: GuideSource[] = [];
  for (const source of sources) {
    const index = merged.findIndex((known) => isSame(known, source));
    const known = merged[index];
    if (!known) {
      merged.push(source);
      continue;
    }
    merged[index] = {
      label: known.label,
      url: known.url ?? source.url,
      publisher: known.publisher ?? source.publisher,
      asOf: known.asOf ?? source.asOf,
      attribution: known.attribution ?? source.attribution,
    };
  }
  return merged;
};

import type { GuideLink, GuideSource } from '../types';
import { dayIn, rowIn, rowsIn, textIn } from '../values';

export const linksIn = (value: unknown): GuideLink[] =>
  rowsIn(value).flatMap((row) => {
    const [label, url] = [textIn(row.label), textIn(row.url)];
    return label && url
      ? [{ label, url, publisher: textIn(row.publisher), sponsored: row.sponsored === true }]
      : [];
  });

export const sourceIn = (value: unknown): GuideSource | null => {
  const row = rowIn(value);
  const label = textIn(row?.label);
  if (!row || !label) return null;
  return {
    label,
    url: textIn(row.url),
    publisher: textIn(row.publisher),
    asOf: dayIn(row.asOf),
    attribution: textIn(row.attribution),
  };
};

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

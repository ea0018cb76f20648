import type { GuideOccupation, TaxonomyCode } from '../types';
import { choiceIn, rowIn, rowsIn, textIn, textsIn } from '../values';

const SCHEMES = ['esco', 'isco-08', 'kldb-2010', 'onet-soc', 'custom'] as const;
const MATCHES = ['exact', 'close', 'broad', 'narrow', 'related'] as const;

/** Entries of official classifications. */
export const codesIn = (value: unknown): TaxonomyCode[] =>
  rowsIn(value).flatMap((row) => {
    const scheme = choiceIn(SCHEMES, row.scheme);
    const [code, uri] = [textIn(row.code), textIn(row.uri)];
    if (!scheme || (!code && !uri)) return [];
    return [
      {
        scheme,
        code,
        uri,
        version: textIn(row.version),
        label: textIn(row.label),
        // The schema's default, and the weaker claim of the two that say "this occupation".
        match: choiceIn(MATCHES, row.match) ?? 'close',
      },
    ];
  });

export const occupationIn = (value: unknown): GuideOccupation | null => {
  const row = rowIn(value);
  return (
    row && {
      name: textIn(row.name),
      feminine: textIn(row.feminine),
      masculine: textIn(row.masculine),
      plural: textIn(row.plural),
      altNames: textsIn(row.altNames),
      codes: codesIn(row.codes),
    }
  );
};

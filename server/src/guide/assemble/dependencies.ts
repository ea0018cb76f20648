import type { TypeName } from '../../plugin';
import { rowIn, type Row } from '../values';

/** The relations of articles, and of what is below them, by the name of the attribute. */
const RELATIONS: Record<string, TypeName> = {
  category: 'category',
  skill: 'skill',
  paths: 'study-path',
  employers: 'employer',
  article: 'article',
  related: 'article',
};

const named = (name: string, { id, documentId }: Row): string[] => {
  if (name === 'file') return typeof id === 'number' ? [`file:${id}`] : [];
  const type = Object.hasOwn(RELATIONS, name) ? RELATIONS[name] : undefined;
  // A part of the article can have the name of a relation; it is no document.
  return type && typeof documentId === 'string' ? [`${type}:${documentId}`] : [];
};

const below = (row: Row): string[] =>
  Object.entries(row).flatMap(([name, value]) =>
    [value].flat().flatMap((entry) => {
      const found = rowIn(entry);
      return found ? [...named(name, found), ...below(found)] : [];
    })
  );

/**
 * Everything that rows point at, as `<type>:<documentId>` and `file:<id>`: other articles also where they are not
 * published, since a guide shows them from their publication on.
 */
export const dependenciesOf = (rows: Row[]): string[] => [...new Set(rows.flatMap(below))];

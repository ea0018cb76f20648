import type { Strapi } from '../plugin';
import { registeredAttributes } from './attributes';
import { walkValue, type VisitedValue } from './walk';

/**
 * The related documents of an entry, in their order, by the attribute that has the relation: `related`, and for an
 * attribute of a component `<uid>:<id>.<attribute>`.
 */
export type RelatedDocuments = Record<string, string[]>;

type Content = Record<string, unknown>;

const documentIdsIn = (value: unknown): string[] =>
  [value]
    .flat()
    .filter((each): each is Content => typeof each === 'object' && each !== null)
    .map(({ documentId }) => String(documentId));

/**
 * Reads the related documents from a populated entry.
 *
 * @param uid of its type
 * @param shown the entry as its reader gets it: a relation that is not in there is not in the result
 */
export const relatedDocuments = (
  strapi: Strapi,
  uid: string,
  entry: Content,
  shown: Content
): RelatedDocuments => {
  const read = registeredAttributes(strapi);
  const keyOf = ({ owner, holder, name, path }: VisitedValue): string =>
    path === name ? name : `${owner}:${String(holder.id)}.${name}`;
  const visible = new Set([...walkValue(read, uid, shown)].map(keyOf));
  return Object.fromEntries(
    [...walkValue(read, uid, entry)]
      .filter((visited) => visited.attribute.type === 'relation' && visible.has(keyOf(visited)))
      .map((visited) => [keyOf(visited), documentIdsIn(visited.value)])
  );
};

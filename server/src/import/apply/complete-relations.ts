import type { PublicType } from '../../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../../plugin';
import type { ReadAttributes } from '../../model/attributes';
import type { Row } from '../../model/document-writes';
import { walkValue } from '../../model/walk';
import { setRelation } from '../../strapi-internals/relation-writes';
import { attributesOf, isObject, targetOf } from '../../documents/attributes';
import type { Attributes } from '../../documents/document';
import { findRowStates } from '../../documents/fingerprint';

/** A relation of a stored row, or of a component in it, whose targets are not complete yet. */
interface LateRelation {
  uid: string;
  id: number;
  name: string;
  type: PublicType;
  documents: string[];
}

const documentsIn = (value: unknown): string[] =>
  [value]
    .flat()
    .flatMap((item) => (typeof item === 'string' ? item : isObject(item) ? String(item.documentId) : []));

const findLate = (strapi: Strapi, uid: string, meant: Attributes, stored: Row): LateRelation[] => {
  const read: ReadAttributes = (model) => attributesOf(strapi, model);
  const storedValues = new Map([...walkValue(read, uid, stored)].map((visited) => [visited.path, visited]));
  return [...walkValue(read, uid, meant)].flatMap(({ owner, name, attribute, value, path }) => {
    // A file never contains relations to content types of the site.
    const type = attribute.type === 'relation' ? targetOf(attribute) : undefined;
    const found = storedValues.get(path);
    if (!type || found?.owner !== owner) return [];
    const documents = documentsIn(value);
    if (documents.join() === documentsIn(found.value).join()) return [];
    return [{ uid: owner, id: Number(found.holder.id), name, type, documents }];
  });
};

const stateOf = (type: PublicType, isPublished: boolean): string =>
  hasDrafts(type) && !isPublished ? 'draft' : 'published';

/** The numeric ids of rows, by document, locale and state. */
export type RowIds = (
  type: PublicType,
  document: string,
  locale: string,
  isPublished: boolean
) => number | undefined;

/** Looks up the rows of documents. */
export const findRowIds = async (
  strapi: Strapi,
  documents: Map<PublicType, Set<string>>
): Promise<RowIds> => {
  const ids = new Map<string, number>();
  for (const [type, wanted] of documents) {
    for (const [document, states] of await findRowStates(strapi, type, [...wanted])) {
      for (const { id, locale, publishedAt } of states) {
        ids.set(`${type} ${document} ${locale} ${stateOf(type, publishedAt !== null)}`, id);
      }
    }
  }
  return (type, document, locale, isPublished) =>
    ids.get(`${type} ${document} ${locale} ${stateOf(type, isPublished)}`);
};

/**
 * Sets the relations of a stored row, and of its components, to documents that did not exist when it was written. Only
 * the relations are written: another update, and above all another publication, would write the whole document again.
 * Strapi emits the events of the row after the transaction, so they include these relations.
 *
 * @param meant the intended content of the row, with the ids of the documents that the row can reference
 */
export const completeRelations = async (
  strapi: Strapi,
  type: PublicType,
  meant: Attributes,
  stored: Row,
  rowIds: RowIds
): Promise<void> => {
  for (const late of findLate(strapi, uidOf(type), meant, stored)) {
    const targets = late.documents.flatMap(
      (document) => rowIds(late.type, document, String(stored.locale), stored.publishedAt !== null) ?? []
    );
    await setRelation(strapi, late.uid, late.id, late.name, targets);
  }
};

import type { PublicType } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import type { Row } from '../model/document-writes';
import { attributesOf, isObject, targetOf } from '../documents/attributes';
import type { Attributes } from '../documents/document';
import { findRowStates } from '../documents/fingerprint';

/** A relation of a stored row, or of a component in it, that does not name what it should. */
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

/** The pairs of what a file says and what is stored, of one component, of a list, or of a dynamic zone. */
const pairsOf = (meant: unknown, stored: unknown): [Attributes, Row][] => {
  const rows = [stored].flat();
  return [meant].flat().flatMap((item, index) => {
    const row = rows[index];
    return isObject(item) && isObject(row) ? [[item, row as Row] as [Attributes, Row]] : [];
  });
};

const findLate = (strapi: Strapi, uid: string, meant: Attributes, stored: Row): LateRelation[] =>
  Object.entries(attributesOf(strapi, uid)).flatMap(([name, attribute]) => {
    if (!(name in meant)) return [];
    switch (attribute.type) {
      case 'relation': {
        const type = targetOf(attribute);
        const documents = documentsIn(meant[name]);
        // Relations to a site's own types are no file's.
        if (!type || documents.join() === documentsIn(stored[name]).join()) return [];
        return [{ uid, id: stored.id, name, type, documents }];
      }
      case 'component':
        return pairsOf(meant[name], stored[name]).flatMap(([item, row]) =>
          findLate(strapi, String(attribute.component), item, row)
        );
      case 'dynamiczone':
        return pairsOf(meant[name], stored[name]).flatMap(([item, row]) =>
          findLate(strapi, String(item.__component), item, row)
        );
      default:
        return [];
    }
  });

const stateOf = (type: PublicType, isPublished: boolean): string =>
  hasDrafts(type) && !isPublished ? 'draft' : 'published';

/** The numeric ids of rows, by document, language and state. */
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
 * Lets a stored row, and the components in it, point at what was not there yet when it was written. Only the relations
 * are written: another update, and above all another publication, would write everything once more. Strapi's events
 * tell of the row after the transaction, and so with these relations.
 *
 * @param meant what the row should hold, with documents by their ids as far as the row can point at them
 */
export const completeRelations = async (
  strapi: Strapi,
  type: PublicType,
  meant: Attributes,
  stored: Row,
  rowIds: RowIds
): Promise<void> => {
  for (const late of findLate(strapi, uidOf(type), meant, stored)) {
    const set = late.documents.flatMap((document) => {
      const id = rowIds(late.type, document, String(stored.locale), stored.publishedAt !== null);
      return id === undefined ? [] : [{ id }];
    });
    await strapi.db.transaction(({ trx }) =>
      strapi.db.entityManager.updateRelations(
        late.uid,
        late.id,
        { [late.name]: { set } },
        { transaction: trx }
      )
    );
  }
};

import type { PublicType } from '../../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../../plugin';
import { inParts } from '../../strapi-internals/database';
import type { DocumentWrite, Row } from '../document-writes';
import type { Context } from './follow';
import { sharedRelationsTo, type SharedRelation } from './relations';
import { documentsIn, isPublished } from './rows';
import { completeSelection } from './rule';
import { keyOf, type Selections } from './store';

const rowKey = ({ documentId, locale, publishedAt }: Row): string =>
  `${documentId} ${locale} ${publishedAt !== null}`;

/** Returns the rows that link to a document, by the relations that lead to its type. */
export const findHolders = async (
  strapi: Strapi,
  type: PublicType,
  documentId: string
): Promise<Map<SharedRelation, Row[]>> => {
  const holders = new Map<SharedRelation, Row[]>();
  for (const relation of sharedRelationsTo(type)) {
    const found = await strapi.db.query(uidOf(relation.type)).findMany({
      where: { [relation.name]: { documentId } },
      select: ['id', 'documentId', 'locale', 'publishedAt'],
    });
    holders.set(relation, found as Row[]);
  }
  return holders;
};

/** Returns the written rows of a target that did not exist before; a publication replaces those that did. */
export const appearedIn = (write: DocumentWrite, before: Row[], written: Row[]): Row[] => {
  if (sharedRelationsTo(write.type).length === 0) return [];
  switch (write.action) {
    case 'create':
      // No selection can contain a document whose documentId is new.
      return write.params.data?.documentId === undefined ? [] : written;
    case 'update': {
      const known = new Set(before.map(rowKey));
      return written.filter((row) => !known.has(rowKey(row)));
    }
    case 'publish':
    case 'discardDraft':
      return written;
    default:
      return [];
  }
};

interface Sources {
  relation: SharedRelation;
  /** The rows of the documents that may show the target. */
  rows: Row[];
  stored: Selections;
  /** The rows that linked to the target before it was written, see `rowKey`. */
  linked: ReadonlySet<string>;
}

/** Returns a function that gives the selection of a row's document, without what Strapi itself has linked. */
const createSelectionOf = ({ relation, rows, stored, linked }: Sources, target: string) => {
  const selections = new Map<string, string[]>();
  return (row: Row): string[] => {
    const published = isPublished(relation.type, row);
    const key = { relation, source: row.documentId, published };
    const name = keyOf(key);
    const known = selections.get(name);
    if (known) return known;
    const ofDocument = rows.filter(
      (each) => each.documentId === row.documentId && isPublished(relation.type, each) === published
    );
    // Strapi links published rows to a target whose draft the draft links to. Nobody has published that.
    const isAdded = (holder: Row, document: string): boolean =>
      document === target && stored.isStored(row.documentId, published) && !linked.has(rowKey(holder));
    const shown = ofDocument.map((each) =>
      documentsIn(each, relation).filter((document) => !isAdded(each, document))
    );
    const selection = completeSelection(stored.of(key), shown, relation.isSingle);
    selections.set(name, selection);
    return selection;
  };
};

/**
 * Links the documents that have a target in their selection to rows of it that did not exist before.
 *
 * @param appeared rows of one document
 * @param holders the rows that linked to it before the write
 */
export const fillIn = async (
  { store, rows }: Context,
  type: PublicType,
  appeared: Row[],
  holders: Map<SharedRelation, Row[]>
): Promise<void> => {
  const [{ documentId }] = appeared as [Row];
  const states = new Set(appeared.map((row) => `${row.locale} ${isPublished(type, row)}`));
  const locales = [...new Set(appeared.map(({ locale }) => locale))];
  const selecting = await store.sourcesOf(documentId);
  for (const [relation, own] of holders) {
    const linked = new Set(own.map(rowKey));
    const sources = new Set(own.map((row) => row.documentId));
    for (const source of selecting.get(relation.key) ?? []) sources.add(source);
    for (const part of inParts(sources, 100)) {
      const stored = await store.read(part);
      const isStored = part.every(
        (source) => stored.isStored(source, true) || stored.isStored(source, false)
      );
      const found = await rows.find(relation.type, [relation], {
        documentId: { $in: part },
        // A selection that is not stored is known from the other locales only.
        ...(isStored ? { locale: { $in: locales } } : {}),
      });
      const concerned = found.filter((row) =>
        hasDrafts(type)
          ? states.has(`${row.locale} ${isPublished(relation.type, row)}`)
          : locales.includes(row.locale)
      );
      const selectionOf = createSelectionOf({ relation, rows: found, stored, linked }, documentId);
      await rows.project(relation, concerned, selectionOf);
    }
  }
};

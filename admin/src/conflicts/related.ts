import { isContent, rowsOf, type Attribute, type Content } from './schema';

/** See `server/src/model/related-documents.ts`. */
export type RelatedDocuments = Record<string, string[]>;

/** A document that an entry relates to, as the form shows it. */
export interface RelatedEntry {
  /** Of its row; the form recognises it by that. */
  id: number | string;
  documentId: string;
  locale?: string | null;
  label: string;
  status?: string;
}

const ONE = new Set(['oneWay', 'oneToOne', 'manyToOne']);

export const documentIdOf = (item: Content): string => {
  const { documentId } = isContent(item.apiData) ? item.apiData : {};
  return String(documentId ?? item.documentId);
};

const insert = (list: string[], documentId: string, position: unknown): string[] => {
  const others = list.filter((each) => each !== documentId);
  const { start, before } = isContent(position) ? position : {};
  const at = start === true ? 0 : others.indexOf(String(before));
  return at < 0 ? [...others, documentId] : others.toSpliced(at, 0, documentId);
};

/**
 * What a relation in a form stands for: the form has only what was connected and disconnected since it was opened.
 *
 * @param opened the documents that were related then
 */
export const applyChanges = ({ relation = '' }: Attribute, opened: string[], changes: unknown): string[] => {
  const { connect, disconnect } = isContent(changes) ? changes : {};
  const disconnected = new Set(rowsOf(disconnect).map(documentIdOf));
  const list = rowsOf(connect).reduce<string[]>(
    (before, item) =>
      insert(before, documentIdOf(item), isContent(item.apiData) ? item.apiData.position : undefined),
    opened.filter((documentId) => !disconnected.has(documentId))
  );
  return ONE.has(relation) ? list.slice(-1) : list;
};

/**
 * The changes that make a stored relation the one that is wanted, in the same order.
 *
 * @param nextKey gives keys after those of what is stored, in their order
 */
export const changesTo = (
  stored: string[],
  wanted: string[],
  find: (documentId: string) => RelatedEntry,
  nextKey: () => string
): { connect: Content[]; disconnect: Content[] } => {
  const kept = stored.filter((documentId) => wanted.includes(documentId));
  const isInOrder = kept.every((documentId, index) => wanted[index] === documentId);
  return {
    connect: wanted.slice(isInOrder ? kept.length : 0).map((documentId) => {
      const entry = find(documentId);
      const { id, locale } = entry;
      return {
        ...entry,
        __temp_key__: nextKey(),
        apiData: { id, documentId, locale, isTemporary: !kept.includes(documentId), position: { end: true } },
      };
    }),
    disconnect: stored
      .filter((documentId) => !wanted.includes(documentId))
      .map((documentId) => {
        const { id, status, locale } = find(documentId);
        return { id, status, apiData: { id, documentId, locale } };
      }),
  };
};

import { groupBy } from '../utils/group-by';

/** Documents in one language each. */
export interface LocalisedDocument {
  documentId: string;
  locale: string;
}

/** A condition for the rows of documents, each in its own language. */
export const documentsWhere = (documents: LocalisedDocument[]): { $or: Record<string, unknown>[] } => {
  return {
    $or: [...groupBy(documents, ({ locale }) => locale)].map(([locale, own]) => ({
      locale,
      documentId: { $in: own.map(({ documentId }) => documentId) },
    })),
  };
};

/** Documents in one language each. */
export interface LocalisedDocument {
  documentId: string;
  locale: string;
}

/** A condition for the rows of documents, each in its own language. */
export const documentsWhere = (documents: LocalisedDocument[]): { $or: Record<string, unknown>[] } => {
  const byLocale = new Map<string, string[]>();
  for (const { documentId, locale } of documents) {
    byLocale.set(locale, [...(byLocale.get(locale) ?? []), documentId]);
  }
  return {
    $or: [...byLocale].map(([locale, documentIds]) => ({ locale, documentId: { $in: documentIds } })),
  };
};

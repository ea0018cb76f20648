import { rowIn, rowsIn, textIn, type Row } from '../values';

/** The `documentId`s of the other articles that an article points at: what one is reading is not what to read next. */
export const neighboursOf = (article: Row): string[] => {
  const areas = rowsIn(rowIn(article.areas)?.items).map((item) => rowIn(item.article));
  const documents = [...areas, ...rowsIn(article.related)].flatMap((row) => textIn(row?.documentId) ?? []);
  return [...new Set(documents)].filter((document) => document !== article.documentId);
};

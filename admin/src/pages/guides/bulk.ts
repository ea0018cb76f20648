import type { ArticleLocale } from '../../../../server/src/admin-api/contracts';
import type { GuideRow } from './GuideTable';

/** One language of a guide that is reviewed or published with others. */
export interface BulkItem extends ArticleLocale {
  title: string;
}

/** Returns the languages of guides, as far as they were chosen. */
export const itemsOf = (rows: GuideRow[], locales: string[]): BulkItem[] =>
  rows.flatMap(({ documentId, cells }) =>
    cells
      .filter(({ locale }) => locales.includes(locale))
      .map(({ locale, title }) => ({ article: documentId, locale, title }))
  );

/** What became of one. */
export interface BulkIssue {
  item: BulkItem;
  messages: string[];
}

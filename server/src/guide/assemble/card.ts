import type { GuideCard } from '../types';
import { imageIn } from './image';
import { publishedAt, updatedAt } from './moments';
import { textIn, type Row } from '../values';
import { categoryIn } from './vocabulary';

/**
 * A published article in a list, or null if readers may not see its title or its address.
 *
 * @param minutes how long it takes to read the guide
 */
export const cardIn = (row: Row, minutes: number): GuideCard | null => {
  const [title, slug] = [textIn(row.title), textIn(row.slug)];
  if (!title || !slug) return null;
  return {
    documentId: String(row.documentId),
    locale: String(row.locale),
    slug,
    title,
    headline: textIn(row.headline),
    lead: textIn(row.lead),
    image: imageIn(row.hero),
    category: categoryIn(row.category),
    readingMinutes: minutes,
    publishedAt: publishedAt(row),
    updatedAt: updatedAt(row),
  };
};

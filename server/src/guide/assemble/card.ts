import { card } from '../shape/documents';
import { readObject } from '../shape/fields';
import type { GuideCard } from '../types';
import type { Row } from '../values';
import { publishedAt, updatedAt } from './moments';

/**
 * A published article in a list, or null if readers may not see its title or its slug.
 *
 * @param readingMinutes how long it takes to read the guide
 */
export const cardIn = (row: Row, readingMinutes: number): GuideCard | null =>
  readObject(
    card,
    row,
    { locale: String(row.locale) },
    { readingMinutes, publishedAt: publishedAt(row), updatedAt: updatedAt(row) }
  );

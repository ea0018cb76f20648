import { firstPublicationOf } from '../../model/publication-history';
import { momentIn, type Row } from '../values';

/**
 * When a guide became what readers see: the last publication, or a later change without one, as to what all languages
 * share. The row itself keeps the time of the last edit, which is before it was published.
 */
export const updatedAt = (row: Row): string => {
  const [published, edited] = [momentIn(row.publishedAt) ?? '', momentIn(row.updatedAt) ?? ''];
  return edited > published ? edited : published;
};

/** When a guide was first published. It stays the same when it is published again or after a break. */
export const publishedAt = (row: Row): string => momentIn(firstPublicationOf(row)) ?? '';

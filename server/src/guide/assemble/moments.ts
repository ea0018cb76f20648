import { momentIn, type Row } from './values';

/**
 * When a guide became what readers see: the last publication, or a later change without one, as to what all languages
 * share. The row itself keeps the time of the last edit, which is before it was published.
 */
export const updatedAt = (row: Row): string => {
  const [published, edited] = [momentIn(row.publishedAt) ?? '', momentIn(row.updatedAt) ?? ''];
  return edited > published ? edited : published;
};

/** The first publication, where Strapi keeps it (an experiment of its own), else the last one. */
export const publishedAt = (row: Row): string =>
  momentIn(row.firstPublishedAt) ?? momentIn(row.publishedAt) ?? '';

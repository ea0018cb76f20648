import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { onDocumentWrite, rowsOf, type Row } from './document-writes';

const listed = (row: Row): string[] =>
  Array.isArray(row.previousSlugs) ? (row.previousSlugs as string[]) : [];

/**
 * Remembers the addresses under which an article was published, so that a front end can redirect from them. They are
 * kept in the draft, from which Strapi copies them into what is published.
 */
export const keepPreviousSlugs = (strapi: Strapi): void => {
  onDocumentWrite(strapi, async (write, next) => {
    const { type, action } = write;
    if (!hasDrafts(type) || (action !== 'publish' && action !== 'unpublish')) return next();

    const query = strapi.db.query(uidOf(type));
    const rows = (await query.findMany({ where: await rowsOf(strapi, write) })) as Row[];
    for (const draft of rows.filter((row) => row.publishedAt === null)) {
      const published = rows.find((row) => row.publishedAt !== null && row.locale === draft.locale);
      const seen = new Set(listed(draft));
      if (typeof published?.slug === 'string') seen.add(published.slug);
      // An address in use again is no previous one. While nothing is published, the last address is one.
      if (action === 'publish' && typeof draft.slug === 'string') seen.delete(draft.slug);
      const slugs = [...seen];
      if (slugs.join('\n') === listed(draft).join('\n')) continue;
      await query.update({ where: { id: draft.id }, data: { previousSlugs: slugs } });
    }
    return next();
  });
};

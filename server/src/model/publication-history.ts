import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { onDocumentWrite, rowsOf, type Row } from './document-writes';

/** The times in a row of an article from which its first publication follows. */
export interface PublicationTimes {
  firstPublication?: unknown;
  /** Only where a site has switched on Strapi's own experiment of that name. */
  firstPublishedAt?: unknown;
  publishedAt?: unknown;
}

/**
 * Returns when an article was first published, as the row has it, or null for one that never was.
 *
 * The attribute stays empty until the second publication or the unpublication, which would lose the time: until then
 * the time of the publication is the first one. So nothing has to be filled in for articles that were published before
 * the attribute existed, or that reach the database without Strapi's document service.
 */
export const firstPublicationOf = ({
  firstPublication,
  firstPublishedAt,
  publishedAt,
}: PublicationTimes): unknown => firstPublication ?? firstPublishedAt ?? publishedAt ?? null;

const listed = (row: Row): string[] =>
  Array.isArray(row.previousSlugs) ? (row.previousSlugs as string[]) : [];

/** The slugs under which an article was published, without the one that it gets now. */
const previousSlugs = (action: 'publish' | 'unpublish', draft: Row, published: Row | undefined): string[] => {
  const seen = new Set(listed(draft));
  if (typeof published?.slug === 'string') seen.add(published.slug);
  // A slug in use again is no previous one. While nothing is published, the last slug is one.
  if (action === 'publish' && typeof draft.slug === 'string') seen.delete(draft.slug);
  return [...seen];
};

/**
 * Keeps what an article would lose when it is published again or unpublished: the slugs under which it was published,
 * so that a front end can redirect from them, and the time of its first publication. Both are kept in the draft, from
 * which Strapi copies them into the published version. A clone is another article, so it starts without either.
 */
export const keepPublicationHistory = (strapi: Strapi): void => {
  onDocumentWrite(strapi, async (write, next) => {
    const { type, action } = write;
    if (!hasDrafts(type)) return next();
    const { attributes } = strapi.contentType(uidOf(type));
    /** A site's own version of the type may lack one of them. */
    const asFarAsPresent = (data: Record<string, unknown>): Record<string, unknown> =>
      Object.fromEntries(Object.entries(data).filter(([name]) => name in attributes));

    if (action === 'clone') {
      const none = asFarAsPresent({ previousSlugs: null, firstPublication: null });
      write.params = { ...write.params, data: { ...write.params.data, ...none } };
      return next();
    }
    if (action !== 'publish' && action !== 'unpublish') return next();

    const query = strapi.db.query(uidOf(type));
    const rows = (await query.findMany({ where: await rowsOf(strapi, write) })) as Row[];
    for (const draft of rows.filter((row) => row.publishedAt === null)) {
      const published = rows.find((row) => row.publishedAt !== null && row.locale === draft.locale);
      const slugs = previousSlugs(action, draft, published);
      const data = asFarAsPresent({
        ...(slugs.join('\n') === listed(draft).join('\n') ? {} : { previousSlugs: slugs }),
        ...(draft.firstPublication || !published ? {} : { firstPublication: firstPublicationOf(published) }),
      });
      if (Object.keys(data).length > 0) await query.update({ where: { id: draft.id }, data });
    }
    return next();
  });
};

import { LRUCache } from 'lru-cache';
import { PARTS } from '../../../../content-types';
import { findDraftsWith } from '../../editorial/overview';
import { uidOf, type Strapi } from '../../plugin';
import { createValidator } from '../../validation';
import { createArticleReader } from '../assemble/read-articles';
import { guideKey } from '../key';
import { completenessOf, storedName } from './completeness';

/** The attributes of which each is a component in an article with all its parts. */
const COMPONENTS: readonly string[] = [
  'hero',
  'occupation',
  ...PARTS.filter((part) => part !== 'top' && part !== 'related'),
  'sources',
];

/** The other parts: lead, category, related. */
const OTHERS = 3;

/** Drafts of which it is looked whether they are complete. */
const MAX_CANDIDATES = 100;

/** Whether drafts are complete, as they were stored. */
const known = new LRUCache<string, boolean>({ max: 1000 });

/**
 * Returns the articles with a complete draft, by their documents: never published, nothing is missing that publishing takes,
 * and at least half of its parts say something. Of a site with very many drafts only those that were changed last.
 *
 * @param locale only drafts in this one
 */
export const findCompleteDrafts = async (
  strapi: Strapi,
  locales: readonly string[],
  locale?: string
): Promise<string[]> => {
  // A site's own version of the type may lack some.
  const { attributes } = strapi.getModel(uidOf('article'));
  const fields = COMPONENTS.filter((name) => name in attributes);
  const half = Math.ceil((fields.length + OTHERS) / 2);
  const keys = await findDraftsWith(strapi, fields, {
    atLeast: half - OTHERS,
    locales,
    locale,
    limit: MAX_CANDIDATES,
  });
  const unknown = keys.filter((key) => !known.has(storedName(key)));
  const rows = await createArticleReader(strapi).wholeDrafts(unknown);
  const findIssues = createValidator(strapi);
  for (const key of unknown) {
    const row = rows.get(guideKey(key));
    if (!row) continue;
    const { filled, empty } = completenessOf(row);
    const isComplete =
      filled.length >= empty.length &&
      (await findIssues('article', row, { publishable: true, partial: false })).length === 0;
    known.set(storedName(key), isComplete);
  }
  return [...new Set(keys.filter((key) => known.get(storedName(key))).map(({ article }) => article))];
};

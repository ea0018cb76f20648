import { uidOf, type Strapi } from '../../plugin';
import { term } from '../shape/documents';
import { readObject } from '../shape/fields';
import type { GuideCategory } from '../types';
import { documentsWhere, type LocalisedDocument } from '../documents-where';
import { guideKey } from '../key';
import { publicShape } from './public-shape';
import { rowIn, type Row } from '../values';

interface Node {
  category: GuideCategory | null;
  parent: string | null;
}

/** From the root down to a category; of a cycle, each once. */
export type CategoryChain = (filed: LocalisedDocument) => GuideCategory[];

const CATEGORY = uidOf('category');

/**
 * Reads the categories that articles are filed under with all above them, a level with two statements.
 *
 * @returns the chain of each of them
 */
export const readCategories = async (strapi: Strapi, filed: LocalisedDocument[]): Promise<CategoryChain> => {
  const nodes = new Map<string, Node>();
  const key = ({ documentId, locale }: LocalisedDocument): string =>
    guideKey({ article: documentId, locale });
  const { select, populate } = publicShape(strapi, CATEGORY, ['name', 'slug', 'parent']);

  let wanted = new Map(filed.map((entry) => [key(entry), entry]));
  while (wanted.size > 0) {
    const rows = (await strapi.db.query(CATEGORY).findMany({
      where: documentsWhere([...wanted.values()]),
      select,
      populate,
    })) as Row[];
    const above = new Map<string, LocalisedDocument>();
    for (const row of rows) {
      const locale = String(row.locale);
      const parent = rowIn(row.parent)?.documentId;
      nodes.set(key({ documentId: String(row.documentId), locale }), {
        category: readObject(term, row, { locale }),
        parent: typeof parent === 'string' ? parent : null,
      });
      if (typeof parent === 'string')
        above.set(key({ documentId: parent, locale }), { documentId: parent, locale });
    }
    wanted = new Map([...above].filter(([name]) => !nodes.has(name)));
  }

  return ({ documentId, locale }) => {
    const chain: GuideCategory[] = [];
    const seen = new Set<string>();
    let at: string | null = documentId;
    while (at !== null && !seen.has(at)) {
      seen.add(at);
      const node = nodes.get(key({ documentId: at, locale }));
      if (node?.category) chain.unshift(node.category);
      at = node?.parent ?? null;
    }
    return chain;
  };
};

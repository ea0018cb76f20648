import {
  holdsComponents,
  isList,
  isZone,
  registeredAttributes,
  STRAPI_MANAGED,
  type Attribute,
  type ReadAttributes,
} from '../../model/attributes';
import { populateWhole } from '../../model/populate';
import { componentOf } from '../../model/walk';
import { uidOf, type Strapi } from '../../plugin';
import { isRecord } from '../../utils/is-record';
import type { MayAccess } from '../drafts/rights';
import { rowIn, rowsIn, type Row } from '../values';

const ARTICLE = uidOf('article');

/** What is copied of another article: how it is built, what it says as well, or which occupation it is about. */
export type Copied = 'structure' | 'contents' | 'occupation';

/** What says how a section is built, without saying anything itself. */
const BUILT_BY = new Set(['heading', 'navLabel', 'anchor', 'hideInToc', 'after', 'tone']);

/** What belongs to one article alone: its name and address, its occupation with its codes, its reviews, its search results. */
const OWN = new Set(['title', 'slug', 'occupation', 'editorial', 'seo']);

/** Whether a value is copied, by the steps of its path. */
const COPIES: Record<Copied, (steps: string[]) => boolean> = {
  structure: ([first, ...below]) =>
    first === 'category' || (!OWN.has(first!) && below.length === 1 && BUILT_BY.has(below[0]!)),
  contents: ([first]) => !OWN.has(first!),
  // Of the codes not their labels, which are of one language.
  occupation: ([first, second, third]) =>
    first === 'sources' || (first === 'occupation' && second === 'codes' && third !== 'label'),
};

interface Copy {
  read: ReadAttributes;
  isCopied: (path: string) => boolean;
}

/** Returns the ids of the documents or files that a value leads to. */
const referencedBy = (attribute: Attribute, value: unknown): unknown => {
  const ids = (isList(attribute) ? rowsIn(value) : [rowIn(value) ?? {}]).flatMap(
    (row) => row[attribute.type === 'media' ? 'id' : 'documentId'] ?? []
  );
  return isList(attribute) ? ids : (ids[0] ?? null);
};

const copyComponents = (copy: Copy, attribute: Attribute, value: unknown, path: string): unknown => {
  const one = (item: unknown): Row[] => {
    const component = isRecord(item) ? componentOf(attribute, item) : undefined;
    const copied = component && copyRow(copy, component, item as Row, `${path}.`);
    return copied ? [isZone(attribute) ? { __component: component, ...copied } : copied] : [];
  };
  if (!isList(attribute)) return one(value)[0];
  const rows = (value as unknown[]).flatMap(one);
  return rows.length > 0 ? rows : undefined;
};

/** Returns a row without ids; undefined if nothing in it is copied. */
const copyRow = (copy: Copy, uid: string, row: Row, path: string): Row | undefined => {
  const entries = Object.entries(copy.read(uid)).flatMap(([name, attribute]): [string, unknown][] => {
    const value = row[name];
    const here = `${path}${name}`;
    if (value === null || value === undefined || attribute.writable === false || STRAPI_MANAGED.has(name))
      return [];
    if (holdsComponents(attribute)) {
      const copied = copyComponents(copy, attribute, value, here);
      return copied === undefined ? [] : [[name, copied]];
    }
    if (!copy.isCopied(here)) return [];
    const isReference = attribute.type === 'relation' || attribute.type === 'media';
    return [[name, isReference ? referencedBy(attribute, value) : value]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};

/**
 * Reads the draft of an article as the start of another one.
 *
 * @param where which draft
 * @param mayAccess leaves out what the editor may not read or write
 * @returns null if there is no such draft
 */
export const copyOfArticle = async (
  strapi: Strapi,
  where: { documentId: string } & Row,
  what: Copied,
  mayAccess: MayAccess
): Promise<Row | null> => {
  const row = (await strapi.db.query(ARTICLE).findOne({
    where: { ...where, publishedAt: null },
    populate: populateWhole(strapi, ARTICLE),
  })) as Row | null;
  if (!row) return null;
  const isCopied = (path: string): boolean => COPIES[what](path.split('.')) && mayAccess(path);
  return copyRow({ read: registeredAttributes(strapi), isCopied }, ARTICLE, row, '') ?? {};
};

import { guidesOf } from '../../guide';
import { CategoryTree } from '../../model/category-tree';
import { createSharedRelations } from '../../model/shared-relations';
import { uidOf, type Strapi } from '../../plugin';
import { inParts, type Transaction } from '../../strapi-internals/database';
import { errors } from '../../strapi-internals/host-utils';
import type { LinkTable } from '../../strapi-internals/tables';
import { TypeTable } from '../../strapi-internals/type-table';
import { joinSkillItems } from './duplicate-items';
import { linkTablesTo } from './link-tables';

/** Types without drafts, which many guides name. */
export const MERGEABLE = ['category', 'skill', 'study-path', 'employer'] as const;

export type MergeableType = (typeof MERGEABLE)[number];

export interface Merge {
  type: MergeableType;
  /** The documentIds of the entry that goes, and of the one that stays. */
  from: string;
  into: string;
}

interface LocaleRow {
  id: number;
  locale: string | null;
}

const rowsOf = async (strapi: Strapi, type: MergeableType, documentId: string): Promise<LocaleRow[]> =>
  (await strapi.db
    .query(uidOf(type))
    .findMany({ where: { documentId }, select: ['id', 'locale'] })) as LocaleRow[];

/** Why two entries cannot be merged, or undefined. */
export const mergeIssue = async (
  strapi: Strapi,
  { type, from, into }: Merge
): Promise<'same' | 'missing' | 'below' | undefined> => {
  if (from === into) return 'same';
  const [leaving, staying] = [await rowsOf(strapi, type, from), await rowsOf(strapi, type, into)];
  if (leaving.length === 0 || staying.length === 0) return 'missing';
  // The categories below the one that goes get a new parent, which must not be one of them.
  if (type === 'category' && (await new CategoryTree(strapi).isBelow(into, from))) return 'below';
  return undefined;
};

/** Returns the languages that only the entry that goes has: the one that stays takes them over. */
export const languagesTakenOver = async (strapi: Strapi, { type, from, into }: Merge): Promise<string[]> => {
  const known = new Set((await rowsOf(strapi, type, into)).map(({ locale }) => locale));
  return (await rowsOf(strapi, type, from))
    .filter(({ locale }) => !known.has(locale))
    .flatMap(({ locale }) => locale ?? []);
};

/** Leads the links of a row to another one; a row that is linked to both keeps one link. */
const moveLinks = async (
  strapi: Strapi,
  trx: Transaction,
  { name, source, target }: LinkTable,
  { from, into }: { from: number; into: number }
): Promise<void> => {
  const table = () => strapi.db.getConnection(name).transacting(trx);
  const known = (await table()
    .where({ [target]: into })
    .select(source)) as Record<string, number>[];
  for (const ids of inParts(known.map((row) => row[source]!))) {
    await table()
      .where({ [target]: from })
      .whereIn(source, ids)
      .delete();
  }
  // A category is linked to itself when it takes its own parent's place.
  await table()
    .where({ [target]: from })
    .update({ [target]: into });
};

/** What all languages share is stored by documents. */
const moveSelections = async (strapi: Strapi, trx: Transaction, { from, into }: Merge): Promise<void> => {
  const table = new TypeTable(strapi, uidOf('shared-relation'));
  const query = () => table.query().transacting(trx);
  const rows = (await query()
    .where({ target: from })
    .select('id', 'source', 'relation', 'published')) as Record<string, unknown>[];
  for (const { id, source, relation, published } of rows) {
    const [both] = (await query()
      .where({ source, relation, published, target: into })
      .select('id')) as unknown[];
    if (both) await query().where({ id }).delete();
    else await query().where({ id }).update({ target: into });
  }
};

/** The next import of a file finds the entry that stays, under the keys of both. */
const moveRecords = async (strapi: Strapi, trx: Transaction, { type, from, into }: Merge): Promise<void> => {
  const table = new TypeTable(strapi, uidOf('seed-record'));
  await table
    .query()
    .transacting(trx)
    .where(table.column('targetDocument'), from)
    .where('key', 'like', `${type}:%`)
    .update(table.values({ targetDocument: into }));
};

const mergeRows = async (strapi: Strapi, trx: Transaction, merge: Merge): Promise<void> => {
  const { type, from, into } = merge;
  const staying = new Map((await rowsOf(strapi, type, into)).map(({ id, locale }) => [locale, id]));
  const tables = linkTablesTo(strapi, type);
  const own = new TypeTable(strapi, uidOf(type));
  for (const { id, locale } of await rowsOf(strapi, type, from)) {
    const next = staying.get(locale);
    if (next === undefined) {
      await own
        .query()
        .transacting(trx)
        .where({ id })
        .update(own.values({ documentId: into }));
      continue;
    }
    for (const table of tables) await moveLinks(strapi, trx, table, { from: id, into: next });
    if (type === 'skill') await joinSkillItems(strapi, trx, next);
  }
};

/**
 * Merges an entry into another one: everything that references it references the other one afterwards, drafts and what is
 * published, in all languages, also in types of the site. Languages that the other one lacks are taken over. The entry is
 * deleted. All of it happens, or nothing.
 *
 * @throws ValidationError with what is in the way
 */
export const mergeEntries = async (strapi: Strapi, merge: Merge): Promise<void> => {
  const { type, from, into } = merge;
  await strapi.db.transaction(async ({ trx }) => {
    const issue = await mergeIssue(strapi, merge);
    if (issue) throw new errors.ValidationError(`These entries cannot be merged: ${issue}.`, { issue });
    await mergeRows(strapi, trx, merge);
    await moveSelections(strapi, trx, merge);
    await moveRecords(strapi, trx, merge);
    if ((await rowsOf(strapi, type, from)).length > 0) {
      await strapi.documents(uidOf(type)).delete({ documentId: from, locale: '*' });
    }
    // In languages that only the one that stays has.
    await createSharedRelations(strapi).show(type, into);
    await guidesOf(strapi).invalidateDocument(type, from);
    await guidesOf(strapi).invalidateDocument(type, into);
  });
};

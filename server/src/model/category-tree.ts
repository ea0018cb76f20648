import type { PublicType } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import {
  databaseClient,
  inParts,
  isInTransaction,
  type DatabaseClient,
  type Transaction,
} from '../strapi-internals/database';
import { documentLinks } from '../strapi-internals/relation-reads';
import { TypeTable } from '../strapi-internals/type-table';
import { findCycle, findCycles, type ParentsOf } from './category-cycles';

const CATEGORY: PublicType = 'category';
const PARENT = 'category.parent';

/** The documentIds of a category and its parent. */
interface Link {
  source: string;
  target: string;
}

/** The row of `shared-relation` that MySQL locks for the tree as a whole. */
const LOCK_ROW = { source: 'category-tree', target: 'lock', relation: 'lock', published: true, position: 0 };

const toParents = (links: Link[]): Map<string, string[]> => {
  const parents = new Map<string, string[]>();
  for (const { source: child, target: parent } of links) {
    const known = parents.get(child) ?? [];
    if (!known.includes(parent)) parents.set(child, [...known, parent]);
  }
  return parents;
};

/** The tree of categories, as documents: a locale may lack a link whose target is not translated there. */
export class CategoryTree {
  private readonly selections: TypeTable;

  constructor(private readonly strapi: Strapi) {
    this.selections = new TypeTable(strapi, uidOf('shared-relation'));
  }

  // Not in the constructor: the steps around writes are registered before Strapi connects to the database.
  private get client(): DatabaseClient {
    return databaseClient(this.strapi);
  }

  /** Reads links to parents: those that a locale has, and selected ones that no locale can show. */
  private async readLinks(trx?: Transaction, children?: string[]): Promise<Link[]> {
    const categories = uidOf(CATEGORY);
    const shown = documentLinks(
      this.strapi,
      { from: categories, relation: 'parent', to: categories },
      children
    );
    const selected = this.selections.query().select('source', 'target').where({ relation: PARENT });
    if (trx) {
      shown.transacting(trx);
      selected.transacting(trx);
    }
    if (children) {
      selected.whereIn('source', children);
      // MySQL goes on seeing what the transaction saw first, unless rows are read to be locked. Every write stores its
      // selection, so these rows suffice: locking those of categories could mean waiting for a write that waits for the
      // tree.
      if (this.client === 'mysql') selected.forShare();
    }
    return [...((await shown) as Link[]), ...((await selected) as Link[])];
  }

  /** Joins the open transaction, and begins none: commands that write nothing read all links. */
  private async readAllLinks(): Promise<Link[]> {
    return isInTransaction(this.strapi)
      ? ((await this.strapi.db.transaction(({ trx }) => this.readLinks(trx))) as Link[])
      : this.readLinks();
  }

  /** Reads the parents of a category and of all above it, with two statements a level. */
  private async readAbove(documentId: string): Promise<Map<string, string[]>> {
    const parents = new Map<string, string[]>();
    await this.strapi.db.transaction(async ({ trx }) => {
      for (let level = [documentId]; level.length > 0;) {
        const found = toParents(await this.readLinks(trx, level));
        for (const child of level) parents.set(child, found.get(child) ?? []);
        level = [...new Set([...found.values()].flat())].filter((each) => !parents.has(each));
      }
    });
    return parents;
  }

  /** Returns the names or slugs of categories, in a locale if they have it, by documentId. */
  async namesOf(
    documents: string[],
    attribute: 'name' | 'slug',
    locale?: string
  ): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (const part of inParts(documents, 300)) {
      const rows = (await this.strapi.db.query(uidOf(CATEGORY)).findMany({
        where: { documentId: { $in: part } },
        select: ['documentId', 'locale', attribute],
        orderBy: { id: 'asc' },
      })) as Record<string, string | null>[];
      for (const row of rows) {
        const documentId = String(row.documentId);
        if (!names.has(documentId) || row.locale === locale) {
          names.set(documentId, row[attribute] ?? documentId);
        }
      }
    }
    return names;
  }

  /**
   * Lets one transaction at a time change parents of categories: each half of a cycle is valid by itself. SQLite has one
   * writer at a time anyway.
   */
  async lock(): Promise<void> {
    const { client } = this;
    if (client === 'sqlite') return;
    await this.strapi.db.transaction(async ({ trx }) => {
      if (client === 'mysql') return this.lockRow(trx);
      await this.strapi.db.connection
        .raw(`SELECT pg_advisory_xact_lock(hashtext('career-field categories'), hashtext(current_schema()))`)
        .transacting(trx);
    });
  }

  private async lockRow(trx: Transaction): Promise<void> {
    const found = (await this.selections
      .query()
      .select('id')
      .where({ source: LOCK_ROW.source })
      .forUpdate()
      .transacting(trx)) as unknown[];
    if (found.length > 0) return;
    await this.selections.query().insert(this.selections.newRow(LOCK_ROW)).transacting(trx);
  }

  /** Whether a category has these parents already, in any locale. */
  async hasParents(documentId: string, parents: string[]): Promise<boolean> {
    const links = await this.strapi.db.transaction(({ trx }) => this.readLinks(trx, [documentId]));
    const known = new Set((links as Link[]).map(({ target }) => target));
    return parents.every((parent) => known.has(parent));
  }

  /** Whether a category is below another one. */
  async isBelow(documentId: string, other: string): Promise<boolean> {
    const parents = await this.readAbove(documentId);
    return [...parents.values()].some((above) => above.includes(other));
  }

  /** Returns the cycle that a category is part of, as documentIds. */
  async findCycleOf(documentId: string): Promise<string[] | undefined> {
    const parents = await this.readAbove(documentId);
    return findCycle(documentId, (each) => parents.get(each) ?? []);
  }

  /** Reads the parents of all categories. */
  async readParents(): Promise<ParentsOf<string>> {
    const parents = toParents(await this.readAllLinks());
    return (each) => parents.get(each) ?? [];
  }

  /** Finds all cycles of the site, each as its slugs. */
  async findAllCyclesBySlug(): Promise<string[][]> {
    const parents = toParents(await this.readAllLinks());
    const cycles = findCycles([...parents.keys()].sort(), (each) => parents.get(each) ?? []);
    const slugs = await this.namesOf([...new Set(cycles.flat())], 'slug');
    return cycles.map((cycle) => cycle.map((each) => slugs.get(each) ?? each));
  }
}

/**
 * Logs categories that are below themselves, from before this was rejected or from a writer that bypasses Strapi. Guides
 * below them show each category of the cycle once in their breadcrumbs, but no path leads to them from the top.
 */
export const warnCategoryCycles = async (strapi: Strapi): Promise<void> => {
  for (const cycle of await new CategoryTree(strapi).findAllCyclesBySlug()) {
    strapi.log.warn(
      `[career-field] These categories are below themselves: ${cycle.map((slug) => `"${slug}"`).join(' → ')}. ` +
        'Open one of them in the admin panel and choose another parent, or none.'
    );
  }
};

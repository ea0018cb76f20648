import type { PublicType } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import { newDocumentId } from './document-ids';

/** Every parent of a node, in any locale. */
export type ParentsOf<Node> = (node: Node) => readonly Node[];

/**
 * Finds the shortest way from a node up to itself.
 *
 * @returns the nodes of the cycle, the first one at both ends; undefined if the node is not part of one, even if one lies
 *   above it
 */
export const findCycle = <Node>(start: Node, parentsOf: ParentsOf<Node>): Node[] | undefined => {
  const below = new Map<Node, Node>();
  const queue = [start];
  for (const node of queue) {
    for (const parent of parentsOf(node)) {
      if (parent === start) {
        const way = [node];
        while (way[0] !== start) way.unshift(below.get(way[0]!)!);
        return [...way, start];
      }
      if (below.has(parent)) continue;
      below.set(parent, node);
      queue.push(parent);
    }
  }
  return undefined;
};

/** Finds every cycle once, however many of its nodes are given. */
export const findCycles = <Node>(nodes: Iterable<Node>, parentsOf: ParentsOf<Node>): Node[][] => {
  const found = new Set<Node>();
  const cycles: Node[][] = [];
  for (const node of nodes) {
    if (found.has(node)) continue;
    const cycle = findCycle(node, parentsOf);
    if (!cycle) continue;
    cycles.push(cycle);
    for (const each of cycle) found.add(each);
  }
  return cycles;
};

const CATEGORY: PublicType = 'category';
const PARENT = 'category.parent';

interface Link {
  child: string;
  parent: string;
}

type Transaction = Parameters<ReturnType<Strapi['db']['getConnection']>['transacting']>[0];

/** The row of `shared-relation` that MySQL locks for the tree as a whole. */
const LOCK_ROW = { source: 'category-tree', target: 'lock', relation: 'lock', published: true, position: 0 };

/** What one statement takes on every database. */
const PART = 300;

/** The tree of categories, as documents: a locale may lack a link whose target is not translated there. */
export const createCategoryTree = (strapi: Strapi) => {
  // The database is not there yet when the steps around writes are registered.
  const clientOf = (): string => strapi.db.dialect.client;
  const connect = (table: string) => strapi.db.getConnection(table);
  const selections = (): string => strapi.db.metadata.get(uidOf('shared-relation')).tableName;

  /** Reads links to parents: those that a locale has, and those that were chosen and no locale can show. */
  const readLinks = async (trx?: Transaction, children?: string[]): Promise<Link[]> => {
    const { tableName, attributes } = strapi.db.metadata.get(uidOf(CATEGORY));
    const { joinTable } = attributes.parent as unknown as {
      joinTable: { name: string; joinColumn: { name: string }; inverseJoinColumn: { name: string } };
    };
    const shown = connect(`${joinTable.name} as link`)
      .join(`${tableName} as child`, 'child.id', `link.${joinTable.joinColumn.name}`)
      .join(`${tableName} as parent`, 'parent.id', `link.${joinTable.inverseJoinColumn.name}`)
      .select('child.document_id as child', 'parent.document_id as parent');
    const chosen = connect(selections())
      .select('source as child', 'target as parent')
      .where({ relation: PARENT });
    if (trx) {
      shown.transacting(trx);
      chosen.transacting(trx);
    }
    if (children) {
      shown.whereIn('child.document_id', children);
      chosen.whereIn('source', children);
      // MySQL goes on seeing what the transaction saw first, unless rows are read to be locked. Every write stores what it
      // chooses, so these rows suffice: to lock those of categories could be to wait for somebody who waits for the tree.
      if (clientOf() === 'mysql') chosen.forShare();
    }
    return [...((await shown) as Link[]), ...((await chosen) as Link[])];
  };

  /** Joins the transaction that is open, and begins none: commands that write nothing read all links. */
  const readAllLinks = async (): Promise<Link[]> =>
    strapi.db.inTransaction()
      ? ((await strapi.db.transaction(({ trx }) => readLinks(trx))) as Link[])
      : readLinks();

  const toParents = (links: Link[]): Map<string, string[]> => {
    const parents = new Map<string, string[]>();
    for (const { child, parent } of links) {
      const known = parents.get(child) ?? [];
      if (!known.includes(parent)) parents.set(child, [...known, parent]);
    }
    return parents;
  };

  /** The parents of categories and of all above them, a level with two statements. */
  const readAbove = async (documentId: string): Promise<Map<string, string[]>> => {
    const parents = new Map<string, string[]>();
    await strapi.db.transaction(async ({ trx }) => {
      for (let level = [documentId]; level.length > 0;) {
        const found = toParents(await readLinks(trx, level));
        for (const child of level) parents.set(child, found.get(child) ?? []);
        level = [...new Set([...found.values()].flat())].filter((each) => !parents.has(each));
      }
    });
    return parents;
  };

  const namesOf = async (
    documents: string[],
    attribute: 'name' | 'slug',
    locale?: string
  ): Promise<Map<string, string>> => {
    const names = new Map<string, string>();
    for (let start = 0; start < documents.length; start += PART) {
      const rows = (await strapi.db.query(uidOf(CATEGORY)).findMany({
        where: { documentId: { $in: documents.slice(start, start + PART) } },
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
  };

  return {
    /**
     * Lets one transaction at a time give categories other parents: each half of a cycle is right by itself. SQLite has
     * one writer at a time anyway.
     */
    async lock(): Promise<void> {
      const client = clientOf();
      if (client === 'sqlite') return;
      await strapi.db.transaction(async ({ trx }) => {
        if (client === 'postgres') {
          await strapi.db.connection
            .raw(
              `SELECT pg_advisory_xact_lock(hashtext('career-field categories'), hashtext(current_schema()))`
            )
            .transacting(trx);
          return;
        }
        const find = (): Promise<unknown[]> =>
          connect(selections())
            .select('id')
            .where({ source: LOCK_ROW.source })
            .forUpdate()
            .transacting(trx) as unknown as Promise<unknown[]>;
        if ((await find()).length > 0) return;
        await connect(selections())
          .insert({ ...LOCK_ROW, document_id: newDocumentId(strapi) })
          .transacting(trx);
      });
    },

    /** Whether a category has a document as its parent already, in any locale. */
    async hasParents(documentId: string, parents: string[]): Promise<boolean> {
      const links = await strapi.db.transaction(({ trx }) => readLinks(trx, [documentId]));
      const known = new Set((links as Link[]).map(({ parent }) => parent));
      return parents.every((parent) => known.has(parent));
    },

    /** The cycle that a category is part of, as documentIds. */
    async findCycleOf(documentId: string): Promise<string[] | undefined> {
      const parents = await readAbove(documentId);
      return findCycle(documentId, (each) => parents.get(each) ?? []);
    },

    /** Reads the parents of all categories. */
    async readParents(): Promise<ParentsOf<string>> {
      const parents = toParents(await readAllLinks());
      return (each) => parents.get(each) ?? [];
    },

    /** Finds all cycles of the site, each by the slugs along it. */
    async findAllCyclesBySlug(): Promise<string[][]> {
      const parents = toParents(await readAllLinks());
      const cycles = findCycles([...parents.keys()].sort(), (each) => parents.get(each) ?? []);
      const slugs = await namesOf([...new Set(cycles.flat())], 'slug');
      return cycles.map((cycle) => cycle.map((each) => slugs.get(each) ?? each));
    },

    /** The names or slugs of categories, in a locale if they have it, by documentId. */
    namesOf,
  };
};

/**
 * Names categories that lie below themselves, from before this was rejected or from a writer that bypasses Strapi. Guides
 * below them show each category of the cycle once in their breadcrumbs, but nothing leads to them from the top.
 */
export const warnCategoryCycles = async (strapi: Strapi): Promise<void> => {
  for (const cycle of await createCategoryTree(strapi).findAllCyclesBySlug()) {
    strapi.log.warn(
      `[career-field] These categories lie below themselves: ${cycle.map((slug) => `"${slug}"`).join(' → ')}. ` +
        'Open one of them in the admin panel and choose another parent, or none.'
    );
  }
};

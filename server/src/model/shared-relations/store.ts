import type { PublicType } from '../../../../content-types';
import { uidOf, type Strapi } from '../../plugin';
import { newDocumentId } from '../document-ids';
import { SHARED_RELATIONS, type SharedRelation } from './relations';

/** The selection of one relation of one document, for its drafts or for what is published. */
export interface SelectionKey {
  relation: SharedRelation;
  source: string;
  published: boolean;
}

interface StoredTarget {
  source: string;
  target: string;
  relation: string;
  /** A number in SQLite and MySQL. */
  published: boolean | number;
}

/** What was chosen in a relation of a document. */
export interface Selection {
  key: SelectionKey;
  targets: string[];
}

/** Stored selections of some documents. */
export interface Selections {
  /** The selection of a relation; empty if it is, or if it is not stored. */
  of(key: SelectionKey): string[];
  /**
   * Whether anything is stored for the drafts of a document, or for what is published of it. Nothing is where it was
   * written before selections were stored, or is empty altogether.
   */
  isStored(source: string, published: boolean): boolean;
}

export const keyOf = ({ relation, source, published }: SelectionKey): string =>
  `${relation.key} ${source} ${published}`;

/** What one statement takes on every database. */
const PART = 100;

const inParts = <Item>(items: Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / PART) }, (_, index) =>
    items.slice(index * PART, (index + 1) * PART)
  );

type Transaction = Parameters<ReturnType<Strapi['db']['getConnection']>['transacting']>[0];

/**
 * Returns the documents in the selections of some documents, by their types: also those that no row is linked to, because
 * none can show them.
 *
 * @param trx the transaction that is open, if there is one
 */
export const findSelected = async (
  strapi: Strapi,
  type: PublicType,
  sources: string[],
  trx?: Transaction
): Promise<Map<PublicType, string[]>> => {
  const found = new Map<PublicType, string[]>();
  const relations = new Map(SHARED_RELATIONS[type].map(({ key, target }) => [key, target]));
  if (relations.size === 0) return found;
  const { tableName } = strapi.db.metadata.get(uidOf('shared-relation'));
  for (const part of inParts(sources)) {
    const query = strapi.db.getConnection(tableName).distinct('relation', 'target').whereIn('source', part);
    const rows = (await (trx ? query.transacting(trx) : query)) as StoredTarget[];
    for (const { relation, target } of rows) {
      const selected = relations.get(relation);
      if (selected) found.set(selected, [...(found.get(selected) ?? []), target]);
    }
  }
  return found;
};

/**
 * The stored selections. Everything runs in the transaction that is open, if there is one, and no lifecycle is run: to
 * the site, a selection is a part of the document that was written.
 */
export const createStore = (strapi: Strapi) => {
  // The database is not there yet when the steps around writes are registered.
  const table = () => strapi.db.getConnection(strapi.db.metadata.get(uidOf('shared-relation')).tableName);

  const run = async <Result>(query: ReturnType<typeof table>): Promise<Result> =>
    (await strapi.db.transaction(async ({ trx }) => (await query.transacting(trx)) as unknown)) as Result;

  const insert = async (selections: Selection[]): Promise<void> => {
    const rows = selections.flatMap(({ key: { relation, source, published }, targets }) =>
      targets.map((target, position) => ({
        document_id: newDocumentId(strapi),
        source,
        target,
        relation: relation.key,
        published,
        position,
      }))
    );
    for (const part of inParts(rows)) await run(table().insert(part));
  };

  /** Reads the selections of documents. */
  const read = async (sources: string[]): Promise<Selections> => {
    const targets = new Map<string, string[]>();
    const states = new Set<string>();
    for (const part of inParts(sources)) {
      const rows = await run<StoredTarget[]>(
        table()
          .select('source', 'target', 'relation', 'published')
          .whereIn('source', part)
          .orderBy(['position', 'id'])
      );
      for (const { relation, source, published, target } of rows) {
        const key = `${relation} ${source} ${Boolean(published)}`;
        targets.set(key, [...(targets.get(key) ?? []), target]);
        states.add(`${source} ${Boolean(published)}`);
      }
    }
    return {
      of: (key) => targets.get(keyOf(key)) ?? [],
      isStored: (source, published) => states.has(`${source} ${published}`),
    };
  };

  return {
    read,

    /** Stores a selection in the place of the one that is known to be there. */
    async replace(key: SelectionKey, known: string[], targets: string[]): Promise<void> {
      const { relation, source, published } = key;
      if (known.join() === targets.join()) return;
      if (known.length > 0) {
        await run(table().where({ source, relation: relation.key, published }).delete());
      }
      await insert([{ key, targets }]);
    },

    /** Stores selections of new documents. */
    insert,

    /** Stores selections of many documents in the place of those that are there. */
    async replaceAll(selections: Selection[]): Promise<void> {
      const stored = await read([...new Set(selections.map(({ key }) => key.source))]);
      const changed = selections.filter(({ key, targets }) => stored.of(key).join() !== targets.join());
      const relations = new Map<string, SelectionKey[]>();
      for (const { key } of changed) {
        const name = `${key.relation.key} ${key.published}`;
        relations.set(name, [...(relations.get(name) ?? []), key]);
      }
      for (const keys of relations.values()) {
        const { relation, published } = keys[0]!;
        for (const part of inParts(keys)) {
          const sources = part.map(({ source }) => source);
          await run(table().whereIn('source', sources).where({ relation: relation.key, published }).delete());
        }
      }
      await insert(changed);
    },

    /** Deletes the selections of a document, or only those of what is published. */
    async forget(source: string, onlyPublished: boolean): Promise<void> {
      await run(
        table()
          .where(onlyPublished ? { source, published: true } : { source })
          .delete()
      );
    },

    /** Takes a deleted document out of all selections. */
    async forgetTarget(target: string): Promise<void> {
      await run(table().where({ target }).delete());
    },

    /** The documents that have a document in their selection, by the keys of the relations. */
    async sourcesOf(target: string): Promise<Map<string, Set<string>>> {
      const rows = await run<StoredTarget[]>(table().distinct('source', 'relation').where({ target }));
      const found = new Map<string, Set<string>>();
      for (const { source, relation } of rows) {
        found.set(relation, (found.get(relation) ?? new Set()).add(source));
      }
      return found;
    },
  };
};

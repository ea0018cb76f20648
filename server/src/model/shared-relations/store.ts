import type { PublicType } from '../../../../content-types';
import { uidOf, type Strapi } from '../../plugin';
import { inParts } from '../../strapi-internals/database';
import { TypeTable, type Query } from '../../strapi-internals/type-table';
import { SHARED_RELATIONS, type SharedRelation } from './relations';

/** Names the selection of one relation of one document, for its drafts or its published rows. */
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

/** The targets that editors selected in a relation of a document. */
export interface Selection {
  key: SelectionKey;
  targets: string[];
}

/** Stored selections of some documents. */
export interface Selections {
  /** Returns the selection of a relation; empty if it is, or if it is not stored. */
  of(key: SelectionKey): string[];
  /**
   * Whether a selection is stored for the drafts of a document, or for its published rows. None is if the document was
   * written before selections were stored, or if all its selections are empty.
   */
  isStored(source: string, published: boolean): boolean;
}

export const keyOf = ({ relation, source, published }: SelectionKey): string =>
  `${relation.key} ${source} ${published}`;

/** Rows that one statement inserts: each has several values. */
const PART = 100;

/**
 * Returns the documents in the selections of some documents, by their types: also those that no row links to, because
 * none can show them.
 */
export const findSelected = async (
  strapi: Strapi,
  type: PublicType,
  sources: string[]
): Promise<Map<PublicType, string[]>> => {
  const found = new Map<PublicType, string[]>();
  const relations = new Map(SHARED_RELATIONS[type].map(({ key, target }) => [key, target]));
  if (relations.size === 0) return found;
  const table = new TypeTable(strapi, uidOf('shared-relation'));
  for (const part of inParts(sources, PART)) {
    const rows = await table.read<StoredTarget[]>(
      table.query().distinct('relation', 'target').whereIn('source', part)
    );
    for (const { relation, target } of rows) {
      const selected = relations.get(relation);
      if (selected) found.set(selected, [...(found.get(selected) ?? []), target]);
    }
  }
  return found;
};

/**
 * The stored selections. Everything runs in the open transaction, if any, and no lifecycle runs: to the site, a selection
 * is a part of the document that was written.
 */
export class SelectionStore {
  private readonly table: TypeTable;

  constructor(strapi: Strapi) {
    this.table = new TypeTable(strapi, uidOf('shared-relation'));
  }

  private run<Result>(query: Query): Promise<Result> {
    return this.table.transact(async (trx) => (await query.transacting(trx)) as Result);
  }

  /** Reads the selections of documents. */
  async read(sources: string[]): Promise<Selections> {
    const targets = new Map<string, string[]>();
    const states = new Set<string>();
    for (const part of inParts(sources, PART)) {
      const rows = await this.run<StoredTarget[]>(
        this.table
          .query()
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
  }

  /** Inserts selections of which nothing is stored. */
  async insert(selections: Selection[]): Promise<void> {
    const rows = selections.flatMap(({ key: { relation, source, published }, targets }) =>
      targets.map((target, position) =>
        this.table.newRow({ source, target, relation: relation.key, published, position })
      )
    );
    for (const part of inParts(rows, PART)) await this.run(this.table.query().insert(part));
  }

  /** @param stored the selection that is stored now */
  async replace(key: SelectionKey, stored: string[], targets: string[]): Promise<void> {
    const { relation, source, published } = key;
    if (stored.join() === targets.join()) return;
    if (stored.length > 0) {
      await this.run(this.table.query().where({ source, relation: relation.key, published }).delete());
    }
    await this.insert([{ key, targets }]);
  }

  /** Replaces the selections of many documents. */
  async replaceAll(selections: Selection[]): Promise<void> {
    const stored = await this.read([...new Set(selections.map(({ key }) => key.source))]);
    const changed = selections.filter(({ key, targets }) => stored.of(key).join() !== targets.join());
    const relations = new Map<string, SelectionKey[]>();
    for (const { key } of changed) {
      const name = `${key.relation.key} ${key.published}`;
      relations.set(name, [...(relations.get(name) ?? []), key]);
    }
    for (const keys of relations.values()) {
      const { relation, published } = keys[0]!;
      for (const part of inParts(keys, PART)) {
        const sources = part.map(({ source }) => source);
        await this.run(
          this.table.query().whereIn('source', sources).where({ relation: relation.key, published }).delete()
        );
      }
    }
    await this.insert(changed);
  }

  /** Deletes the selections of a document, or only those of its published rows. */
  async deleteOf(source: string, onlyPublished: boolean): Promise<void> {
    await this.run(
      this.table
        .query()
        .where(onlyPublished ? { source, published: true } : { source })
        .delete()
    );
  }

  /** Removes a deleted document from all selections. */
  async deleteTarget(target: string): Promise<void> {
    await this.run(this.table.query().where({ target }).delete());
  }

  /** Returns the documents that have a document in their selection, by the keys of the relations. */
  async sourcesOf(target: string): Promise<Map<string, Set<string>>> {
    const rows = await this.run<StoredTarget[]>(
      this.table.query().distinct('source', 'relation').where({ target })
    );
    const found = new Map<string, Set<string>>();
    for (const { source, relation } of rows) {
      found.set(relation, (found.get(relation) ?? new Set()).add(source));
    }
    return found;
  }
}

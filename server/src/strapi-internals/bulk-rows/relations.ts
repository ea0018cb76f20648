/*
 * Relies on the columns `document_id`, `locale` and `published_at`, on the tables of relations, and on the versions that
 * Strapi links: drafts to drafts, published rows to published rows, in one locale. Read in Strapi 5.54.0. Without a column the
 * query throws and the transaction is rolled back; with other rules, the sample that the import compares differs, and the import
 * takes the normal path.
 */
import type { Strapi } from '../../plugin';
import type { RelationTuple, State } from './batch';
import type { Connection, Insert, Row } from './insert';
import type { RelationModel } from './models';
import type { DatabaseValue } from './values';

/** Tuples whose targets are looked up at once. */
const TUPLES = 1000;
const DOCUMENTS = 1000;

const LINK_SIZE = 100;

interface TargetRow {
  id: number;
  document_id: string;
  locale: string | null;
  published_at: unknown;
}

const chunksOf = <Item>(items: Item[], length: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length)
  );

/** The properties of a target type that decide which of its rows are linked. */
interface Target {
  table: string;
  localised: boolean;
  drafts: boolean;
}

const targetOf = (strapi: Strapi, uid: string): Target => {
  const model = strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  return {
    table: strapi.db.metadata.get(uid).tableName,
    localised: strapi.plugin('i18n').service('content-types').isLocalizedContentType(model),
    drafts: model.options?.draftAndPublish === true,
  };
};

/** Finds the target rows that a relation links. */
class Targets {
  private readonly rows = new Map<string, TargetRow[]>();

  constructor(private readonly target: Target) {}

  /** Looks up documents. */
  async load(trx: Connection, documents: string[]): Promise<void> {
    for (const ids of chunksOf([...new Set(documents)], DOCUMENTS)) {
      const rows: TargetRow[] = await trx(this.target.table)
        .select('id', 'document_id', 'locale', 'published_at')
        .whereIn('document_id', ids);
      for (const row of rows) {
        const own = this.rows.get(row.document_id);
        if (own) own.push(row);
        else this.rows.set(row.document_id, [row]);
      }
    }
  }

  /** The id of a document's row in a locale and, if its type has drafts, a state. */
  find(document: string, locale: string | null, state: State): number | undefined {
    return this.rows
      .get(document)
      ?.find(
        (row) =>
          (!this.target.localised || row.locale === locale) &&
          (!this.target.drafts || (row.published_at !== null) === (state === 'published'))
      )?.id;
  }

  /** Returns the ids that a relation links, each with its position from 1. Targets that do not exist are left out. */
  linked({ self }: RelationModel, { targets, origin }: RelationTuple): { id: number; order: number }[] {
    const states = this.target.drafts ? origin.states : (['published'] as const);
    let order = 0;
    return targets.flatMap((document) => {
      const ids = states.flatMap((state) => this.find(document, origin.locale, state) ?? []);
      // In a relation of a type to itself, published rows keep the draft's positions: an unpublished target is a gap.
      if (self && ids.length === 0 && this.find(document, origin.locale, 'draft') !== undefined) order += 1;
      return ids.map((id) => ({ id, order: (order += 1) }));
    });
  }
}

/** A link from a row to a target row, with its position in the list. */
interface RelationLink {
  source: number;
  id: number;
  order: number;
}

/**
 * Writes links of one relation.
 *
 * @param trx an open transaction
 */
const writeRelationLinks = async (
  trx: Connection,
  insert: Insert,
  { link, inverseColumn, inverseOrderColumn, ordered }: RelationModel,
  links: RelationLink[]
): Promise<void> => {
  /** The last number of each target's sources, if the target numbers them. */
  const last = new Map<number, number>();
  const targets = inverseOrderColumn ? [...new Set(links.map(({ id }) => id))] : [];
  for (const some of chunksOf(targets, DOCUMENTS)) {
    const rows: Record<string, number>[] = await trx(link.table)
      .select(inverseColumn)
      .max(inverseOrderColumn!, { as: 'last' })
      .whereIn(inverseColumn, some)
      .groupBy(inverseColumn);
    for (const row of rows) last.set(Number(row[inverseColumn]), Number(row.last));
  }
  const rows = links.map(({ source, id, order }): Row => {
    const values: DatabaseValue[] = [source, id];
    if (ordered) values.push(order);
    if (inverseOrderColumn) {
      last.set(id, (last.get(id) ?? 0) + 1);
      values.push(last.get(id)!);
    }
    return { values, size: LINK_SIZE, id: 0 };
  });
  await insert(link.table, link.columns, rows, false);
};

/**
 * Writes the links of relations, after all rows: from drafts to drafts and from published rows to published rows, in the
 * same locale.
 *
 * @param trx an open transaction
 */
export const writeRelations = async (
  strapi: Strapi,
  trx: Connection,
  insert: Insert,
  tuples: Map<RelationModel, RelationTuple[]>
): Promise<void> => {
  for (const [relation, own] of tuples) {
    for (const some of chunksOf(own, TUPLES)) {
      // Not cached for the next chunk, so that memory does not grow with the number of targets.
      const found = new Targets(targetOf(strapi, relation.target));
      await found.load(
        trx,
        some.flatMap(({ targets }) => targets)
      );
      const links = some.flatMap((tuple) =>
        found.linked(relation, tuple).map(({ id, order }) => ({ source: tuple.source, id, order }))
      );
      await writeRelationLinks(trx, insert, relation, links);
    }
  }
};

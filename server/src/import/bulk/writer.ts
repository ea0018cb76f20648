import { isDeepStrictEqual } from 'node:util';
import type { PublicType } from '../../../../content-types';
import { createSharedRelations } from '../../model/shared-relations';
import { SHARED_RELATIONS } from '../../model/shared-relations/relations';
import { completeSelection } from '../../model/shared-relations/rule';
import type { Selection } from '../../model/shared-relations/store';
import { hasDrafts, uidOf, type Strapi } from '../../plugin';
import {
  addRow,
  documentsIn,
  emptyBatch,
  writeBatch,
  type Origin,
  type RelationTuple,
} from '../../strapi-internals/bulk-rows/batch';
import { createInsert, type Connection, type Insert } from '../../strapi-internals/bulk-rows/insert';
import { PLUGIN_MANAGED } from '../../model/attributes';
import { createModels, type Models, type RelationModel } from '../../strapi-internals/bulk-rows/models';
import { writeRelations } from '../../strapi-internals/bulk-rows/relations';
import { removeParts, updateRows } from '../../strapi-internals/bulk-rows/replace';
import { createTraits } from '../../strapi-internals/bulk-rows/traits';

/** One new document, complete, in the form that `strapi.documents().create({ data })` takes. */
export interface BulkDocument {
  type: PublicType;
  /** Chosen by the caller, see `newDocumentId`; no row may have it yet. */
  documentId: string;
  /**
   * Every locale with all its values, the shared ones too: nothing is copied from one to the other. Media are the
   * numeric ids of files, relations are documentIds. For a type without drafts, `draft` is the only row.
   */
  locales: { locale: string; draft: Attributes; published?: Attributes }[];
}

type Attributes = Record<string, unknown>;

/** A document whose drafts are replaced: they exist, and nothing of it is published in these locales. */
export interface BulkUpdate {
  type: PublicType;
  documentId: string;
  /** The row of each draft, and all its values; attributes that are left out become empty. */
  locales: { locale: string; row: number; draft: Attributes }[];
}

export interface BulkWriter {
  /** Replaces drafts; their rows keep their ids. */
  update(documents: BulkUpdate[]): Promise<void>;
  /** Collects documents, and writes them when there are enough. */
  add(documents: BulkDocument[]): Promise<void>;
  /** Writes the remaining documents, and the relations of all; to be called once, at the end. */
  finish(): Promise<void>;
}

/** Characters that are collected before they are written: enough for long statements, few enough for memory. */
const BATCH_SIZE = 2_000_000;

/** Returns the selections of a document's versions in relations that all locales share. */
const selectionsOf = (
  type: PublicType,
  source: string,
  versions: (Attributes | undefined)[],
  published: boolean
): Selection[] =>
  SHARED_RELATIONS[type].map((relation) => {
    const lists = versions.map((version) => documentsIn(version?.[relation.name]));
    return {
      key: { relation, source, published },
      targets: completeSelection([], lists, relation.isSingle),
    };
  });

const newSelections = ({ type, documentId, locales }: BulkDocument): Selection[] => {
  const drafts = locales.map(({ draft }) => draft);
  const selections = selectionsOf(type, documentId, drafts, !hasDrafts(type));
  if (!hasDrafts(type)) return selections;
  const published = locales.map((each) => each.published);
  return [...selections, ...selectionsOf(type, documentId, published, true)];
};

class RowWriter implements BulkWriter {
  private readonly models: Models;
  private readonly insert: Insert;
  private readonly traitsOf: ReturnType<typeof createTraits>;
  private readonly shared: ReturnType<typeof createSharedRelations>;
  private readonly relations = new Map<RelationModel, RelationTuple[]>();
  private selections: Selection[] = [];
  private replacedSelections: Selection[] = [];
  private batch = emptyBatch();

  constructor(
    private readonly strapi: Strapi,
    private readonly trx: Connection
  ) {
    this.models = createModels(strapi);
    this.insert = createInsert(strapi, trx);
    this.traitsOf = createTraits(strapi);
    this.shared = createSharedRelations(strapi);
  }

  async update(documents: BulkUpdate[]): Promise<void> {
    for (const document of documents) {
      await this.updateDocument(document);
      const { type, documentId, locales } = document;
      const drafts = locales.map(({ draft }) => draft);
      // A target of the replaced draft that no locale shows would reappear as soon as one could show it.
      this.replacedSelections.push(...selectionsOf(type, documentId, drafts, !hasDrafts(type)));
      if (this.batch.size >= BATCH_SIZE) await this.flush();
    }
  }

  async add(documents: BulkDocument[]): Promise<void> {
    for (const document of documents) {
      await this.addDocument(document);
      this.selections.push(...newSelections(document));
      if (this.batch.size >= BATCH_SIZE) await this.flush();
    }
  }

  async finish(): Promise<void> {
    await this.flush();
    await writeRelations(this.strapi, this.trx, this.insert, this.relations);
    this.relations.clear();
  }

  private async flush(): Promise<void> {
    const { trx, models, batch, relations } = this;
    const { updates } = batch;
    for (const model of new Set(updates.map((each) => each.model))) {
      const ids = updates.filter((each) => each.model === model).map(({ row }) => row.id);
      await removeParts(trx, models, model.uid, ids);
    }
    await updateRows(trx, updates);
    await writeBatch(batch, this.insert);
    this.batch = emptyBatch();
    await this.shared.insert(this.selections);
    this.selections = [];
    await this.shared.replaceAll(this.replacedSelections);
    this.replacedSelections = [];
    for (const { relation, row, targets, origin } of batch.relations) {
      const tuples = relations.get(relation) ?? [];
      tuples.push({ source: row.id, targets, origin });
      relations.set(relation, tuples);
    }
  }

  private async addDocument({ type, documentId, locales }: BulkDocument): Promise<void> {
    const uid = uidOf(type);
    const { localised, drafts, targetLocale, firstPublication } = await this.traitsOf(uid);
    for (const { locale, draft, published } of locales) {
      const now = new Date();
      const add = (data: Attributes, times: Attributes, states: Origin['states']): void => {
        const own = {
          documentId,
          locale: localised ? locale : null,
          createdAt: now,
          updatedAt: now,
          ...times,
        };
        const origin: Origin = { locale: targetLocale ?? locale, states };
        addRow(this.batch, this.models, uid, { ...data, ...own }, origin);
      };
      if (!drafts) {
        // Strapi treats a row of a type without drafts as published.
        add(draft, { publishedAt: now }, ['draft', 'published']);
        continue;
      }
      // Strapi shows a draft as modified if it was written after the published row, not at the same moment.
      const isModified = published !== undefined && !isDeepStrictEqual(draft, published);
      const updatedAt = isModified ? new Date(now.getTime() + 1) : now;
      const first = firstPublication && published ? { firstPublishedAt: now } : {};
      add(draft, { publishedAt: null, updatedAt, ...first }, ['draft']);
      if (published) add(published, { publishedAt: now, ...first }, ['published']);
    }
  }

  private async updateDocument({ type, locales }: BulkUpdate): Promise<void> {
    const uid = uidOf(type);
    const { targetLocale } = await this.traitsOf(uid);
    for (const { locale, row, draft } of locales) {
      const kept = new Set([...PLUGIN_MANAGED].filter((name) => draft[name] === undefined));
      const origin: Origin = { locale: targetLocale ?? locale, states: ['draft'] };
      const data = { ...draft, updatedAt: new Date() };
      addRow(this.batch, this.models, uid, data, origin, { id: row, kept });
    }
  }
}

/**
 * Returns a writer of new documents in long statements, for a first import of thousands. Its rows are those that
 * `strapi.documents().create` and `publish` leave, without lifecycles, document middlewares (this plugin's validation
 * included), events and webhooks. The caller has validated everything.
 *
 * Relations may reference documents that follow, each other, and documents of the site. A target that does not exist in
 * that locale (for a published row: is not published) is left out.
 *
 * @param trx the transaction of the surrounding `strapi.db.transaction()`
 */
export const createBulkWriter = (strapi: Strapi, trx: Connection): BulkWriter => new RowWriter(strapi, trx);

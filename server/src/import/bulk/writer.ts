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
import { createInsert, type Connection } from '../../strapi-internals/bulk-rows/insert';
import { PLUGIN_MANAGED } from '../../documents/attributes';
import { createModels, type RelationModel } from '../../strapi-internals/bulk-rows/models';
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

/** A document whose drafts are replaced: they are there, and nothing of it is published in these locales. */
export interface BulkUpdate {
  type: PublicType;
  documentId: string;
  /** The row of each draft, and all its values; what is left out becomes empty. */
  locales: { locale: string; row: number; draft: Attributes }[];
}

export interface BulkWriter {
  /** Replaces drafts; their rows keep their ids. */
  update(documents: BulkUpdate[]): Promise<void>;
  /** Takes documents. They are written when enough have gathered. */
  add(documents: BulkDocument[]): Promise<void>;
  /** Writes what is left, and the relations of all documents; to be called once, at the end. */
  finish(): Promise<void>;
}

/** About how many characters gather before they are written: enough for long statements, little to hold in memory. */
const BATCH_SIZE = 2_000_000;

/**
 * Writes new documents in long statements, for a first import of thousands: the rows are those that
 * `strapi.documents().create` and `publish` leave behind, but no lifecycle, no document middleware (this plugin's
 * validation included), no event and no webhook hears of them. Whoever calls this has validated everything before.
 *
 * Relations may point at documents that come later, at each other, and at what the site has already; what does not
 * exist in that locale (for what is published: is not published) is left out.
 *
 * @param trx the transaction of the `strapi.db.transaction()` around all this; everything is written in it
 */
export const createBulkWriter = (strapi: Strapi, trx: Connection): BulkWriter => {
  const models = createModels(strapi);
  const insert = createInsert(strapi, trx);
  const relations = new Map<RelationModel, RelationTuple[]>();
  const traitsOf = createTraits(strapi);
  const shared = createSharedRelations(strapi);
  let selections: Selection[] = [];
  let replacedSelections: Selection[] = [];
  let batch = emptyBatch();

  const flush = async (): Promise<void> => {
    const { relations: found, updates } = batch;
    for (const model of new Set(updates.map((each) => each.model))) {
      const ids = updates.filter((each) => each.model === model).map(({ row }) => row.id);
      await removeParts(trx, models, model.uid, ids);
    }
    await updateRows(trx, updates);
    await writeBatch(batch, insert);
    batch = emptyBatch();
    await shared.insert(selections);
    selections = [];
    await shared.replaceAll(replacedSelections);
    replacedSelections = [];
    for (const { relation, row, targets, origin } of found) {
      const tuples = relations.get(relation) ?? [];
      tuples.push({ source: row.id, targets, origin });
      relations.set(relation, tuples);
    }
  };

  /** What the versions of a document choose in relations that all locales share, as far as any of them can show it. */
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

  const addSelections = ({ type, documentId, locales }: BulkDocument): void => {
    const drafts = locales.map(({ draft }) => draft);
    selections.push(...selectionsOf(type, documentId, drafts, !hasDrafts(type)));
    if (!hasDrafts(type)) return;
    const published = locales.map((each) => each.published);
    selections.push(...selectionsOf(type, documentId, published, true));
  };

  /** What the drafts chose before goes: it would come back as soon as a locale could show it. */
  const replaceSelections = ({ type, documentId, locales }: BulkUpdate): void => {
    const drafts = locales.map(({ draft }) => draft);
    replacedSelections.push(...selectionsOf(type, documentId, drafts, !hasDrafts(type)));
  };

  const addDocument = async ({ type, documentId, locales }: BulkDocument): Promise<void> => {
    const uid = uidOf(type);
    const { localised, drafts, targetLocale, firstPublication } = await traitsOf(uid);
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
        addRow(batch, models, uid, { ...data, ...own }, { locale: targetLocale ?? locale, states });
      };
      if (!drafts) {
        // Strapi counts what has no drafts as published.
        add(draft, { publishedAt: now }, ['draft', 'published']);
        continue;
      }
      // Strapi shows a draft as modified when it was written after what is published; the same moment is none.
      const isModified = published !== undefined && !isDeepStrictEqual(draft, published);
      const updatedAt = isModified ? new Date(now.getTime() + 1) : now;
      const first = firstPublication && published ? { firstPublishedAt: now } : {};
      add(draft, { publishedAt: null, updatedAt, ...first }, ['draft']);
      if (published) add(published, { publishedAt: now, ...first }, ['published']);
    }
  };

  const updateDocument = async ({ type, locales }: BulkUpdate): Promise<void> => {
    const uid = uidOf(type);
    const { targetLocale } = await traitsOf(uid);
    for (const { locale, row, draft } of locales) {
      const kept = new Set([...PLUGIN_MANAGED].filter((name) => draft[name] === undefined));
      const origin: Origin = { locale: targetLocale ?? locale, states: ['draft'] };
      addRow(batch, models, uid, { ...draft, updatedAt: new Date() }, origin, { id: row, kept });
    }
  };

  return {
    async update(documents) {
      for (const document of documents) {
        await updateDocument(document);
        replaceSelections(document);
        if (batch.size >= BATCH_SIZE) await flush();
      }
    },
    async add(documents) {
      for (const document of documents) {
        await addDocument(document);
        addSelections(document);
        if (batch.size >= BATCH_SIZE) await flush();
      }
    },
    async finish() {
      await flush();
      await writeRelations(strapi, trx, insert, relations);
      relations.clear();
    },
  };
};

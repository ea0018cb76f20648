import type { PublicType } from '../../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../../plugin';
import {
  onDocumentWrite,
  writtenIds,
  type DocumentWrite,
  type Row,
  type WriteParams,
} from '../document-writes';
import { chosenIn } from './chosen';
import { SHARED_RELATIONS, sharedRelationsTo, type SharedRelation } from './relations';
import { createRows, documentsIn, isPublished } from './rows';
import { applyChange, completeSelection, firstChange, shownOf } from './rule';
import { createStore, keyOf, type Selection, type SelectionKey, type Selections } from './store';

/**
 * Keeps relations in step that the schema marks as shared. Strapi copies shared scalars and components from one locale to
 * the others, but never relations: each locale keeps its own, whatever the schema says.
 *
 * What was chosen for the document is stored apart (see `rule.ts` and the type `shared-relation`), because no row may be
 * able to show it: a target that is translated or published later appears then, in every locale that can show it. A write
 * changes the selection by what it changes in its own locale, and every locale shows what it can of the result.
 */

/** Documents that are filled in together. */
const PART = 100;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Whether data says the whole of a relation, rather than nothing or what is added and taken away. */
const isWhole = (data: WriteParams['data'], name: string): boolean => {
  const value = data?.[name];
  if (!isObject(value)) return value !== undefined;
  return 'set' in value || !('connect' in value || 'disconnect' in value);
};

/** What a write does with relations that all locales share. */
export interface SharedRelations {
  /**
   * Stores what rows show in addition to the selections of their documents, after a write of the links alone.
   *
   * @param documents documentIds
   */
  adopt(type: PublicType, documents: string[]): Promise<void>;
  /** Reads the stored selections of documents. */
  read(documents: string[]): Promise<Selections>;
  /** Stores the selections of new documents, whose rows are written already. */
  insert(selections: Selection[]): Promise<void>;
  /** Stores selections in the place of those that are there. The rows that show them are left to the caller. */
  replaceAll(selections: Selection[]): Promise<void>;
}

/**
 * @param onReplaced is called with each row whose relations were replaced: no lifecycle is run for it
 */
export const createSharedRelations = (
  strapi: Strapi,
  onReplaced: (type: PublicType, row: Row) => Promise<void> = async () => {}
) => {
  const store = createStore(strapi);
  const rows = createRows(strapi, onReplaced);

  const selectionIn = (
    stored: Selections | undefined,
    key: SelectionKey,
    of: Row[]
  ): { known: string[]; selection: string[] } => {
    const known = stored?.of(key) ?? [];
    const lists = of.map((row) => documentsIn(row, key.relation));
    return { known, selection: completeSelection(known, lists, key.relation.isSingle) };
  };

  /** The documents of a selection that a row can show, without a look at the database where it shows them all. */
  const visibleIn = async (
    relation: SharedRelation,
    selection: string[],
    shown: string[],
    row: Row
  ): Promise<Set<string>> =>
    shown.join() === selection.join() ? new Set(shown) : rows.findVisible(relation, selection, row);

  /** After a row was created or updated. */
  const followWrite = async (
    type: PublicType,
    written: Row,
    before: Row[],
    data: WriteParams['data']
  ): Promise<void> => {
    const published = isPublished(type, written);
    const own = before.filter((row) => isPublished(type, row) === published);
    const previous = own.find(({ id }) => id === written.id);
    const others = own.filter(({ id }) => id !== written.id);
    const concerned = SHARED_RELATIONS[type].filter(
      (relation) =>
        !previous ||
        chosenIn(data, relation.name) ||
        documentsIn(previous, relation).join() !== documentsIn(written, relation).join()
    );
    if (concerned.length === 0) return;
    const stored = before.length === 0 ? undefined : await store.read([written.documentId]);
    for (const relation of concerned) {
      const { isSingle } = relation;
      const key = { relation, source: written.documentId, published };
      const { known, selection } = selectionIn(stored, key, previous ? [previous, ...others] : others);
      const chosen = chosenIn(data, relation.name);
      const after = documentsIn(written, relation);
      let changed: string[];
      if (chosen) {
        changed = [...new Set(chosen)];
        const visible = await visibleIn(relation, changed, after, written);
        // A hook of the site may have changed what this locale shows.
        const before = shownOf(changed, visible, isSingle);
        changed = applyChange(changed, { before, after, visible }, isSingle);
      } else {
        const visible = await rows.findVisible(relation, selection, written);
        const change = previous
          ? { before: documentsIn(previous, relation), after, visible }
          : firstChange(selection, visible, after, { isSingle, isWhole: isWhole(data, relation.name) });
        changed = applyChange(selection, change, isSingle);
      }
      await store.replace(key, known, changed);
      await rows.project(relation, [written, ...others], () => changed);
    }
  };

  /** After a document was cloned: the copy has the selections of the original, changed as the call says. */
  const followClone = async (type: PublicType, written: Row[], originals: Row[]): Promise<void> => {
    const [source] = [...new Set(originals.map(({ documentId }) => documentId))];
    const [copy] = written;
    if (!source || !copy) return;
    const published = isPublished(type, copy);
    const own = originals.filter((row) => isPublished(type, row) === published);
    const stored = await store.read([source]);
    for (const relation of SHARED_RELATIONS[type]) {
      let { selection } = selectionIn(stored, { relation, source, published }, own);
      for (const row of written) {
        const original = own.find(({ locale }) => locale === row.locale);
        const change = {
          before: original ? documentsIn(original, relation) : [],
          after: documentsIn(row, relation),
          visible: await rows.findVisible(relation, selection, row),
        };
        selection = applyChange(selection, change, relation.isSingle);
      }
      await store.replace({ relation, source: copy.documentId, published }, [], selection);
      await rows.project(relation, written, () => selection);
    }
  };

  /** The selection of what is published becomes that of the drafts, or the other way round. */
  const followTransfer = async (
    type: PublicType,
    { action, documentId }: { action: 'publish' | 'discardDraft'; documentId: string },
    before: Row[]
  ): Promise<void> => {
    const relations = SHARED_RELATIONS[type];
    const toPublished = action === 'publish';
    const stored = await store.read([documentId]);
    const isSource = (row: Row): boolean => isPublished(type, row) !== toPublished;
    const after = (await rows.find(type, relations, { documentId })).filter((row) => !isSource(row));
    for (const relation of relations) {
      const from = { relation, source: documentId, published: !toPublished };
      const sources = before.filter(isSource);
      let { selection } = selectionIn(stored, from, sources);
      if (!toPublished && !stored.isStored(documentId, true)) {
        // Published before selections were stored: what no published row could show was not taken away.
        const drafts = before.filter((row) => !isSource(row));
        const { selection: ofDrafts } = selectionIn(stored, { ...from, published: false }, drafts);
        const seen = new Set<string>();
        for (const row of sources) {
          for (const document of await rows.findVisible(relation, ofDrafts, row)) seen.add(document);
        }
        const unseen = ofDrafts.filter((document) => !seen.has(document));
        selection = [...new Set([...selection, ...unseen])];
      }
      const to = { relation, source: documentId, published: toPublished };
      await store.replace(to, stored.of(to), selection);
      await rows.project(relation, after, () => selection);
    }
  };

  /** After rows of a document are gone. */
  const followRemoval = async (type: PublicType, documentId: string): Promise<void> => {
    const left = await rows.find(type, [], { documentId });
    const isAllGone = left.length === 0;
    if (SHARED_RELATIONS[type].length > 0) {
      if (isAllGone) await store.forget(documentId, false);
      else if (!left.some((row) => isPublished(type, row))) await store.forget(documentId, true);
    }
    if (isAllGone && sharedRelationsTo(type).length > 0) await store.forgetTarget(documentId);
  };

  const rowKey = ({ documentId, locale, publishedAt }: Row): string =>
    `${documentId} ${locale} ${publishedAt !== null}`;

  /** The rows that link to a document, by the relations that lead to its type. */
  const findHolders = async (type: PublicType, documentId: string): Promise<Map<SharedRelation, Row[]>> => {
    const holders = new Map<SharedRelation, Row[]>();
    for (const relation of sharedRelationsTo(type)) {
      const found = await strapi.db.query(uidOf(relation.type)).findMany({
        where: { [relation.name]: { documentId } },
        select: ['id', 'documentId', 'locale', 'publishedAt'],
      });
      holders.set(relation, found as Row[]);
    }
    return holders;
  };

  /** After a document has become visible where it was not: those that chose it show it. */
  const fillIn = async (
    type: PublicType,
    appeared: Row[],
    holders: Map<SharedRelation, Row[]>
  ): Promise<void> => {
    const [{ documentId }] = appeared as [Row];
    const places = new Set(appeared.map((row) => `${row.locale} ${isPublished(type, row)}`));
    const locales = [...new Set(appeared.map(({ locale }) => locale))];
    const choosing = await store.sourcesOf(documentId);
    for (const [relation, own] of holders) {
      const held = new Set(own.map(rowKey));
      const sources = new Set(own.map((row) => row.documentId));
      for (const source of choosing.get(relation.key) ?? []) sources.add(source);
      const all = [...sources];
      for (let start = 0; start < all.length; start += PART) {
        const part = all.slice(start, start + PART);
        const stored = await store.read(part);
        const isStored = part.every(
          (source) => stored.isStored(source, true) || stored.isStored(source, false)
        );
        const found = await rows.find(relation.type, [relation], {
          documentId: { $in: part },
          // What is not stored is known from the other locales only.
          ...(isStored ? { locale: { $in: locales } } : {}),
        });
        const selections = new Map<string, string[]>();
        const selectionOf = (row: Row): string[] => {
          const published = isPublished(relation.type, row);
          const key = { relation, source: row.documentId, published };
          const name = keyOf(key);
          const known = selections.get(name);
          if (known) return known;
          const ofDocument = found.filter(
            (each) => each.documentId === row.documentId && isPublished(relation.type, each) === published
          );
          // Strapi links what is published to a target whose draft is linked from the draft. Nobody has published that.
          const isAdded = (holder: Row, document: string): boolean =>
            document === documentId &&
            stored.isStored(row.documentId, published) &&
            !held.has(rowKey(holder));
          const shown = ofDocument.map((each) =>
            documentsIn(each, relation).filter((document) => !isAdded(each, document))
          );
          const selection = completeSelection(stored.of(key), shown, relation.isSingle);
          selections.set(name, selection);
          return selection;
        };
        const concerned = found.filter((row) =>
          hasDrafts(type)
            ? places.has(`${row.locale} ${isPublished(relation.type, row)}`)
            : locales.includes(row.locale)
        );
        await rows.project(relation, concerned, selectionOf);
      }
    }
  };

  /** The rows of a target that were not there before; publishing replaces those that were. */
  const appearedIn = (write: DocumentWrite, before: Row[], written: Row[]): Row[] => {
    if (sharedRelationsTo(write.type).length === 0) return [];
    switch (write.action) {
      case 'create':
        // Nothing can have chosen a document whose documentId is new.
        return write.params.data?.documentId === undefined ? [] : written;
      case 'update': {
        const known = new Set(before.map(rowKey));
        return written.filter((row) => !known.has(rowKey(row)));
      }
      case 'publish':
      case 'discardDraft':
        return written;
      default:
        return [];
    }
  };

  const shared: SharedRelations = {
    async adopt(type, documents) {
      const relations = SHARED_RELATIONS[type];
      if (relations.length === 0 || documents.length === 0) return;
      const stored = await store.read(documents);
      const found = await rows.find(type, relations, { documentId: { $in: documents } });
      for (const source of documents) {
        for (const published of hasDrafts(type) ? [true, false] : [true]) {
          const own = found.filter(
            (row) => row.documentId === source && isPublished(type, row) === published
          );
          for (const relation of relations) {
            const key = { relation, source, published };
            const { known, selection } = selectionIn(stored, key, own);
            await store.replace(key, known, selection);
          }
        }
      }
    },
    read: store.read,
    insert: store.insert,
    replaceAll: store.replaceAll,
  };

  return {
    ...shared,

    /** Keeps shared relations in step with every write of a document. */
    async step(write: DocumentWrite, next: () => Promise<unknown>): Promise<unknown> {
      const { type, action } = write;
      const relations = SHARED_RELATIONS[type];
      if (relations.length === 0 && sharedRelationsTo(type).length === 0) return next();
      const { documentId } = write.params;
      const isTransfer = action === 'publish' || action === 'discardDraft';
      const before = documentId ? await rows.find(type, relations, { documentId }) : [];
      // Strapi replaces the links to what it publishes.
      const linked = isTransfer && documentId ? await findHolders(type, documentId) : undefined;

      const result = await next();

      if (action === 'delete' || action === 'unpublish') {
        if (documentId) await followRemoval(type, documentId);
        return result;
      }
      const ids = writtenIds(result);
      if (ids.length === 0) return result;
      const written = await rows.find(type, relations, { id: { $in: ids } });
      if (relations.length > 0) {
        if (action === 'clone') await followClone(type, written, before);
        else if (isTransfer) await followTransfer(type, { action, documentId: documentId! }, before);
        else for (const row of written) await followWrite(type, row, before, write.params.data);
      }
      const appeared = appearedIn(write, before, written);
      if (appeared.length > 0) {
        await fillIn(type, appeared, linked ?? (await findHolders(type, appeared[0]!.documentId)));
      }
      return result;
    },
  };
};

export const keepSharedRelations = (
  strapi: Strapi,
  onReplaced: (type: PublicType, row: Row) => Promise<void>
): void => {
  const { step } = createSharedRelations(strapi, onReplaced);
  onDocumentWrite(strapi, step);
};

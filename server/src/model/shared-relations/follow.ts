import type { PublicType } from '../../../../content-types';
import { isRecord } from '../../utils/is-record';
import type { Row, WriteParams } from '../document-writes';
import { chosenIn } from './chosen';
import { SHARED_RELATIONS, sharedRelationsTo, type SharedRelation } from './relations';
import { documentsIn, isPublished, type SharedRelationRows } from './rows';
import { applyChange, completeSelection, firstChange, shownOf } from './rule';
import type { SelectionKey, Selections, SelectionStore } from './store';

/** What the steps after a write read and write. */
export interface Context {
  store: SelectionStore;
  rows: SharedRelationRows;
}

/** Whether data replaces a whole relation, rather than leaving it alone, adding to it or removing from it. */
const isWhole = (data: WriteParams['data'], name: string): boolean => {
  const value = data?.[name];
  if (!isRecord(value)) return value !== undefined;
  return 'set' in value || !('connect' in value || 'disconnect' in value);
};

/** Returns the stored selection, and the same completed by what rows show in addition. */
export const selectionIn = (
  stored: Selections | undefined,
  key: SelectionKey,
  rows: Row[]
): { known: string[]; selection: string[] } => {
  const known = stored?.of(key) ?? [];
  const lists = rows.map((row) => documentsIn(row, key.relation));
  return { known, selection: completeSelection(known, lists, key.relation.isSingle) };
};

/** Returns the documents of a selection that a row can show; without a query if it shows them all. */
const visibleIn = async (
  { rows }: Context,
  relation: SharedRelation,
  selection: string[],
  shown: string[],
  row: Row
): Promise<Set<string>> =>
  shown.join() === selection.join() ? new Set(shown) : rows.findVisible(relation, selection, row);

interface Written {
  /** The row after the write. */
  row: Row;
  /** The same row before the write; undefined for a new one. */
  previous: Row | undefined;
  data: WriteParams['data'];
}

/** Returns the selection of one relation after a row was created or updated. */
const selectionAfter = async (
  context: Context,
  relation: SharedRelation,
  selection: string[],
  { row, previous, data }: Written
): Promise<string[]> => {
  const { isSingle } = relation;
  const after = documentsIn(row, relation);
  const chosen = chosenIn(data, relation.name);
  if (chosen) {
    const requested = [...new Set(chosen)];
    const visible = await visibleIn(context, relation, requested, after, row);
    // A hook of the site may have changed what this locale shows.
    const before = shownOf(requested, visible, isSingle);
    return applyChange(requested, { before, after, visible }, isSingle);
  }
  const visible = await context.rows.findVisible(relation, selection, row);
  const change = previous
    ? { before: documentsIn(previous, relation), after, visible }
    : firstChange(selection, visible, after, { isSingle, isWhole: isWhole(data, relation.name) });
  return applyChange(selection, change, isSingle);
};

/** Follows the creation or update of a row. */
export const followWrite = async (
  context: Context,
  type: PublicType,
  written: Row,
  before: Row[],
  data: WriteParams['data']
): Promise<void> => {
  const { store, rows } = context;
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
    const key = { relation, source: written.documentId, published };
    const { known, selection } = selectionIn(stored, key, previous ? [previous, ...others] : others);
    const changed = await selectionAfter(context, relation, selection, { row: written, previous, data });
    await store.replace(key, known, changed);
    await rows.project(relation, [written, ...others], () => changed);
  }
};

/** Follows the cloning of a document: the copy has the selections of the original, changed as the call says. */
export const followClone = async (
  { store, rows }: Context,
  type: PublicType,
  written: Row[],
  originals: Row[]
): Promise<void> => {
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

/**
 * Returns the documents of the drafts' selection that no published row can show: in a document that was published before
 * selections were stored, nobody removed them.
 */
const unseenIn = async (
  rows: SharedRelationRows,
  relation: SharedRelation,
  ofDrafts: string[],
  published: Row[]
): Promise<string[]> => {
  const seen = new Set<string>();
  for (const row of published) {
    for (const document of await rows.findVisible(relation, ofDrafts, row)) seen.add(document);
  }
  return ofDrafts.filter((document) => !seen.has(document));
};

/** Follows a publication, or a draft that was discarded: one selection becomes the other. */
export const followTransfer = async (
  { store, rows }: Context,
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
      const drafts = before.filter((row) => !isSource(row));
      const { selection: ofDrafts } = selectionIn(stored, { ...from, published: false }, drafts);
      const unseen = await unseenIn(rows, relation, ofDrafts, sources);
      selection = [...new Set([...selection, ...unseen])];
    }
    const to = { relation, source: documentId, published: toPublished };
    await store.replace(to, stored.of(to), selection);
    await rows.project(relation, after, () => selection);
  }
};

/** Follows the deletion of rows of a document. */
export const followRemoval = async (
  { store, rows }: Context,
  type: PublicType,
  documentId: string
): Promise<void> => {
  const left = await rows.find(type, [], { documentId });
  const isDeleted = left.length === 0;
  if (SHARED_RELATIONS[type].length > 0) {
    if (isDeleted) await store.deleteOf(documentId, false);
    else if (!left.some((row) => isPublished(type, row))) await store.deleteOf(documentId, true);
  }
  if (isDeleted && sharedRelationsTo(type).length > 0) await store.deleteTarget(documentId);
};

import type { PublicType } from '../../../../content-types';
import { hasDrafts, type Strapi } from '../../plugin';
import { onDocumentWrite, writtenIds, type DocumentWrite } from '../document-writes';
import { appearedIn, fillIn, findHolders } from './fill-in';
import { followClone, followRemoval, followTransfer, followWrite, selectionIn, type Context } from './follow';
import { SHARED_RELATIONS, sharedRelationsTo } from './relations';
import { isPublished, SharedRelationRows, type OnReplaced } from './rows';
import { SelectionStore, type Selection, type Selections } from './store';

/**
 * Keeps relations in step that the schema marks as shared. Strapi copies shared scalars and components from one locale to
 * the others, but never relations: each locale keeps its own, whatever the schema says.
 *
 * The selection of a document is stored apart (see `rule.ts` and the type `shared-relation`), because no row may be able
 * to show all of it: a target that is translated or published later appears then, in every locale that can show it. A
 * write changes the selection by what it changes in its own locale, and every locale shows what it can of the result.
 */

/** The shared relations of a site's documents. */
export interface SharedRelations {
  /**
   * Adds what rows show to the stored selections of their documents, after a write of the links alone.
   *
   * @param documents documentIds
   */
  adopt(type: PublicType, documents: string[]): Promise<void>;
  /** Links the documents that have selected a document to all of its rows, after a write of the selections alone. */
  show(type: PublicType, documentId: string): Promise<void>;
  /** Reads the stored selections of documents. */
  read(documents: string[]): Promise<Selections>;
  /** Stores the selections of new documents, whose rows are written already. */
  insert(selections: Selection[]): Promise<void>;
  /** Replaces stored selections. The caller writes the rows that show them. */
  replaceAll(selections: Selection[]): Promise<void>;
}

const adopt = async ({ store, rows }: Context, type: PublicType, documents: string[]): Promise<void> => {
  const relations = SHARED_RELATIONS[type];
  if (relations.length === 0 || documents.length === 0) return;
  const stored = await store.read(documents);
  const found = await rows.find(type, relations, { documentId: { $in: documents } });
  for (const source of documents) {
    for (const published of hasDrafts(type) ? [true, false] : [true]) {
      const own = found.filter((row) => row.documentId === source && isPublished(type, row) === published);
      for (const relation of relations) {
        const key = { relation, source, published };
        const { known, selection } = selectionIn(stored, key, own);
        await store.replace(key, known, selection);
      }
    }
  }
};

/** Runs one write of a document, and brings the shared relations in step with it. */
const step = async (
  strapi: Strapi,
  context: Context,
  write: DocumentWrite,
  next: () => Promise<unknown>
): Promise<unknown> => {
  const { rows } = context;
  const { type, action } = write;
  const relations = SHARED_RELATIONS[type];
  if (relations.length === 0 && sharedRelationsTo(type).length === 0) return next();
  const { documentId } = write.params;
  const isTransfer = action === 'publish' || action === 'discardDraft';
  const before = documentId ? await rows.find(type, relations, { documentId }) : [];
  // Strapi replaces the links to what it publishes.
  const linked = isTransfer && documentId ? await findHolders(strapi, type, documentId) : undefined;

  const result = await next();

  if (action === 'delete' || action === 'unpublish') {
    if (documentId) await followRemoval(context, type, documentId);
    return result;
  }
  const ids = writtenIds(result);
  if (ids.length === 0) return result;
  const written = await rows.find(type, relations, { id: { $in: ids } });
  if (relations.length > 0) {
    if (action === 'clone') await followClone(context, type, written, before);
    else if (isTransfer) await followTransfer(context, type, { action, documentId: documentId! }, before);
    else for (const row of written) await followWrite(context, type, row, before, write.params.data);
  }
  const appeared = appearedIn(write, before, written);
  if (appeared.length > 0) {
    const holders = linked ?? (await findHolders(strapi, type, appeared[0]!.documentId));
    await fillIn(context, type, appeared, holders);
  }
  return result;
};

const createContext = (strapi: Strapi, onReplaced: OnReplaced): Context => ({
  store: new SelectionStore(strapi),
  rows: new SharedRelationRows(strapi, onReplaced),
});

export const createSharedRelations = (strapi: Strapi): SharedRelations => {
  const context = createContext(strapi, async () => {});
  const { store } = context;
  return {
    adopt: (type, documents) => adopt(context, type, documents),
    async show(type, documentId) {
      const own = await context.rows.find(type, [], { documentId });
      if (own.length === 0) return;
      await fillIn(context, type, own, await findHolders(strapi, type, documentId));
    },
    read: (documents) => store.read(documents),
    insert: (selections) => store.insert(selections),
    replaceAll: (selections) => store.replaceAll(selections),
  };
};

/**
 * Keeps shared relations in step with every write of a document.
 *
 * @param onReplaced is called with each row whose relations were replaced: no lifecycle runs for it
 */
export const keepSharedRelations = (strapi: Strapi, onReplaced: OnReplaced): void => {
  const context = createContext(strapi, onReplaced);
  onDocumentWrite(strapi, (write, next) => step(strapi, context, write, next));
};

import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { populateReferences } from '../model/populate';
import { findSelected } from '../model/shared-relations/store';
import { isPublicType, uidOf, type Strapi } from '../plugin';
import { inParts } from '../strapi-internals/database';
import { isRowId, referencesIn } from './relations';
import { MAX_INTEGER } from './schema';

/** The documents of a write. */
export interface WriteTarget {
  type: PublicType;
  /** Documents that exist already; none for a new one. */
  documentIds: string[];
  /** The attributes that are written, if the request has some. */
  data?: unknown;
}

export interface LockedRow {
  id: number;
  documentId: string;
  updatedAt: unknown;
}

/** The rows of one type that a write locks. */
export interface Lock {
  type: PublicType;
  rows: LockedRow[];
  /** Whether the rows may be deleted or changed; otherwise they are only referenced. */
  isWritten: boolean;
}

interface References {
  documents: Set<string>;
  rows: Set<number>;
}

type Add = (type: PublicType, id: string | number) => void;

/** Finds all rows of some documents, each once; inside the open transaction, or without one. */
export const findRows = async (
  strapi: Strapi,
  type: PublicType,
  { documents, rows }: References
): Promise<LockedRow[]> => {
  const find = async (by: 'documentId' | 'id', values: (string | number)[]): Promise<LockedRow[]> => {
    const found: LockedRow[] = [];
    for (const part of inParts(values)) {
      const query = strapi.db.query(uidOf(type));
      const select = ['id', 'documentId', 'updatedAt'];
      found.push(...((await query.findMany({ where: { [by]: { $in: part } }, select })) as LockedRow[]));
    }
    return found;
  };
  // A reference to a row stands for its document, whose other rows are locked with it.
  const named = (await find('id', [...rows])).map(({ documentId }) => documentId);
  return find('documentId', [...new Set([...documents, ...named])]);
};

/** Adds the documents that stored documents reference, in all their locales, as drafts and published. */
const addStoredReferences = async (
  strapi: Strapi,
  type: PublicType,
  documentIds: string[],
  add: Add
): Promise<void> => {
  const populate = populateReferences(strapi, uidOf(type));
  if (documentIds.length === 0 || Object.keys(populate).length === 0) return;
  const rows = (await strapi.db.query(uidOf(type)).findMany({
    where: { documentId: { $in: documentIds } },
    select: ['id'],
    populate,
  })) as object[];
  for (const row of rows) addReferences(strapi, type, row, add);
};

const addReferences = (strapi: Strapi, type: PublicType, data: unknown, add: Add): void => {
  for (const each of referencesIn(strapi, uidOf(type), data)) {
    if (isPublicType(each.type)) add(each.type, each.id);
  }
};

/** Finds the rows of the documents of a write and of all that they reference or will reference, by type. */
export const planLocks = async (
  strapi: Strapi,
  { type, documentIds, data }: WriteTarget
): Promise<Lock[]> => {
  const references = new Map<PublicType, References>();
  const add: Add = (target, id) => {
    const known = references.get(target) ?? { documents: new Set(), rows: new Set() };
    // A larger number is no id; the validation of the input reports that such a row does not exist.
    if (isRowId(id)) known.rows.add(Math.min(Number(id), MAX_INTEGER));
    else known.documents.add(String(id));
    references.set(target, known);
  };
  for (const documentId of documentIds) add(type, documentId);
  await addStoredReferences(strapi, type, documentIds, add);
  // A selected document that cannot be shown yet may become visible at the same moment.
  for (const [target, selected] of await findSelected(strapi, type, documentIds)) {
    for (const documentId of selected) add(target, documentId);
  }
  addReferences(strapi, type, data, add);
  const locks: Lock[] = [];
  for (const target of PUBLIC_TYPES) {
    const wanted = references.get(target);
    if (!wanted) continue;
    // Documents of one type that reference each other are locked in the same way, so that one statement can do it.
    const isWritten = target === type;
    locks.push({ type: target, rows: await findRows(strapi, target, wanted), isWritten });
  }
  return locks;
};

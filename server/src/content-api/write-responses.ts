import type { PublicType } from '../../../content-types';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { mayDo } from '../strapi-internals/content-api-rights';
import { PREVIEW_ACTION } from './draft-guard';

/*
 * Strapi responds to a write with the whole document, also without the permission to read it, so that an empty update
 * would reveal it. A writer gets what a reader with the same permissions gets, otherwise what identifies the document.
 */

type Entry = Record<string, unknown>;

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && 'documentId' in value;

/** What every writer gets of the document. */
const IDENTITY = ['documentId', 'locale'] as const;

/** Whether a writer may read the written document. */
export const mayReadWritten = async (
  strapi: Strapi,
  type: PublicType,
  auth: unknown,
  isDraft: boolean
): Promise<boolean> => {
  if (hasDrafts(type) && isDraft && !(await mayDo(strapi, auth, PREVIEW_ACTION))) return false;
  return (
    (await mayDo(strapi, auth, `${uidOf(type)}.findOne`)) ||
    (await mayDo(strapi, auth, `${uidOf(type)}.find`))
  );
};

/** Returns what the writer of a document may read of it. */
export const readable = async (
  strapi: Strapi,
  type: PublicType,
  auth: unknown,
  entry: unknown
): Promise<unknown> => {
  if (!isEntry(entry)) return entry;
  if (await mayReadWritten(strapi, type, auth, !entry.publishedAt)) return entry;
  return Object.fromEntries(IDENTITY.filter((name) => name in entry).map((name) => [name, entry[name]]));
};

interface Selection {
  kind: string;
  name?: { value: string };
  selectionSet?: { selections: readonly Selection[] };
}

interface ResolveInfo {
  fieldNodes: readonly Selection[];
  fragments: Record<string, Selection>;
}

/** Whether a GraphQL request selects more of a document than what identifies it. */
export const asksForContent = ({ fieldNodes, fragments }: ResolveInfo): boolean => {
  const allowed = new Set<string>([...IDENTITY, '__typename']);
  const asks = (node: Selection): boolean =>
    (node.selectionSet?.selections ?? []).some((each) => {
      const name = each.name?.value ?? '';
      if (each.kind === 'Field') return !allowed.has(name);
      if (each.kind === 'FragmentSpread') return asks(fragments[name]!);
      return asks(each);
    });
  return fieldNodes.some(asks);
};

import { isPublicType, typeNameOf, uidOf, type Strapi, type TypeName } from '../plugin';
import type { PublicType } from '../../../content-types';
import { defaultLocale } from '../strapi-internals/site-locales';
import { populateWhole } from './populate';

/** A write of one of the plugin's documents, on any write path: admin panel, REST, GraphQL, import or the site's code. */
export interface DocumentWrite {
  type: PublicType;
  action: 'create' | 'update' | 'publish' | 'unpublish' | 'discardDraft' | 'clone' | 'delete';
  /** The parameters of the call. A step may replace them for the steps that follow; the object is the caller's. */
  params: WriteParams;
}

export interface WriteParams {
  documentId?: string;
  locale?: string | string[];
  status?: 'draft' | 'published';
  data?: Record<string, unknown>;
  [option: string]: unknown;
}

/** A row as the database layer returns it, with its components. */
export type Row = Record<string, unknown> & {
  id: number;
  documentId: string;
  locale: string | null;
  publishedAt: string | Date | null;
};

export type WriteStep = (write: DocumentWrite, next: () => Promise<unknown>) => Promise<unknown>;

const WRITES: ReadonlySet<string> = new Set<DocumentWrite['action']>([
  'create',
  'update',
  'publish',
  'unpublish',
  'discardDraft',
  'clone',
  'delete',
]);

/**
 * Puts a step around every write of a document of the plugin. Steps run in the order of their registration, the first
 * one outermost.
 */
export const onDocumentWrite = (strapi: Strapi, step: WriteStep): void => {
  strapi.documents.use((context, next) => {
    const type: TypeName | undefined = typeNameOf(context.uid);
    if (!type || !isPublicType(type) || !WRITES.has(context.action)) return next();
    // Strapi's own type of the context is a union over all actions that cannot be narrowed by `action`.
    const loose = context as unknown as Pick<DocumentWrite, 'action' | 'params'>;
    const write: DocumentWrite = {
      type,
      action: loose.action,
      get params() {
        return loose.params;
      },
      set params(params) {
        loose.params = params;
      },
    };
    return step(write, next) as ReturnType<typeof next>;
  });
};

/** Returns the numeric ids of the rows in the result of the document service. */
export const writtenIds = (result: unknown): number[] => {
  if (typeof result !== 'object' || result === null) return [];
  if ('entries' in result && Array.isArray(result.entries)) return result.entries.flatMap(writtenIds);
  return 'id' in result && typeof result.id === 'number' ? [result.id] : [];
};

/** Returns a condition for the rows that a write is about; without a locale, those of the default locale. */
export const rowsOf = async (strapi: Strapi, { params }: DocumentWrite): Promise<Record<string, unknown>> => {
  const { documentId, locale } = params;
  if (locale === '*') return { documentId };
  return {
    documentId,
    locale: locale ?? (await defaultLocale(strapi)),
  };
};

/** Reads whole rows of one of the plugin's types. */
export const findWhole = async (
  strapi: Strapi,
  type: PublicType,
  where: Record<string, unknown>
): Promise<Row[]> =>
  (await strapi.db
    .query(uidOf(type))
    .findMany({ where, populate: populateWhole(strapi, uidOf(type)) })) as Row[];

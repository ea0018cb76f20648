import { isPublicType, typeNameOf, uidOf, type Strapi, type TypeName } from '../plugin';
import type { PublicType } from '../../../content-types';
import { populateWhole } from './populate';

/**
 * What a step of ours gets when one of the plugin's documents is written, whoever writes it: the admin panel, REST,
 * GraphQL, an import or the site's own code.
 */
export interface DocumentWrite {
  type: PublicType;
  action: 'create' | 'update' | 'publish' | 'unpublish' | 'discardDraft' | 'clone' | 'delete';
  /** What the write was called with. A step may replace it for those that follow; it belongs to the caller. */
  params: WriteParams;
}

export interface WriteParams {
  documentId?: string;
  locale?: string | string[];
  status?: 'draft' | 'published';
  data?: Record<string, unknown>;
  [option: string]: unknown;
}

/** A row as the database layer gives it, components and all. */
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

/** The numeric ids of the rows that a write of the document service gave back. */
export const writtenIds = (result: unknown): number[] => {
  if (typeof result !== 'object' || result === null) return [];
  if ('entries' in result && Array.isArray(result.entries)) return result.entries.flatMap(writtenIds);
  return 'id' in result && typeof result.id === 'number' ? [result.id] : [];
};

/** A condition for the rows of one document that a write means; without a locale, those of the default locale. */
export const rowsOf = async (strapi: Strapi, { params }: DocumentWrite): Promise<Record<string, unknown>> => {
  const { documentId, locale } = params;
  if (locale === '*') return { documentId };
  return {
    documentId,
    locale: locale ?? (await strapi.plugin('i18n').service('locales').getDefaultLocale()),
  };
};

/** Whole rows of one of the plugin's types. */
export const findWhole = async (
  strapi: Strapi,
  type: PublicType,
  where: Record<string, unknown>
): Promise<Row[]> =>
  (await strapi.db
    .query(uidOf(type))
    .findMany({ where, populate: populateWhole(strapi, uidOf(type)) })) as Row[];

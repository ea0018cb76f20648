import { STRAPI_MANAGED, PLUGIN_MANAGED } from '../../model/attributes';
import { onDocumentWrite, type DocumentWrite } from '../../model/document-writes';
import type { Strapi } from '../../plugin';
import { defaultLocale } from '../../strapi-internals/site-locales';
import { isCheckedWrite } from '../../validation/checked-writes';
import type { OnChange } from '../../validation/unchanged-writes';
import { localesOfArticle } from '../article-languages';
import { deleteHistory, recordEvents } from '.';
import type { HistoryAction } from './store';

interface Version {
  locale?: string | null;
  createdAt?: unknown;
  updatedAt?: unknown;
}

type Result = (Version & { documentId?: string; entries?: Version[] }) | null;

/** Returns the languages of the versions that a write has returned. */
const localesIn = async (
  strapi: Strapi,
  { params: { locale } }: DocumentWrite,
  versions: readonly Version[]
): Promise<string[]> => {
  if (versions.length === 0) return [];
  const named = versions.flatMap((version) => version.locale ?? []);
  if (named.length > 0) return [...new Set(named)];
  // The caller has requested other fields.
  return locale === '*' ? [] : [locale ?? (await defaultLocale(strapi))].flat();
};

const record = async (
  strapi: Strapi,
  action: HistoryAction,
  article: string,
  { locales, parts = [] }: { locales: readonly string[]; parts?: string[] }
): Promise<void> => {
  await recordEvents(
    strapi,
    locales.map((locale) => ({ article, locale, action, parts }))
  );
};

const isContent = (name: string): boolean => !STRAPI_MANAGED.has(name) && !PLUGIN_MANAGED.has(name);

/** An import writes only what differs; a row whose two dates are the same is new. */
const recordChecked = async (
  strapi: Strapi,
  write: DocumentWrite,
  result: Result,
  parts: string[]
): Promise<void> => {
  if (!result) return;
  const isNew = String(result.createdAt) === String(result.updatedAt);
  await record(strapi, isNew ? 'create' : 'update', write.params.documentId!, {
    locales: await localesIn(strapi, write, [result]),
    parts: isNew ? [] : parts,
  });
};

const recordDeletion = async (strapi: Strapi, article: string, locales: string[]): Promise<void> => {
  const left = await localesOfArticle(strapi, article);
  // Nobody could read it, and it names people.
  if (left.length === 0) await deleteHistory(strapi, article);
  else await record(strapi, 'delete', article, { locales });
};

const ACTIONS = { publish: 'publish', unpublish: 'unpublish', discardDraft: 'discard' } as const;

/**
 * Records what happens to articles. Updates that are compared with the stored row come from `recordChanges`.
 */
export const followHistory = (strapi: Strapi): void =>
  onDocumentWrite(strapi, async (write, next) => {
    if (write.type !== 'article') return next();
    const isChecked = isCheckedWrite(write);
    const parts = Object.keys(write.params.data ?? {}).filter(isContent);
    const result = (await next()) as Result;
    const { documentId } = write.params;
    const { action } = write;
    const versions = result?.entries ?? (result ? [result] : []);
    const locales = await localesIn(strapi, write, versions);
    if (action === 'create' || action === 'clone') {
      if (result?.documentId) await record(strapi, 'create', result.documentId, { locales });
    } else if (action === 'update') {
      if (isChecked) await recordChecked(strapi, write, result, parts);
    } else if (action === 'delete') {
      if (locales.length > 0) await recordDeletion(strapi, documentId!, locales);
    } else {
      await record(strapi, ACTIONS[action], documentId!, { locales });
    }
    return result;
  });

/** Returns what records updates, and new languages. */
export const recordChanges =
  (strapi: Strapi): OnChange =>
  async ({ type, params: { documentId, locale } }, changed) => {
    if (type !== 'article' || !documentId) return;
    const locales = [locale ?? (await defaultLocale(strapi))].flat();
    await record(strapi, changed ? 'update' : 'create', documentId, { locales, parts: changed ?? [] });
  };

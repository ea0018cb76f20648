import { AsyncLocalStorage } from 'node:async_hooks';
import { componentsOf, isZone, registeredAttributes, type ReadAttributes } from '../model/attributes';
import { findWhole, onDocumentWrite, type DocumentWrite } from '../model/document-writes';
import { hasDrafts, isPublicType, typeNameOf, uidOf, type Strapi } from '../plugin';
import { aroundAiTranslations } from '../strapi-internals/ai-translations';
import { isRecord } from '../utils/is-record';
import { isImporting } from './import-scope';

/** The writes of an AI translation. */
const translations = new AsyncLocalStorage<true>();

/** What a translation never says: who has reviewed a text, and when. */
const BY_PEOPLE = new Set(['editorial']);

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Text of Strapi's blocks, or undefined for another value. */
const isEmptyText = (value: unknown): boolean =>
  isEmpty(value) ||
  (Array.isArray(value) &&
    !JSON.stringify(value)
      .replace(/"text":""/g, '')
      .includes('"text":'));

/**
 * Returns what of a translation fills something that is empty: a written text stays, and so does a list with entries.
 *
 * @param row what is stored
 */
export const onlyEmpty = (
  read: ReadAttributes,
  uid: string,
  data: Record<string, unknown>,
  row: Record<string, unknown>
): Record<string, unknown> => {
  const filled: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries(read(uid))) {
    const [given, stored] = [data[name], row[name]];
    if (isEmpty(given) || BY_PEOPLE.has(name)) continue;
    const [component] = componentsOf(attribute);
    const isOne = component !== undefined && !isZone(attribute) && attribute.repeatable !== true;
    if (isOne && isRecord(stored) && isRecord(given)) {
      const inner = onlyEmpty(read, component, given, stored);
      if (Object.keys(inner).length > 0) filled[name] = { ...inner, id: stored.id };
      continue;
    }
    if (attribute.type === 'blocks' ? isEmptyText(stored) : isEmpty(stored)) filled[name] = given;
  }
  return filled;
};

const fillOnly = async (strapi: Strapi, write: DocumentWrite): Promise<boolean> => {
  const { documentId, locale, data } = write.params;
  if (write.action !== 'update' || !data || typeof locale !== 'string') return true;
  const where = { documentId, locale, ...(hasDrafts(write.type) ? { publishedAt: null } : {}) };
  const [row] = await findWhole(strapi, write.type, where);
  const known = row ?? {};
  const filled = onlyEmpty(registeredAttributes(strapi), uidOf(write.type), data, known);
  write.params = { ...write.params, data: filled };
  return Object.keys(filled).length > 0;
};

/**
 * Lets Strapi's AI translation fill only what is empty, in the plugin's types: what a person wrote stays. It runs after
 * the write that started it has been committed, and no import starts it.
 */
export const guardAiTranslations = (strapi: Strapi): void => {
  // A translation runs outside of the transaction of the write, which has ended by then.
  const outside = AsyncLocalStorage.snapshot();
  aroundAiTranslations(strapi, async ({ model }, run) => {
    const type = typeNameOf(model);
    if (!type || !isPublicType(type)) return run();
    if (isImporting()) return undefined;
    await strapi.db.transaction(({ onCommit }) => {
      onCommit(() => {
        outside(() => translations.run(true, run)).catch((error: unknown) => {
          strapi.log.error(`[career-field] An AI translation failed: ${(error as Error).message}`);
        });
      });
    });
    return undefined;
  });
  onDocumentWrite(strapi, async (write, next) => {
    if (translations.getStore() !== true) return next();
    return (await fillOnly(strapi, write)) ? next() : null;
  });
};

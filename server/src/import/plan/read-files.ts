import { documentId, type SourceDocument } from '../../documents/document';
import { yieldToEventLoop } from '../yield-to-event-loop';
import { contentHashes } from './content-hash';
import type { Candidate, Planning } from './planning';

/** Documents that are compared with the database at a time. */
const CHUNK = 200;

/** Reading stops after so many issues: they have a common cause, which comes first. */
const MAX_ISSUES = 500;

/** The path of a category's parent in its file. */
export const PARENT_PATH = ['shared', 'parent'];

/** Returns the locales of a document that the run selects and the site has. */
const selectLocales = (
  { localeRules, options, issues, skippedLocales }: Planning,
  { file, locales, positionOf }: SourceDocument
): string[] =>
  Object.keys(locales).filter((locale) => {
    const message = localeRules.refuse(locale);
    if (message !== undefined) {
      issues.push({ file, ...positionOf(['locales', locale]), path: `locales.${locale}`, message });
      return false;
    }
    if (options.locales.length > 0 && !options.locales.includes(locale)) return false;
    if (!localeRules.has(locale)) skippedLocales.add(locale);
    return localeRules.has(locale);
  });

const addCategory = (
  { categories }: Planning,
  { type, file, shared, positionOf }: SourceDocument,
  id: string
): void => {
  if (type !== 'category' || typeof shared.parent !== 'string') return;
  const key = shared.parent;
  const position = positionOf(PARENT_PATH);
  const parent = { id: documentId(type, key), target: type, key, path: PARENT_PATH, position };
  categories.push({ id, file, references: [parent] });
};

/** Returns a document as a candidate; undefined where another file has the same type and key. */
const toCandidate = async (planning: Planning, document: SourceDocument): Promise<Candidate | undefined> => {
  const { issues, uniqueDocuments, context } = planning;
  const id = documentId(document.type, document.key);
  const duplicate = uniqueDocuments.checkKey(document);
  if (duplicate) {
    issues.push(duplicate);
    return undefined;
  }
  // Also those of documents that have not changed.
  issues.push(...uniqueDocuments.checkSlugs(document));
  addCategory(planning, document, id);
  return {
    document,
    id,
    hashes: await contentHashes(context.strapi, document, context.images, context.source.folder),
    locales: selectLocales(planning, document),
    records: new Map(),
    prepared: undefined,
    incomplete: new Set(),
  };
};

/**
 * Reads all files, and hands their documents over in chunks, so that memory does not grow with their number.
 *
 * @returns the number of documents, and whether reading stopped because there are too many issues
 */
export const readFiles = async (
  planning: Planning,
  onChunk: (candidates: Candidate[]) => Promise<void>
): Promise<{ documents: number; isStopped: boolean }> => {
  const { context, options, issues, notes, filesReadInPart, unreadable } = planning;
  let chunk: Candidate[] = [];
  let documents = 0;
  let isStopped = false;
  for await (const reading of context.source.read()) {
    await yieldToEventLoop();
    // With a selection, the issues of documents that are not selected do not count.
    if (issues.length >= MAX_ISSUES && options.only.length === 0) {
      isStopped = true;
      break;
    }
    if ('note' in reading) {
      notes.push(reading.note);
      continue;
    }
    if ('issue' in reading) {
      issues.push(reading.issue);
      filesReadInPart.add(reading.issue.file);
      if (reading.id) unreadable.add(reading.id);
      continue;
    }
    documents += 1;
    const candidate = await toCandidate(planning, reading.document);
    if (candidate) chunk.push(candidate);
    if (chunk.length < CHUNK) continue;
    await onChunk(chunk);
    chunk = [];
    options.onProgress({ phase: 'planning', done: documents, total: 0 });
  }
  await onChunk(chunk);
  options.onProgress({ phase: 'planning', done: documents, total: documents });
  return { documents, isStopped };
};

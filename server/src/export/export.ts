import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { contentTypes, PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { statesForFile } from '../editorial/file-state';
import type { Row } from '../model/document-writes';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { defaultLocale } from '../strapi-internals/site-locales';
import { readUpload } from '../strapi-internals/uploads';
import { createValidator } from '../validation';
import { translate } from '../validation/language';
import { documentId } from '../documents/document';
import { findWholeDocuments } from '../documents/fingerprint';
import { createJsonSchema } from '../documents/json-schema';
import { loadKeys, type Keys } from '../documents/keys';
import { BlocksError, loadMarkdown } from '../rich-text';
import { createStoredImages, type StoredImages } from '../documents/stored-images';
import { toYaml, type FileContent } from '../documents/to-yaml';
import { contentOf, createRowDescriber, withoutDeletedSkills, type ContentContext } from './content';
import { ExportImages, IMAGE_FOLDER } from './images';
import type { ExportOptions, ExportReport } from './report';
import { Warnings } from './warnings';

/** The number of documents that one query reads. */
const CHUNK = 50;

const SCHEMA_FILE = 'career-field.schema.json';

/** Replaces a file in one step, so that an interrupted export leaves no half file. */
const writeWhole = async (file: string, content: string | Buffer): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.writing`;
  await writeFile(temporary, content);
  await rename(temporary, file);
};

/** Returns the content in the order in which a file is read, and without empty groups. */
const inOrder = ({
  type,
  key,
  status,
  shared,
  locales,
  draft,
  editorialState,
}: FileContent): FileContent => ({
  type,
  key,
  ...(status ? { status } : {}),
  ...(shared && Object.keys(shared).length > 0 ? { shared } : {}),
  locales,
  ...(draft ? { draft } : {}),
  ...(editorialState && Object.keys(editorialState).length > 0 ? { editorialState } : {}),
});

const schemaOf = (strapi: Strapi): object => {
  const model = (uid: string) => strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  // All components of the site, because its own version of a type may use any of them.
  return createJsonSchema({
    contentTypes: Object.fromEntries(PUBLIC_TYPES.map((type) => [type, model(uidOf(type))])),
    components: strapi.components,
  } as unknown as Parameters<typeof createJsonSchema>[0]);
};

/** Returns a warning for each file in the folder without a document in the site: an import would create it again. */
const findStale = async (folder: string, written: Set<string>): Promise<string[]> => {
  const stale: string[] = [];
  for (const type of PUBLIC_TYPES) {
    const plural = contentTypes[type].info.pluralName;
    const names = await readdir(path.join(folder, plural)).catch(() => []);
    for (const name of names.filter((each) => /\.(ya?ml|json)$/.test(each)).sort()) {
      const file = path.join(plural, name);
      if (!written.has(file))
        stale.push(`${file}: the site has no such document; delete the file if it is not wanted.`);
    }
  }
  return stale;
};

/** A document to export. */
interface ExportedDocument {
  type: PublicType;
  key: string;
  /** Strapi's `documentId`. */
  document: string;
}

/** What the steps of one export share. */
interface ExportContext {
  strapi: Strapi;
  folder: string;
  content: ContentContext;
  findIssues: ReturnType<typeof createValidator>;
  storedImages: StoredImages;
  images: ExportImages;
  warnings: Warnings;
  documents: ExportReport['documents'];
  /** The files of documents, relative to the folder. */
  written: Set<string>;
}

/** Loads the keys and creates what the steps share. */
const createContext = async (
  strapi: Strapi,
  folder: string,
  locales: string[]
): Promise<{ context: ExportContext; keys: Keys }> => {
  const markdown = await loadMarkdown();
  const keys = await loadKeys(strapi);
  const warnings = new Warnings();
  const storedImages = createStoredImages(strapi);
  const images = new ExportImages(storedImages, warnings);
  const content: ContentContext = {
    describe: createRowDescriber(strapi, markdown, keys, images, warnings),
    preferredLocale: await defaultLocale(strapi),
    isSelectedLocale: (locale) => locales.length === 0 || locales.includes(locale),
    warnings,
  };
  const findIssues = createValidator(strapi);
  const written = new Set<string>();
  return {
    context: { strapi, folder, content, findIssues, storedImages, images, warnings, documents: {}, written },
    keys,
  };
};

/** Warns of issues in the site's content for which an import would refuse the file. */
const warnOfIssues = async (
  { content, findIssues, warnings }: ExportContext,
  type: PublicType,
  rows: Row[]
): Promise<void> => {
  for (const row of rows.filter(({ locale }) => content.isSelectedLocale(String(locale)))) {
    const isPublished = !hasDrafts(type) || row.publishedAt !== null;
    const exported = isPublished ? withoutDeletedSkills(row, String(row.locale), warnings) : row;
    for (const { field, message, values } of await findIssues(type, exported, {
      publishable: isPublished,
      partial: false,
    })) {
      warnings.add(
        `${field} (${row.locale}, ${isPublished ? 'published' : 'draft'}): ${translate(message, values)} ` +
          'An import refuses the file until that is put right.'
      );
    }
  }
};

/** Leaves out the whole document, with a warning, if the file format cannot represent one of its texts. */
const tryContentOf = (
  { content, warnings }: ExportContext,
  type: PublicType,
  key: string,
  rows: Row[]
): FileContent | undefined => {
  try {
    return contentOf(content, type, key, rows);
  } catch (error) {
    if (!(error instanceof BlocksError)) throw error;
    warnings.add(`not exported, because a text in it cannot be written as Markdown: ${error.message}`);
    return undefined;
  }
};

const exportDocument = async (
  context: ExportContext,
  { type, key, document }: ExportedDocument,
  rows: Row[]
): Promise<void> => {
  context.warnings.startDocument(documentId(type, key));
  const content = tryContentOf(context, type, key, rows);
  if (!content) return;
  if (type === 'article') {
    content.editorialState = await statesForFile(context.strapi, document, Object.keys(content.locales));
  }
  await warnOfIssues(context, type, rows);
  const file = path.join(contentTypes[type].info.pluralName, `${key}.yaml`);
  // JSON drops the attributes that are `undefined`.
  const plain = JSON.parse(JSON.stringify(inOrder(content))) as FileContent;
  await writeWhole(path.join(context.folder, file), toYaml(plain, `../${SCHEMA_FILE}`));
  context.written.add(file);
  context.documents[type] = (context.documents[type] ?? 0) + 1;
};

/** Exports documents of one type. */
const exportChunk = async (
  context: ExportContext,
  type: PublicType,
  chunk: ExportedDocument[]
): Promise<void> => {
  const rows = await findWholeDocuments(
    context.strapi,
    type,
    chunk.map(({ document }) => document)
  );
  await context.storedImages.load([...rows.values()]);
  for (const each of chunk) await exportDocument(context, each, rows.get(each.document) ?? []);
};

/** Returns the documents to export by type, in the order of their keys. */
const selectDocuments = (keys: Keys, only: string[]): { type: PublicType; documents: ExportedDocument[] }[] =>
  PUBLIC_TYPES.map((type) => ({
    type,
    documents: keys
      .documentsOf(type)
      .filter(({ key }) => only.length === 0 || only.includes(key) || only.includes(documentId(type, key)))
      .map((each) => ({ type, ...each })),
  }));

const copyImages = async ({ strapi, folder, images }: ExportContext): Promise<void> => {
  for (const { file, name } of images.toCopy) {
    const content = await readUpload(strapi, file.url);
    if (content) await writeWhole(path.join(folder, IMAGE_FOLDER, name), content);
  }
};

/**
 * Writes the guides of a site into a folder: a file for each document, with all its locales, and the images. The same
 * content gives the same files, byte for byte, whatever the database.
 *
 * Leaves files of documents that the site does not have, and warns of them.
 *
 * @param folder an absolute path; created if it does not exist
 */
export const exportGuides = async (
  strapi: Strapi,
  folder: string,
  { locales = [], only = [], onProgress = () => {} }: ExportOptions = {}
): Promise<ExportReport> => {
  const { context, keys } = await createContext(strapi, folder, locales);
  const selection = selectDocuments(keys, only);
  const total = selection.reduce((sum, { documents }) => sum + documents.length, 0);
  let done = 0;
  for (const { type, documents } of selection) {
    for (let start = 0; start < documents.length; start += CHUNK) {
      const chunk = documents.slice(start, start + CHUNK);
      await exportChunk(context, type, chunk);
      done += chunk.length;
      onProgress({ phase: 'exporting', done, total });
    }
  }
  await copyImages(context);
  await writeWhole(path.join(folder, SCHEMA_FILE), `${JSON.stringify(schemaOf(strapi), null, 2)}\n`);
  const isComplete = only.length === 0 && locales.length === 0;
  const stale = isComplete ? await findStale(folder, context.written) : [];
  return {
    documents: context.documents,
    images: context.images.toCopy.length,
    warnings: [...context.warnings.lines, ...stale],
  };
};

import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { contentTypes, PUBLIC_TYPES, type PublicType } from '../../../content-types';
import type { Row } from '../model/document-writes';
import { firstPublicationOf } from '../model/publication-history';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { defaultLocale } from '../strapi-internals/default-locale';
import { createValidator } from '../validation';
import { translate } from '../validation/language';
import { isObject, withoutPluginManaged } from '../documents/attributes';
import { createDescriber, type Description } from '../documents/describe';
import { documentId, type Attributes } from '../documents/document';
import { byState, findWholeDocuments } from '../documents/fingerprint';
import { createJsonSchema } from '../documents/json-schema';
import { byName, loadKeys } from '../documents/keys';
import { BlocksError, loadMarkdown } from '../rich-text';
import { createStoredImages, readStoredFile, type StoredFile } from '../documents/stored-images';
import type { ExportOptions, ExportReport } from './report';
import { toYaml, type FileContent } from '../documents/to-yaml';

/** Documents that are read in one go. */
const CHUNK = 50;

const SCHEMA_FILE = 'career-field.schema.json';

/** Writes a file whole or not at all: what is there is replaced at once. */
const writeWhole = async (file: string, content: string | Buffer): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.writing`;
  await writeFile(beside, content);
  await rename(beside, file);
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether one locale may have less of what all share: it lacks what a translation does not have yet. */
const isPartOf = (part: unknown, whole: unknown): boolean => {
  if (part === undefined || same(part, whole)) return true;
  return Array.isArray(part) && Array.isArray(whole) && part.every((item) => whole.includes(item));
};

const sizeOf = (value: unknown): number =>
  Array.isArray(value) ? value.length : value === undefined ? 0 : 1;

/**
 * Writes the guides of a site into a folder: a file a document, with all its locales, and the images beside them. The
 * same content gives the same files, byte for byte, whatever the database.
 *
 * Files of documents that are not there any more are left alone, and named.
 *
 * @param folder an absolute path; made if it is not there
 */
export const exportGuides = async (
  strapi: Strapi,
  folder: string,
  { locales: wantedLocales = [], only = [], onProgress = () => {} }: ExportOptions = {}
): Promise<ExportReport> => {
  const markdown = await loadMarkdown();
  const findIssues = createValidator(strapi);
  const isWantedLocale = (locale: string): boolean =>
    wantedLocales.length === 0 || wantedLocales.includes(locale);
  const keys = await loadKeys(strapi);
  const storedImages = createStoredImages(strapi);
  const preferred = await defaultLocale(strapi);
  const report: ExportReport = { documents: {}, images: 0, warnings: [] };
  const written = new Set<string>();
  /** The file of each image in the folder, by what is in it; and what each such file is. */
  const imageFiles = new Map<string, string>();
  const imageNames = new Set<string>();
  const missing = new Set<string>();
  const toCopy: { file: StoredFile; name: string }[] = [];
  let at = '';

  const warn = (message: string): void => {
    const line = `${at}: ${message}`;
    if (!report.warnings.includes(line)) report.warnings.push(line);
  };

  /** Where an image lies in the folder: by its own name, unless another image has that. */
  const imageFile = (hash: string): string | undefined => {
    const file = storedImages.fileOf(hash);
    const image = storedImages.imageOf(hash);
    if (!file || !image) {
      warn(`the file of an image (${file?.name ?? hash}) cannot be read, so the image is left out.`);
      missing.add(hash);
      return undefined;
    }
    const known = imageFiles.get(image.digest);
    if (known) return known;
    const { name: base, ext } = path.parse(path.basename(file.name));
    const extension = ext || (file.ext ?? '');
    const plain = base.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '') || 'image';
    const isTaken = imageNames.has(`${plain}${extension}`.toLowerCase());
    const name = `${plain}${isTaken ? `-${image.digest.slice(0, 8)}` : ''}${extension}`;
    imageNames.add(name.toLowerCase());
    imageFiles.set(image.digest, `images/${name}`);
    toCopy.push({ file, name });
    return `images/${name}`;
  };

  const describe = createDescriber(strapi, {
    reference: (value, target) => {
      const document = String((value as { documentId?: string } | null)?.documentId);
      const key = keys.keyOf(target, document);
      if (!key) warn(`it points at a ${target} that is not there any more; that is left out.`);
      return key;
    },
    media: (value) => imageFile(String((value as { hash?: string }).hash)),
    text: (blocks) =>
      markdown.toMarkdown(
        (blocks as { type: string; image?: Record<string, unknown> }[]).flatMap((block) => {
          if (block.type !== 'image' || !block.image) return [block];
          const url = imageFile(String(block.image.hash));
          if (!url) return [];
          const { alternativeText, caption } = block.image;
          return [
            {
              ...block,
              image: { url, alternativeText: alternativeText ?? '', caption: caption ?? undefined },
            },
          ];
        })
      ),
  });

  /** An article without the entries whose skill was deleted: they say nothing, and go with the skill. */
  const withoutLostSkills = (row: Row, locale: string): Row => {
    const { skills } = row as Row & { skills?: { items?: { skill: unknown }[] } | null };
    const items = skills?.items ?? [];
    const kept = items.filter(({ skill }) => isObject(skill));
    if (kept.length === items.length) return row;
    warn(`an entry of skills.items (${locale}) has no skill any more; it is left out.`);
    return { ...row, skills: { ...skills, items: kept } };
  };

  /** Names what is not right in the site, where it would keep an import from taking the file. */
  const warnOfIssues = async (type: PublicType, rows: Row[]): Promise<void> => {
    for (const row of rows.filter(({ locale }) => isWantedLocale(String(locale)))) {
      const isPublished = !hasDrafts(type) || row.publishedAt !== null;
      const shown = isPublished ? withoutLostSkills(row, String(row.locale)) : row;
      for (const { field, message, values } of await findIssues(type, shown, {
        publishable: isPublished,
        partial: false,
      })) {
        warn(
          `${field} (${row.locale}, ${isPublished ? 'published' : 'draft'}): ${translate(message, values)} ` +
            'An import refuses the file until that is put right.'
        );
      }
    }
  };

  /** The attributes that all locales share, from what each of them has. */
  const mergeShared = (byLocale: [string, Attributes][]): Attributes => {
    const rank = (locale: string): string => (locale === preferred ? '' : locale);
    const ordered = [...byLocale].sort(([one], [other]) => byName(rank(one), rank(other)));
    const names = [...new Set(ordered.flatMap(([, shared]) => Object.keys(shared)))];
    const merged: Attributes = {};
    for (const name of names) {
      const values = ordered.map(([locale, shared]) => ({ locale, value: shared[name] }));
      const fullest = values.reduce((most, each) => (sizeOf(each.value) > sizeOf(most.value) ? each : most));
      merged[name] = fullest.value;
      for (const { locale, value } of values) {
        if (isPartOf(value, fullest.value)) continue;
        warn(
          `${name} differs between ${fullest.locale} and ${locale}, though it is the same for all locales.`
        );
      }
    }
    return merged;
  };

  /** A published version with the time that another site could not know otherwise. */
  const withFirstPublication = (row: Row): Row => ({ ...row, firstPublication: firstPublicationOf(row) });

  const contentOf = (type: PublicType, key: string, rows: Row[]): FileContent | undefined => {
    const locales = [...new Set(rows.map(({ locale }) => String(locale)))]
      .filter(isWantedLocale)
      .sort(byName);
    if (locales.length === 0) return undefined;
    const drafts = new Map<string, Description>();
    const published = new Map<string, Description>();
    for (const locale of locales) {
      const state = byState(rows, locale);
      // What is published cannot be published anew with such an entry; alone in a draft it is somebody's work.
      const shown = (row: Row): Row => (state.published ? withoutLostSkills(row, locale) : row);
      if (state.draft) drafts.set(locale, describe(type, shown(state.draft)));
      if (state.published)
        published.set(locale, describe(type, withFirstPublication(shown(state.published))));
    }
    const isPublished = (locale: string): boolean => published.has(locale);
    const shared = (from: Map<string, Description>): Attributes =>
      mergeShared([...from].map(([locale, each]) => [locale, each.shared]));
    const own = (locale: string): Attributes => {
      const content = (published.get(locale) ?? drafts.get(locale))!.localised;
      // Kept by the plugin in the draft, and copied when it is published: those of the draft are the newest.
      const { previousSlugs } = drafts.get(locale)?.localised ?? content;
      return { ...content, previousSlugs };
    };
    const content: FileContent = {
      type,
      key,
      shared: shared(published.size > 0 ? published : drafts),
      locales: Object.fromEntries(locales.map((locale) => [locale, own(locale)])),
    };
    if (!hasDrafts(type)) return content;

    const states = Object.fromEntries(
      locales.map((locale) => [locale, isPublished(locale) ? ('published' as const) : ('draft' as const)])
    );
    const [first] = Object.values(states);
    content.status = new Set(Object.values(states)).size === 1 ? first! : states;
    if (published.size === 0) return content;
    const working = Object.fromEntries(
      [...drafts]
        .filter(([locale]) => isPublished(locale))
        .map(([locale, draft]) => [locale, withoutPluginManaged(draft.localised)] as const)
        .filter(([locale, draft]) => !same(draft, withoutPluginManaged(published.get(locale)!.localised)))
    );
    const workingShared = shared(drafts);
    const draft = {
      ...(drafts.size > 0 && !same(workingShared, content.shared) ? { shared: workingShared } : {}),
      ...(Object.keys(working).length > 0 ? { locales: working } : {}),
    };
    if (Object.keys(draft).length > 0) content.draft = draft;
    return content;
  };

  /** Half a document is worse than none: what a file cannot say is named, and the document left out. */
  const tryContentOf = (type: PublicType, key: string, rows: Row[]): FileContent | undefined => {
    try {
      return contentOf(type, key, rows);
    } catch (error) {
      if (!(error instanceof BlocksError)) throw error;
      warn(`not exported, because a text in it cannot be written as Markdown: ${error.message}`);
      return undefined;
    }
  };

  /** In the order in which people read a document, and without what is empty. */
  const inOrder = ({ type, key, status, shared, locales, draft }: FileContent): FileContent => ({
    type,
    key,
    ...(status ? { status } : {}),
    ...(shared && Object.keys(shared).length > 0 ? { shared } : {}),
    locales,
    ...(draft ? { draft } : {}),
  });

  const wanted = PUBLIC_TYPES.map((type) => ({
    type,
    documents: keys.documentsOf(type).filter(({ key }) => {
      const id = documentId(type, key);
      return only.length === 0 || only.includes(key) || only.includes(id);
    }),
  }));
  const total = wanted.reduce((sum, { documents }) => sum + documents.length, 0);
  let done = 0;

  for (const { type, documents } of wanted) {
    const plural = contentTypes[type].info.pluralName;
    for (let start = 0; start < documents.length; start += CHUNK) {
      const chunk = documents.slice(start, start + CHUNK);
      const rows = await findWholeDocuments(
        strapi,
        type,
        chunk.map(({ document }) => document)
      );
      await storedImages.load([...rows.values()]);
      for (const { key, document } of chunk) {
        at = documentId(type, key);
        done += 1;
        const content = tryContentOf(type, key, rows.get(document) ?? []);
        if (!content) continue;
        await warnOfIssues(type, rows.get(document) ?? []);
        const file = path.join(plural, `${key}.yaml`);
        // `undefined` is left out by YAML's own rules; JSON's take care of it beforehand.
        const plain = JSON.parse(JSON.stringify(inOrder(content))) as FileContent;
        await writeWhole(path.join(folder, file), toYaml(plain, `../${SCHEMA_FILE}`));
        written.add(file);
        report.documents[type] = (report.documents[type] ?? 0) + 1;
      }
      onProgress({ phase: 'exporting', done, total });
    }
  }
  for (const { file, name } of toCopy) {
    const content = await readStoredFile(strapi, file);
    if (content) await writeWhole(path.join(folder, 'images', name), content);
    report.images += 1;
  }
  await writeWhole(path.join(folder, SCHEMA_FILE), `${JSON.stringify(schemaOf(strapi), null, 2)}\n`);
  if (only.length === 0 && wantedLocales.length === 0) {
    report.warnings.push(...(await findStale(folder, written)));
  }
  return report;
};

const schemaOf = (strapi: Strapi): object => {
  const model = (uid: string) => strapi.getModel(uid as Parameters<Strapi['getModel']>[0]);
  // All of the site's components: its own version of a type may use any of them.
  return createJsonSchema({
    contentTypes: Object.fromEntries(PUBLIC_TYPES.map((type) => [type, model(uidOf(type))])),
    components: strapi.components,
  } as unknown as Parameters<typeof createJsonSchema>[0]);
};

/** Documents in the folder that the site does not have: a later import would bring them back. */
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

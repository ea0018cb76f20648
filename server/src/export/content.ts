import type { PublicType } from '../../../content-types';
import type { Row } from '../model/document-writes';
import { firstPublicationOf } from '../model/publication-history';
import { hasDrafts, type Strapi } from '../plugin';
import { isObject, withoutPluginManaged } from '../documents/attributes';
import { createDescriber, type Describe, type Description } from '../documents/describe';
import type { Attributes } from '../documents/document';
import { byState } from '../documents/fingerprint';
import { byName, type Keys } from '../documents/keys';
import type { FileContent } from '../documents/to-yaml';
import type { MarkdownConverter } from '../rich-text';
import type { ExportImages } from './images';
import type { Warnings } from './warnings';

/** What the content of a file is created from. */
export interface ContentContext {
  describe: Describe;
  /** The locale whose shared attributes come first. */
  preferredLocale: string;
  isSelectedLocale: (locale: string) => boolean;
  warnings: Warnings;
}

type Descriptions = Map<string, Description>;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Returns whether a value is equal to another or lacks items of it, as a shared list does in a new translation. */
const isPartOf = (part: unknown, whole: unknown): boolean => {
  if (part === undefined || same(part, whole)) return true;
  return Array.isArray(part) && Array.isArray(whole) && part.every((item) => whole.includes(item));
};

const sizeOf = (value: unknown): number =>
  Array.isArray(value) ? value.length : value === undefined ? 0 : 1;

interface ImageBlock {
  type: string;
  image?: Record<string, unknown>;
}

const withExportedImage = (block: ImageBlock, images: ExportImages): ImageBlock[] => {
  if (block.type !== 'image' || !block.image) return [block];
  const url = images.fileOf(String(block.image.hash));
  if (!url) return [];
  const { alternativeText, caption } = block.image;
  return [
    { ...block, image: { url, alternativeText: alternativeText ?? '', caption: caption ?? undefined } },
  ];
};

/** Creates the description of rows in the notation of files: keys, file names and Markdown. */
export const createRowDescriber = (
  strapi: Strapi,
  markdown: MarkdownConverter,
  keys: Keys,
  images: ExportImages,
  warnings: Warnings
): Describe =>
  createDescriber(strapi, {
    reference: (value, target) => {
      const document = String((value as { documentId?: string } | null)?.documentId);
      const key = keys.keyOf(target, document);
      if (!key) warnings.add(`it references a ${target} that does not exist; the reference is left out.`);
      return key;
    },
    media: (value) => images.fileOf(String((value as { hash?: string }).hash)),
    text: (blocks) =>
      markdown.toMarkdown((blocks as ImageBlock[]).flatMap((block) => withExportedImage(block, images))),
  });

/** Returns a row without the entries whose skill was deleted, with a warning: without the skill they are empty. */
export const withoutDeletedSkills = (row: Row, locale: string, warnings: Warnings): Row => {
  const { skills } = row as Row & { skills?: { items?: { skill: unknown }[] } | null };
  const items = skills?.items ?? [];
  const complete = items.filter(({ skill }) => isObject(skill));
  if (complete.length === items.length) return row;
  warnings.add(`an entry of skills.items (${locale}) has no skill any more; it is left out.`);
  return { ...row, skills: { ...skills, items: complete } };
};

/** Merges the shared attributes of all locales, and warns where they contradict each other. */
const mergeShared = (
  descriptions: Descriptions,
  { preferredLocale, warnings }: ContentContext
): Attributes => {
  const rank = (locale: string): string => (locale === preferredLocale ? '' : locale);
  const ordered = [...descriptions].sort(([one], [other]) => byName(rank(one), rank(other)));
  const names = [...new Set(ordered.flatMap(([, { shared }]) => Object.keys(shared)))];
  const merged: Attributes = {};
  for (const name of names) {
    const values = ordered.map(([locale, { shared }]) => ({ locale, value: shared[name] }));
    const fullest = values.reduce((most, each) => (sizeOf(each.value) > sizeOf(most.value) ? each : most));
    merged[name] = fullest.value;
    for (const { locale, value } of values) {
      if (isPartOf(value, fullest.value)) continue;
      warnings.add(
        `${name} differs between ${fullest.locale} and ${locale}, though it is the same for all locales.`
      );
    }
  }
  return merged;
};

/** Describes the drafts and the published versions of a document, by locale. */
const describeVersions = (
  type: PublicType,
  rows: Row[],
  locales: string[],
  { describe, warnings }: ContentContext
): { drafts: Descriptions; published: Descriptions } => {
  const drafts: Descriptions = new Map();
  const published: Descriptions = new Map();
  for (const locale of locales) {
    const state = byState(rows, locale);
    // An article cannot be published again with such an entry. Where only a draft has it, it is an editor's work.
    const complete = (row: Row): Row => (state.published ? withoutDeletedSkills(row, locale, warnings) : row);
    if (state.draft) drafts.set(locale, describe(type, complete(state.draft)));
    if (state.published) {
      const row = complete(state.published);
      // Another site could not derive the time of first publication.
      published.set(locale, describe(type, { ...row, firstPublication: firstPublicationOf(row) }));
    }
  }
  return { drafts, published };
};

/** Returns the file's `status`: one for the document where all locales agree, else one for each locale. */
const statusOf = (locales: string[], published: Descriptions): FileContent['status'] => {
  const states = Object.fromEntries(
    locales.map((locale) => [locale, published.has(locale) ? ('published' as const) : ('draft' as const)])
  );
  const [first] = Object.values(states);
  return new Set(Object.values(states)).size === 1 ? first! : states;
};

/** Returns the file's `draft`: the locales and shared attributes whose draft differs from the published version. */
const draftOf = (
  shared: Attributes | undefined,
  drafts: Descriptions,
  published: Descriptions,
  context: ContentContext
): FileContent['draft'] => {
  const locales = Object.fromEntries(
    [...drafts]
      .filter(([locale]) => published.has(locale))
      .map(([locale, draft]) => [locale, withoutPluginManaged(draft.localised)] as const)
      .filter(([locale, draft]) => !same(draft, withoutPluginManaged(published.get(locale)!.localised)))
  );
  const sharedOfDrafts = mergeShared(drafts, context);
  const draft = {
    ...(drafts.size > 0 && !same(sharedOfDrafts, shared) ? { shared: sharedOfDrafts } : {}),
    ...(Object.keys(locales).length > 0 ? { locales } : {}),
  };
  return Object.keys(draft).length > 0 ? draft : undefined;
};

/**
 * Returns the content of a document's file, or undefined if it has none of the selected locales.
 *
 * @param rows all rows of the document
 */
export const contentOf = (
  context: ContentContext,
  type: PublicType,
  key: string,
  rows: Row[]
): FileContent | undefined => {
  const locales = [...new Set(rows.map(({ locale }) => String(locale)))]
    .filter(context.isSelectedLocale)
    .sort(byName);
  if (locales.length === 0) return undefined;
  const { drafts, published } = describeVersions(type, rows, locales, context);
  const localised = (locale: string): Attributes => {
    const content = (published.get(locale) ?? drafts.get(locale))!.localised;
    // The plugin writes them to the draft, and publishing copies them: those of the draft are the newest.
    const { previousSlugs } = drafts.get(locale)?.localised ?? content;
    return { ...content, previousSlugs };
  };
  const content: FileContent = {
    type,
    key,
    shared: mergeShared(published.size > 0 ? published : drafts, context),
    locales: Object.fromEntries(locales.map((locale) => [locale, localised(locale)])),
  };
  if (!hasDrafts(type)) return content;
  content.status = statusOf(locales, published);
  if (published.size === 0) return content;
  const draft = draftOf(content.shared, drafts, published, context);
  if (draft) content.draft = draft;
  return content;
};

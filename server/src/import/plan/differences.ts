import path from 'node:path';
import type { PublicType } from '../../../../content-types';
import type { Row } from '../../model/document-writes';
import { mapComponents } from '../../model/walk';
import { hasDrafts, uidOf, type Strapi } from '../../plugin';
import { attributesOf, isObject, withoutPluginManaged } from '../../documents/attributes';
import { compare, ComparableImage } from '../../documents/compare';
import { createDescriber } from '../../documents/describe';
import type { Attributes } from '../../documents/document';
import type { LocaleRows } from '../../documents/fingerprint';
import type { Images } from '../../documents/images';
import { loadKeys, type Keys } from '../../documents/keys';
import { BlocksError, type MarkdownConverter } from '../../rich-text';
import { createStoredImages } from '../../documents/stored-images';
import { ImageFile, Reference, TextImage, type PreparedLocale } from '../../documents/prepare';
import type { FieldChange } from '../report';
import { imagesIn } from '../../documents/resolve';

interface TextImageBlock {
  type: string;
  image?: { alternativeText?: string | null; caption?: string | null };
}

/** Returns a component or a row without its relations. */
const withoutRelations = (strapi: Strapi, uid: string, value: unknown): unknown => {
  if (!isObject(value)) return value;
  const attributes = attributesOf(strapi, uid);
  const without = (item: unknown, component: string): unknown => withoutRelations(strapi, component, item);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, given]): [string, unknown][] => {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (attribute?.type === 'relation') return [];
      return [[name, attribute ? mapComponents(attribute, given, without) : given]];
    })
  );
};

/**
 * Tells what differs between the site and a file, in the words of a file: Markdown, keys, names of images.
 */
export const createDifferences = (strapi: Strapi, markdown: MarkdownConverter, images: Images) => {
  const storedImages = createStoredImages(strapi);
  const digests = new Map<string, string>();
  let keys: Keys | undefined;

  const imageOfFile = (file: string): ComparableImage =>
    new ComparableImage(path.basename(file), digests.get(file) ?? '');

  /** Markdown with images by name and content, whatever their files are called in the site. */
  const textOf = (blocks: unknown[], imageOf: (image: unknown) => ComparableImage | undefined): string => {
    const named = (blocks as TextImageBlock[]).map((block) => {
      if (block.type !== 'image' || !block.image) return block;
      const { alternativeText, caption } = block.image;
      const image = imageOf(block.image);
      const url = image ? `${image.name}#${image.digest.slice(0, 8)}` : '?';
      return {
        ...block,
        image: { url, alternativeText: alternativeText ?? '', caption: caption ?? undefined },
      };
    });
    try {
      return markdown.toMarkdown(named);
    } catch (error) {
      // What is in the site may be older than the rules for rich text; it differs from any file.
      if (error instanceof BlocksError) return JSON.stringify(named);
      throw error;
    }
  };
  const storedImage = (image: unknown): ComparableImage | undefined =>
    storedImages.imageOf(String((image as { hash?: string } | null)?.hash));

  const describeRow = createDescriber(strapi, {
    reference: (value, target) =>
      keys?.keyOf(target, String((value as { documentId?: string } | null)?.documentId)),
    media: (value) => storedImage(value) ?? '?',
    text: (blocks) => textOf(blocks, storedImage),
  });
  const describePrepared = createDescriber(strapi, {
    reference: (value) =>
      value instanceof Reference ? value.id.slice(value.id.indexOf(':') + 1) : undefined,
    media: (value) => (value instanceof ImageFile ? imageOfFile(value.file) : undefined),
    text: (blocks) =>
      textOf(blocks, (image) => (image instanceof TextImage ? imageOfFile(image.file) : undefined)),
  });

  return {
    /** Looks up what is shown and pointed at by rows and by files that are to be compared. */
    async load(rows: Row[], prepared: PreparedLocale[]): Promise<void> {
      if (rows.length === 0) return;
      keys ??= await loadKeys(strapi);
      await storedImages.load(rows);
      for (const file of imagesIn(prepared)) digests.set(file, await images.digestOf(file));
    },

    /** Everything that differs in one locale, after `load`. */
    between(type: PublicType, rows: LocaleRows, prepared: PreparedLocale): FieldChange[] {
      const { content, draft, published } = prepared;
      const flat = ({ shared, localised }: { shared: Attributes; localised: Attributes }): Attributes => {
        const all = { ...shared, ...localised };
        const { previousSlugs } = all;
        // A file that does not name them does not mean that there are none. A time alone is no difference.
        return content.previousSlugs === undefined
          ? withoutPluginManaged(all)
          : { ...withoutPluginManaged(all), previousSlugs };
      };
      const ofRow = (row: unknown): Attributes => flat(describeRow(type, row));
      const ofFile = (attributes: unknown): Attributes => flat(describePrepared(type, attributes));
      if (!hasDrafts(type)) return compare(ofRow(rows.published), ofFile(content));

      const changes = compare(ofRow(rows.draft), ofFile(draft ?? content));
      const isPublished = rows.published !== undefined;
      const state = (is: boolean): string => (is ? 'published' : 'draft');
      if (published !== isPublished) {
        return [...changes, { path: 'status', old: state(isPublished), new: state(published) }];
      }
      if (!published) return changes;
      // What is published has lost its relations to what is not; only the draft tells what is meant.
      const plain = (value: unknown): unknown => withoutRelations(strapi, uidOf(type), value);
      // Without relations, entries of a list may look alike and be paired in another way than in the draft.
      const hasWorkingCopy =
        draft !== undefined || compare(ofRow(plain(rows.draft)), ofRow(plain(rows.published))).length > 0;
      if (!hasWorkingCopy) return changes;
      const known = new Set(changes.map((change) => change.path));
      return [
        ...changes,
        ...compare(ofRow(plain(rows.published)), ofFile(plain(content))).filter(
          (change) => !known.has(change.path)
        ),
      ];
    },
  };
};

export type Differences = ReturnType<typeof createDifferences>;

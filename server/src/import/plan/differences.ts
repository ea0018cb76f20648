import path from 'node:path';
import type { PublicType } from '../../../../content-types';
import type { Row } from '../../model/document-writes';
import { mapComponents } from '../../model/walk';
import { hasDrafts, uidOf, type Strapi } from '../../plugin';
import { attributesOf, isObject, withoutPluginManaged } from '../../documents/attributes';
import { compare, ComparableImage } from '../../documents/compare';
import { createDescriber, type Describe, type Description } from '../../documents/describe';
import type { Attributes } from '../../documents/document';
import type { LocaleRows } from '../../documents/fingerprint';
import type { Images } from '../../documents/images';
import { loadKeys, type Keys } from '../../documents/keys';
import { BlocksError, type MarkdownConverter } from '../../rich-text';
import { createStoredImages, type StoredImages } from '../../documents/stored-images';
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

/** Returns Markdown with images by name and digest, whatever the site calls their files. */
const toComparableMarkdown = (
  markdown: MarkdownConverter,
  blocks: unknown[],
  imageOf: (image: unknown) => ComparableImage | undefined
): string => {
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
    // A stored text may be older than the rules for rich text; it differs from any file.
    if (error instanceof BlocksError) return JSON.stringify(named);
    throw error;
  }
};

const stateName = (isPublished: boolean): string => (isPublished ? 'published' : 'draft');

/** Compares the site's rows with files, in the notation of files: Markdown, keys, names of images. */
class DifferenceFinder {
  private readonly storedImages: StoredImages;
  private readonly digests = new Map<string, string>();
  private readonly describeRow: Describe;
  private readonly describePrepared: Describe;
  private keys: Keys | undefined;

  constructor(
    private readonly strapi: Strapi,
    markdown: MarkdownConverter,
    private readonly images: Images
  ) {
    this.storedImages = createStoredImages(strapi);
    this.describeRow = createDescriber(strapi, {
      reference: (value, target) =>
        this.keys?.keyOf(target, String((value as { documentId?: string } | null)?.documentId)),
      media: (value) => this.storedImage(value) ?? '?',
      text: (blocks) => toComparableMarkdown(markdown, blocks, (image) => this.storedImage(image)),
    });
    this.describePrepared = createDescriber(strapi, {
      reference: (value) =>
        value instanceof Reference ? value.id.slice(value.id.indexOf(':') + 1) : undefined,
      media: (value) => (value instanceof ImageFile ? this.imageOfFile(value.file) : undefined),
      text: (blocks) =>
        toComparableMarkdown(markdown, blocks, (image) =>
          image instanceof TextImage ? this.imageOfFile(image.file) : undefined
        ),
    });
  }

  /** Loads the images and keys that the rows and files reference. */
  async load(rows: Row[], prepared: PreparedLocale[]): Promise<void> {
    if (rows.length === 0) return;
    this.keys ??= await loadKeys(this.strapi);
    await this.storedImages.load(rows);
    for (const file of imagesIn(prepared)) this.digests.set(file, await this.images.digestOf(file));
  }

  /** Returns everything that differs in one locale, after `load`. */
  between(type: PublicType, rows: LocaleRows, prepared: PreparedLocale): FieldChange[] {
    const { content, draft, published } = prepared;
    // A file without previous slugs does not say that there are none.
    const hasPreviousSlugs = content.previousSlugs !== undefined;
    const ofRow = (row: unknown): Attributes => flatten(this.describeRow(type, row), hasPreviousSlugs);
    const ofFile = (attributes: unknown): Attributes =>
      flatten(this.describePrepared(type, attributes), hasPreviousSlugs);
    if (!hasDrafts(type)) return compare(ofRow(rows.published), ofFile(content));

    const changes = compare(ofRow(rows.draft), ofFile(draft ?? content));
    const isPublished = rows.published !== undefined;
    if (published !== isPublished) {
      return [...changes, { path: 'status', old: stateName(isPublished), new: stateName(published) }];
    }
    if (!published) return changes;
    // Strapi drops the relations of a published version to unpublished documents; only the draft still has them.
    const plain = (value: unknown): unknown => withoutRelations(this.strapi, uidOf(type), value);
    // Without relations, entries of a list may look alike and be paired differently than in the draft.
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
  }

  private imageOfFile(file: string): ComparableImage {
    return new ComparableImage(path.basename(file), this.digests.get(file) ?? '');
  }

  private storedImage(image: unknown): ComparableImage | undefined {
    return this.storedImages.imageOf(String((image as { hash?: string } | null)?.hash));
  }
}

/** Returns the attributes to compare. A time of first publication alone is no difference. */
const flatten = ({ shared, localised }: Description, hasPreviousSlugs: boolean): Attributes => {
  const all = { ...shared, ...localised };
  const content = withoutPluginManaged(all);
  return hasPreviousSlugs ? { ...content, previousSlugs: all.previousSlugs } : content;
};

export type Differences = DifferenceFinder;

export const createDifferences = (strapi: Strapi, markdown: MarkdownConverter, images: Images): Differences =>
  new DifferenceFinder(strapi, markdown, images);

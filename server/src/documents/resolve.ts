import { isObject } from './attributes';
import { ImageFile, Reference, TextImage } from './prepare';

/** Returns the ids of all documents that a value references. */
export const referencesIn = (value: unknown): string[] => {
  if (value instanceof Reference) return [value.id];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
};

/** Returns the files of all images that a value contains. */
export const imagesIn = (value: unknown): string[] => {
  if (value instanceof ImageFile || value instanceof TextImage) return [value.file];
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  return isObject(value) ? Object.values(value).flatMap(imagesIn) : [];
};

/** The site's copy of a file. */
export interface UploadedFile {
  id: number;
  /** The file's attributes, which Strapi copies to an image in a text. */
  attributes: Record<string, unknown>;
}

/**
 * Returns whether the site does not have the skill of a list's entry, at all or in this locale. Without it the entry is
 * empty, and validation would refuse the whole article.
 */
export const lacksItsSkill = (item: unknown, rowOf: (id: string) => string | undefined): boolean =>
  isObject(item) && item.skill instanceof Reference && rowOf(item.skill.id) === undefined;

/**
 * Replaces references and images by rows. A reference to a document that does not exist (yet) is left out of a list, and
 * null as a single value.
 */
export const resolveContent = (
  value: unknown,
  rowOf: (id: string) => string | undefined,
  fileOf: (file: string) => UploadedFile | undefined
): unknown => {
  if (value instanceof Reference) return rowOf(value.id) ?? null;
  if (value instanceof ImageFile) return fileOf(value.file)?.id ?? null;
  if (value instanceof TextImage) {
    const { alternativeText, caption } = value;
    return {
      ...fileOf(value.file)?.attributes,
      alternativeText,
      ...(caption === undefined ? {} : { caption }),
    };
  }
  if (Array.isArray(value)) {
    return value
      .filter((item) => !lacksItsSkill(item, rowOf))
      .map((item) => resolveContent(item, rowOf, fileOf))
      .filter((item) => item !== null);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, resolveContent(item, rowOf, fileOf)])
  );
};

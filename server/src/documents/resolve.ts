import { isObject } from './attributes';
import { ImageFile, Reference, TextImage } from './prepare';

/** Every document that a value points at, by its id. */
export const referencesIn = (value: unknown): string[] => {
  if (value instanceof Reference) return [value.id];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
};

/** Every image that a value shows, by its file. */
export const imagesIn = (value: unknown): string[] => {
  if (value instanceof ImageFile || value instanceof TextImage) return [value.file];
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  return isObject(value) ? Object.values(value).flatMap(imagesIn) : [];
};

/** What stands for a file in the site. */
export interface UploadedFile {
  id: number;
  /** The file's attributes, which an image within a text holds a copy of. */
  attributes: Record<string, unknown>;
}

/**
 * Whether an entry of a list is about a skill that the site does not have (any more, or in this language). Without it
 * the entry says nothing, and the rules would refuse the whole article for it.
 */
export const lacksItsSkill = (item: unknown, rowOf: (id: string) => string | undefined): boolean =>
  isObject(item) && item.skill instanceof Reference && rowOf(item.skill.id) === undefined;

/**
 * Puts rows in the place of references and images. A reference to what is not there (yet) is left out of a list, and
 * null where it stands alone.
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

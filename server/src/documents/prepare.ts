import { uidOf, type Strapi } from '../plugin';
import type { PublicType } from '../../../content-types';
import { componentsOf, isLocalised, isToMany } from '../model/attributes';
import { attributesOf, componentName, isObject, isStringList, targetOf, type Attribute } from './attributes';
import {
  documentId,
  formatPath,
  type Attributes,
  type DocumentPath,
  type Position,
  type SourceDocument,
  type FileIssue,
} from './document';
import { findImage } from './find-image';
import { MarkdownError, type Block, type MarkdownConverter } from '../rich-text';
import { unknownName } from './nearest';
import { findImageIssue } from './image-kind';

/** Stands for another document until its row is known. */
export class Reference {
  constructor(readonly id: string) {}
}

/** Stands for an uploaded file until its row is known. */
export class ImageFile {
  constructor(readonly file: string) {}
}

/** Stands for an image within a text, which holds a copy of its file's row. */
export class TextImage {
  constructor(
    readonly file: string,
    readonly alternativeText: string,
    readonly caption: string | undefined
  ) {}
}

/** Where a document points at another one. */
export interface FileReference {
  id: string;
  target: PublicType;
  key: string;
  path: DocumentPath;
  position: Position;
}

/** One locale, its attributes as Strapi takes them but for references and images, the shared ones included. */
export interface PreparedLocale {
  published: boolean;
  /** What is published; for what is not, or has no drafts, all that there is. */
  content: Attributes;
  /** The working copy beside what is published, where it differs. */
  draft: Attributes | undefined;
}

export interface PreparedDocument {
  id: string;
  type: PublicType;
  key: string;
  file: string;
  locales: Record<string, PreparedLocale>;
  references: FileReference[];
  positionOf: SourceDocument['positionOf'];
}

export interface Preparation {
  strapi: Strapi;
  /** Where images lie; undefined where there are none. */
  folder: string | undefined;
  markdown: MarkdownConverter;
}

const ofLocale = (attributes: Record<string, Attribute>, localised: boolean): Record<string, Attribute> =>
  Object.fromEntries(
    Object.entries(attributes).filter(([, attribute]) => isLocalised(attribute) === localised)
  );

/**
 * Turns what a file says into what Strapi takes: Markdown into blocks, keys into references, names of images into
 * files.
 *
 * @returns the document, and every issue found on the way. Whether what it mentions is there is for the caller to say.
 */
export const prepareDocument = (
  { strapi, folder, markdown }: Preparation,
  document: SourceDocument
): { prepared: PreparedDocument; issues: FileIssue[] } => {
  const issues: FileIssue[] = [];
  const references: FileReference[] = [];

  const report = (path: DocumentPath, message: string, position = document.positionOf(path)): undefined => {
    issues.push({ file: document.file, ...position, path: formatPath(path), message });
    return undefined;
  };

  const reference = (value: unknown, target: PublicType, path: DocumentPath): Reference | undefined => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return report(path, `This must be the key of a document of the type ${target}.`);
    }
    const key = String(value);
    const id = documentId(target, key);
    references.push({ id, target, key, path, position: document.positionOf(path) });
    return new Reference(id);
  };

  /** @param isImage whether nothing but an image may stand there; a site may have attributes for other files */
  const image = (value: unknown, path: DocumentPath, isImage: boolean): ImageFile | undefined => {
    if (typeof value !== 'string') return report(path, 'This must be the name of a file.');
    const found = findImage(folder, value);
    if ('issue' in found) return report(path, found.issue);
    const issue = isImage ? findImageIssue(found.file, value) : undefined;
    return issue === undefined ? new ImageFile(found.file) : report(path, issue);
  };

  const textImage = (block: Block & { type: 'image' }, text: string, path: DocumentPath): unknown => {
    const { url, alternativeText, caption } = block.image;
    const found = findImage(folder, url);
    const issue = 'issue' in found ? found.issue : findImageIssue(found.file, url);
    if ('issue' in found || issue !== undefined) {
      // The blocks have no lines; the address stands in the one that names the image, unless it is written with escapes.
      const line = text.split('\n').findIndex((each) => each.includes(url)) + 1;
      const position = line > 0 ? document.positionWithin(path, line) : undefined;
      return report(path, `The image "${url}": ${issue}`, position);
    }
    return {
      ...block,
      image: new TextImage(found.file, alternativeText ?? '', caption ?? undefined),
    };
  };

  const blocks = (value: unknown, path: DocumentPath): unknown => {
    if (typeof value !== 'string') return report(path, 'This must be text in Markdown.');
    try {
      return markdown
        .toBlocks(value)
        .map((block) => (block.type === 'image' ? textImage(block, value, path) : block));
    } catch (error) {
      if (error instanceof MarkdownError) {
        return report(path, error.message, document.positionWithin(path, error.line));
      }
      throw error;
    }
  };

  const component = (value: unknown, uid: string, path: DocumentPath): unknown =>
    isObject(value)
      ? object(value, attributesOf(strapi, uid), path)
      : report(path, 'This must be a group of attributes.');

  const section = (value: unknown, attribute: Attribute, path: DocumentPath): unknown => {
    if (!isObject(value)) return report(path, 'This must be a group of attributes.');
    const { type, ...rest } = value;
    const components = componentsOf(attribute);
    const uid = components.find((each) => componentName(each) === type);
    if (!uid) {
      const allowed = components.map(componentName);
      return report([...path, 'type'], `The type of a section must be one of ${allowed.join(', ')}.`);
    }
    return { __component: uid, ...object(rest, attributesOf(strapi, uid), path) };
  };

  const each = (
    value: unknown,
    path: DocumentPath,
    one: (item: unknown, path: DocumentPath) => unknown
  ): unknown =>
    Array.isArray(value)
      ? value.map((item, index) => one(item, [...path, index]))
      : report(path, 'This must be a list.');

  const attributeValue = (value: unknown, attribute: Attribute, path: DocumentPath): unknown => {
    if (value === null || value === undefined) return value;
    switch (attribute.type) {
      case 'relation': {
        const target = targetOf(attribute);
        if (!target) return report(path, 'A relation to a type of another plugin cannot be imported.');
        return isToMany(attribute)
          ? each(value, path, (item, itemPath) => reference(item, target, itemPath))
          : reference(value, target, path);
      }
      case 'media': {
        const isImage = String(attribute.allowedTypes) === 'images';
        return attribute.multiple
          ? each(value, path, (item, itemPath) => image(item, itemPath, isImage))
          : image(value, path, isImage);
      }
      case 'blocks':
        return blocks(value, path);
      case 'component': {
        const uid = String(attribute.component);
        return attribute.repeatable
          ? each(value, path, (item, itemPath) => component(item, uid, itemPath))
          : component(value, uid, path);
      }
      case 'dynamiczone':
        return each(value, path, (item, itemPath) => section(item, attribute, itemPath));
      case 'json':
        // The plugin's own attributes of this type are lists of texts; a site's may hold anything.
        if (path.at(-1) !== 'previousSlugs' && !isStringList(attribute)) return value;
        return each(value, path, (item, itemPath) =>
          typeof item === 'string' ? item : report(itemPath, 'This must be text.')
        );
      default:
        return value;
    }
  };

  const object = (
    value: Attributes,
    attributes: Record<string, Attribute>,
    path: DocumentPath,
    elsewhere?: { attributes: Record<string, Attribute>; hint: string }
  ): Attributes => {
    const result: Attributes = {};
    for (const [name, given] of Object.entries(value)) {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (attribute) {
        result[name] = attributeValue(given, attribute, [...path, name]);
      } else if (elsewhere && Object.hasOwn(elsewhere.attributes, name)) {
        report([...path, name], `"${name}" ${elsewhere.hint}.`);
      } else {
        report([...path, name], unknownName(name, Object.keys(attributes)));
      }
    }
    return result;
  };

  const all = attributesOf(strapi, uidOf(document.type));
  const localised = ofLocale(all, true);
  const shared = ofLocale(all, false);
  const sharedGroup = (value: Attributes, path: DocumentPath): Attributes =>
    object(value, shared, path, {
      attributes: localised,
      hint: 'differs by locale; write it under "locales"',
    });
  const localeGroup = (value: Attributes, path: DocumentPath): Attributes =>
    object(value, localised, path, {
      attributes: shared,
      hint: 'is the same in every locale; write it under "shared"',
    });

  const { draft } = document;
  const ofAll = sharedGroup(document.shared, ['shared']);
  const ofDrafts = draft.shared && sharedGroup(draft.shared, ['draft', 'shared']);
  const locales: Record<string, PreparedLocale> = {};
  for (const [locale, attributes] of Object.entries(document.locales)) {
    const own = localeGroup(attributes, ['locales', locale]);
    const published = document.published[locale] === true;
    const given = draft.locales[locale];
    const working = given && localeGroup(given, ['draft', 'locales', locale]);
    if (!published) {
      locales[locale] = { published, content: { ...(ofDrafts ?? ofAll), ...own }, draft: undefined };
      continue;
    }
    const differs = working !== undefined || ofDrafts !== undefined;
    locales[locale] = {
      published,
      content: { ...ofAll, ...own },
      draft: differs ? { ...(ofDrafts ?? ofAll), ...(working ?? own) } : undefined,
    };
  }
  const { type, key, file, positionOf } = document;
  return {
    prepared: { id: documentId(type, key), type, key, file, locales, references, positionOf },
    issues,
  };
};

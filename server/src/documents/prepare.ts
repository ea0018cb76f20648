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
import type { FileState } from '../editorial/file-state';
import { findImage } from './find-image';
import { MarkdownError, type Block, type MarkdownConverter } from '../rich-text';
import { unknownName } from './nearest';
import { findImageIssue } from './image-kind';

/** A placeholder for another document, until its row is known. */
export class Reference {
  constructor(readonly id: string) {}
}

/** A placeholder for an uploaded file, until its row is known. */
export class ImageFile {
  constructor(readonly file: string) {}
}

/** A placeholder for an image in a text, where Strapi stores a copy of the file's row. */
export class TextImage {
  constructor(
    readonly file: string,
    readonly alternativeText: string,
    readonly caption: string | undefined
  ) {}
}

/** A document's reference to another one, with its path and position in the file. */
export interface FileReference {
  id: string;
  target: PublicType;
  key: string;
  path: DocumentPath;
  position: Position;
}

/** One locale's attributes in Strapi's format, the shared ones included; references and images are placeholders. */
export interface PreparedLocale {
  published: boolean;
  /** The published version; of an unpublished document, or of a type without drafts, the only version. */
  content: Attributes;
  /** The draft of a published locale, where it differs. */
  draft: Attributes | undefined;
  /** The editorial state of an article. */
  state?: FileState;
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
  /** The folder of the images; undefined where there are none. */
  folder: string | undefined;
  markdown: MarkdownConverter;
}

const ofLocale = (attributes: Record<string, Attribute>, localised: boolean): Record<string, Attribute> =>
  Object.fromEntries(
    Object.entries(attributes).filter(([, attribute]) => isLocalised(attribute) === localised)
  );

/** The attributes of the other group, and the hint for a file that writes one of them here. */
interface OtherGroup {
  attributes: Record<string, Attribute>;
  hint: string;
}

type ItemConverter = (item: unknown, path: DocumentPath) => unknown;

/** Converts the values of one document, and collects its references and issues. */
class ValueConverter {
  readonly issues: FileIssue[] = [];
  readonly references: FileReference[] = [];

  constructor(
    private readonly preparation: Preparation,
    private readonly document: SourceDocument
  ) {}

  group(
    value: Attributes,
    attributes: Record<string, Attribute>,
    path: DocumentPath,
    other?: OtherGroup
  ): Attributes {
    const result: Attributes = {};
    for (const [name, given] of Object.entries(value)) {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (attribute) {
        result[name] = this.attributeValue(given, attribute, [...path, name]);
      } else if (other && Object.hasOwn(other.attributes, name)) {
        this.report([...path, name], `"${name}" ${other.hint}.`);
      } else {
        this.report([...path, name], unknownName(name, Object.keys(attributes)));
      }
    }
    return result;
  }

  private attributeValue(value: unknown, attribute: Attribute, path: DocumentPath): unknown {
    if (value === null || value === undefined) return value;
    switch (attribute.type) {
      case 'relation':
        return this.relation(value, attribute, path);
      case 'media': {
        const isImage = String(attribute.allowedTypes) === 'images';
        return this.oneOrEach(value, Boolean(attribute.multiple), path, (item, itemPath) =>
          this.image(item, itemPath, isImage)
        );
      }
      case 'blocks':
        return this.blocks(value, path);
      case 'component': {
        const uid = String(attribute.component);
        return this.oneOrEach(value, Boolean(attribute.repeatable), path, (item, itemPath) =>
          this.component(item, uid, itemPath)
        );
      }
      case 'dynamiczone':
        return this.each(value, path, (item, itemPath) => this.section(item, attribute, itemPath));
      case 'json':
        // The plugin's own attributes of this type are lists of texts; a site's may hold anything.
        if (path.at(-1) !== 'previousSlugs' && !isStringList(attribute)) return value;
        return this.each(value, path, (item, itemPath) =>
          typeof item === 'string' ? item : this.report(itemPath, 'This must be text.')
        );
      default:
        return value;
    }
  }

  private each(value: unknown, path: DocumentPath, convert: ItemConverter): unknown {
    return Array.isArray(value)
      ? value.map((item, index) => convert(item, [...path, index]))
      : this.report(path, 'This must be a list.');
  }

  private oneOrEach(value: unknown, isMany: boolean, path: DocumentPath, convert: ItemConverter): unknown {
    return isMany ? this.each(value, path, convert) : convert(value, path);
  }

  private relation(value: unknown, attribute: Attribute, path: DocumentPath): unknown {
    const target = targetOf(attribute);
    if (!target) return this.report(path, 'A relation to a type of another plugin cannot be imported.');
    return this.oneOrEach(value, isToMany(attribute), path, (item, itemPath) =>
      this.reference(item, target, itemPath)
    );
  }

  private reference(value: unknown, target: PublicType, path: DocumentPath): Reference | undefined {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return this.report(path, `This must be the key of a document of the type ${target}.`);
    }
    const key = String(value);
    const id = documentId(target, key);
    this.references.push({ id, target, key, path, position: this.document.positionOf(path) });
    return new Reference(id);
  }

  /** @param isImage whether the attribute takes images only; a site may have attributes for other files */
  private image(value: unknown, path: DocumentPath, isImage: boolean): ImageFile | undefined {
    if (typeof value !== 'string') return this.report(path, 'This must be the name of a file.');
    const found = findImage(this.preparation.folder, value);
    if ('issue' in found) return this.report(path, found.issue);
    const issue = isImage ? findImageIssue(found.file, value) : undefined;
    return issue === undefined ? new ImageFile(found.file) : this.report(path, issue);
  }

  private blocks(value: unknown, path: DocumentPath): unknown {
    if (typeof value !== 'string') return this.report(path, 'This must be text in Markdown.');
    try {
      return this.preparation.markdown
        .toBlocks(value)
        .map((block) => (block.type === 'image' ? this.textImage(block, value, path) : block));
    } catch (error) {
      if (error instanceof MarkdownError) {
        return this.report(path, error.message, this.document.positionWithin(path, error.line));
      }
      throw error;
    }
  }

  private textImage(block: Block & { type: 'image' }, text: string, path: DocumentPath): unknown {
    const { url, alternativeText, caption } = block.image;
    const found = findImage(this.preparation.folder, url);
    const issue = 'issue' in found ? found.issue : findImageIssue(found.file, url);
    if ('issue' in found || issue !== undefined) {
      // Blocks have no line numbers. The line with the URL is the image's, unless the URL is written with escapes.
      const line = text.split('\n').findIndex((each) => each.includes(url)) + 1;
      const position = line > 0 ? this.document.positionWithin(path, line) : undefined;
      return this.report(path, `The image "${url}": ${issue}`, position);
    }
    return {
      ...block,
      image: new TextImage(found.file, alternativeText ?? '', caption ?? undefined),
    };
  }

  private component(value: unknown, uid: string, path: DocumentPath): unknown {
    return isObject(value)
      ? this.group(value, attributesOf(this.preparation.strapi, uid), path)
      : this.report(path, 'This must be a group of attributes.');
  }

  private section(value: unknown, attribute: Attribute, path: DocumentPath): unknown {
    if (!isObject(value)) return this.report(path, 'This must be a group of attributes.');
    const { type, ...rest } = value;
    const components = componentsOf(attribute);
    const uid = components.find((each) => componentName(each) === type);
    if (!uid) {
      const allowed = components.map(componentName);
      return this.report([...path, 'type'], `The type of a section must be one of ${allowed.join(', ')}.`);
    }
    return { __component: uid, ...this.group(rest, attributesOf(this.preparation.strapi, uid), path) };
  }

  private report(path: DocumentPath, message: string, position = this.document.positionOf(path)): undefined {
    this.issues.push({ file: this.document.file, ...position, path: formatPath(path), message });
    return undefined;
  }
}

const prepareLocales = (
  converter: ValueConverter,
  document: SourceDocument,
  attributes: Record<string, Attribute>
): Record<string, PreparedLocale> => {
  const localised = ofLocale(attributes, true);
  const shared = ofLocale(attributes, false);
  const sharedGroup = (value: Attributes, path: DocumentPath): Attributes =>
    converter.group(value, shared, path, {
      attributes: localised,
      hint: 'differs by locale; write it under "locales"',
    });
  const localeGroup = (value: Attributes, path: DocumentPath): Attributes =>
    converter.group(value, localised, path, {
      attributes: shared,
      hint: 'is the same in every locale; write it under "shared"',
    });

  const { draft } = document;
  const ofAll = sharedGroup(document.shared, ['shared']);
  const ofDrafts = draft.shared && sharedGroup(draft.shared, ['draft', 'shared']);
  const locales: Record<string, PreparedLocale> = {};
  for (const [locale, given] of Object.entries(document.locales)) {
    const own = localeGroup(given, ['locales', locale]);
    const published = document.published[locale] === true;
    const givenDraft = draft.locales[locale];
    const working = givenDraft && localeGroup(givenDraft, ['draft', 'locales', locale]);
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
  for (const [locale, state] of Object.entries(document.states ?? {})) {
    if (locales[locale]) locales[locale].state = state;
  }
  return locales;
};

/**
 * Converts a document's values from the file format to Strapi's: Markdown to blocks, keys to references, names of
 * images to files.
 *
 * @returns the document, and every issue found on the way. The caller checks that the referenced documents exist.
 */
export const prepareDocument = (
  preparation: Preparation,
  document: SourceDocument
): { prepared: PreparedDocument; issues: FileIssue[] } => {
  const { type, key, file, positionOf } = document;
  const converter = new ValueConverter(preparation, document);
  const attributes = attributesOf(preparation.strapi, uidOf(type));
  const locales = prepareLocales(converter, document, attributes);
  const { references, issues } = converter;
  return {
    prepared: { id: documentId(type, key), type, key, file, locales, references, positionOf },
    issues,
  };
};

import { uidOf, type Strapi } from '../plugin';
import type { PublicType } from '../../../content-types';
import { componentsOf, isLocalised, isToMany } from '../model/attributes';
import { attributesOf, componentName, isObject, isStringList, targetOf, type Attribute } from './attributes';
import {
  documentId,
  showPlace,
  type Attributes,
  type Place,
  type Position,
  type SeedDocument,
  type SeedFault,
} from './document';
import { findImage } from './find-image';
import { MarkdownError, type Block, type MarkdownConverter } from '../rich-text';
import { unknownName } from './nearest';
import { notAPicture } from './image-kind';

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
export interface Mention {
  id: string;
  target: PublicType;
  key: string;
  place: Place;
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
  mentions: Mention[];
  positionOf: SeedDocument['positionOf'];
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
 * @returns the document, and every fault found on the way. Whether what it mentions is there is for the caller to say.
 */
export const prepareDocument = (
  { strapi, folder, markdown }: Preparation,
  document: SeedDocument
): { prepared: PreparedDocument; faults: SeedFault[] } => {
  const faults: SeedFault[] = [];
  const mentions: Mention[] = [];

  const report = (place: Place, message: string, position = document.positionOf(place)): undefined => {
    faults.push({ file: document.file, ...position, path: showPlace(place), message });
    return undefined;
  };

  const reference = (value: unknown, target: PublicType, place: Place): Reference | undefined => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      return report(place, `This must be the key of a document of the type ${target}.`);
    }
    const key = String(value);
    const id = documentId(target, key);
    mentions.push({ id, target, key, place, position: document.positionOf(place) });
    return new Reference(id);
  };

  /** @param isPicture whether nothing but a picture may stand there; a site may have attributes for other files */
  const image = (value: unknown, place: Place, isPicture: boolean): ImageFile | undefined => {
    if (typeof value !== 'string') return report(place, 'This must be the name of a file.');
    const found = findImage(folder, value);
    if ('fault' in found) return report(place, found.fault);
    const fault = isPicture ? notAPicture(found.file, value) : undefined;
    return fault === undefined ? new ImageFile(found.file) : report(place, fault);
  };

  const textImage = (block: Block & { type: 'image' }, text: string, place: Place): unknown => {
    const { url, alternativeText, caption } = block.image;
    const found = findImage(folder, url);
    const fault = 'fault' in found ? found.fault : notAPicture(found.file, url);
    if ('fault' in found || fault !== undefined) {
      // The blocks have no lines; the address stands in the one that names the image, unless it is written with escapes.
      const line = text.split('\n').findIndex((each) => each.includes(url)) + 1;
      const position = line > 0 ? document.positionWithin(place, line) : undefined;
      return report(place, `The image "${url}": ${fault}`, position);
    }
    return {
      ...block,
      image: new TextImage(found.file, alternativeText ?? '', caption ?? undefined),
    };
  };

  const blocks = (value: unknown, place: Place): unknown => {
    if (typeof value !== 'string') return report(place, 'This must be text in Markdown.');
    try {
      return markdown
        .toBlocks(value)
        .map((block) => (block.type === 'image' ? textImage(block, value, place) : block));
    } catch (error) {
      if (error instanceof MarkdownError) {
        return report(place, error.message, document.positionWithin(place, error.line));
      }
      throw error;
    }
  };

  const component = (value: unknown, uid: string, place: Place): unknown =>
    isObject(value)
      ? object(value, attributesOf(strapi, uid), place)
      : report(place, 'This must be a group of attributes.');

  const section = (value: unknown, attribute: Attribute, place: Place): unknown => {
    if (!isObject(value)) return report(place, 'This must be a group of attributes.');
    const { type, ...rest } = value;
    const components = componentsOf(attribute);
    const uid = components.find((each) => componentName(each) === type);
    if (!uid) {
      const allowed = components.map(componentName);
      return report([...place, 'type'], `The type of a section must be one of ${allowed.join(', ')}.`);
    }
    return { __component: uid, ...object(rest, attributesOf(strapi, uid), place) };
  };

  const each = (value: unknown, place: Place, one: (item: unknown, place: Place) => unknown): unknown =>
    Array.isArray(value)
      ? value.map((item, index) => one(item, [...place, index]))
      : report(place, 'This must be a list.');

  const attributeValue = (value: unknown, attribute: Attribute, place: Place): unknown => {
    if (value === null || value === undefined) return value;
    switch (attribute.type) {
      case 'relation': {
        const target = targetOf(attribute);
        if (!target) return report(place, 'A relation to a type of another plugin cannot be imported.');
        return isToMany(attribute)
          ? each(value, place, (item, itemPlace) => reference(item, target, itemPlace))
          : reference(value, target, place);
      }
      case 'media': {
        const isPicture = String(attribute.allowedTypes) === 'images';
        return attribute.multiple
          ? each(value, place, (item, itemPlace) => image(item, itemPlace, isPicture))
          : image(value, place, isPicture);
      }
      case 'blocks':
        return blocks(value, place);
      case 'component': {
        const uid = String(attribute.component);
        return attribute.repeatable
          ? each(value, place, (item, itemPlace) => component(item, uid, itemPlace))
          : component(value, uid, place);
      }
      case 'dynamiczone':
        return each(value, place, (item, itemPlace) => section(item, attribute, itemPlace));
      case 'json':
        // The plugin's own attributes of this type are lists of texts; a site's may hold anything.
        if (place.at(-1) !== 'previousSlugs' && !isStringList(attribute)) return value;
        return each(value, place, (item, itemPlace) =>
          typeof item === 'string' ? item : report(itemPlace, 'This must be text.')
        );
      default:
        return value;
    }
  };

  const object = (
    value: Attributes,
    attributes: Record<string, Attribute>,
    place: Place,
    elsewhere?: { attributes: Record<string, Attribute>; hint: string }
  ): Attributes => {
    const result: Attributes = {};
    for (const [name, given] of Object.entries(value)) {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (attribute) {
        result[name] = attributeValue(given, attribute, [...place, name]);
      } else if (elsewhere && Object.hasOwn(elsewhere.attributes, name)) {
        report([...place, name], `"${name}" ${elsewhere.hint}.`);
      } else {
        report([...place, name], unknownName(name, Object.keys(attributes)));
      }
    }
    return result;
  };

  const all = attributesOf(strapi, uidOf(document.type));
  const localised = ofLocale(all, true);
  const shared = ofLocale(all, false);
  const sharedGroup = (value: Attributes, place: Place): Attributes =>
    object(value, shared, place, {
      attributes: localised,
      hint: 'differs by locale; write it under "locales"',
    });
  const localeGroup = (value: Attributes, place: Place): Attributes =>
    object(value, localised, place, {
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
    prepared: { id: documentId(type, key), type, key, file, locales, mentions, positionOf },
    faults,
  };
};

import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PublicType } from '../../../content-types';
import { typeNameOf, uidOf, type Strapi } from '../plugin';
import { documentId, type SeedDocument, type SeedFault } from './document';
import { loadMarkdownToBlocks, MarkdownError } from './markdown';
import { unknownName } from './read';

/** Stands for another document until its row is known. */
export class Reference {
  constructor(readonly id: string) {}
}

/** Stands for an uploaded file until its row is known. */
export class ImageFile {
  constructor(readonly file: string) {}
}

/** A document whose attributes are as Strapi takes them, but for references and images. */
export interface PreparedDocument extends SeedDocument {
  id: string;
  /** All attributes of each locale, the shared ones included. */
  content: Record<string, Record<string, unknown>>;
}

type Attribute = Record<string, unknown> & { type: string };
type Place = (string | number)[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Attributes that belong to Strapi, not to a file. */
const STRAPIS_OWN = new Set([
  'id',
  'documentId',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'createdBy',
  'updatedBy',
  'locale',
  'localizations',
  'previousSlugs',
]);

const writable = (attributes: Record<string, Attribute>): Record<string, Attribute> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !STRAPIS_OWN.has(name)));

const isLocalised = (attribute: Attribute): boolean =>
  (attribute.pluginOptions as { i18n?: { localized?: boolean } } | undefined)?.i18n?.localized !== false;

/** `locales.de.areas.items[0].title`, as a person reads it. */
export const showPlace = (place: Place): string =>
  place.reduce<string>(
    (shown, step) => (typeof step === 'number' ? `${shown}[${step}]` : shown ? `${shown}.${step}` : step),
    ''
  );

/**
 * Turns what the files say into what Strapi takes: Markdown into blocks, keys into references, names of images into
 * files.
 *
 * @param folder where the files were read; images must lie below it
 * @returns the documents, and every fault found on the way
 */
export const prepareDocuments = async (
  strapi: Strapi,
  folder: string,
  documents: SeedDocument[]
): Promise<{ prepared: PreparedDocument[]; faults: SeedFault[] }> => {
  const markdownToBlocks = await loadMarkdownToBlocks();
  const faults: SeedFault[] = [];
  const keys = new Set(documents.map(({ type, key }) => documentId(type, key)));
  const root = realpathSync(folder);

  const attributesOf = (uid: string): Record<string, Attribute> =>
    writable(
      strapi.getModel(uid as Parameters<Strapi['getModel']>[0]).attributes as unknown as Record<
        string,
        Attribute
      >
    );

  const prepareOne = (document: SeedDocument): PreparedDocument => {
    const report = (place: Place, message: string, line = document.lineOf(place)): undefined => {
      faults.push({
        file: document.file,
        line,
        path: showPlace(place),
        message,
      });
      return undefined;
    };

    const reference = (value: unknown, target: PublicType, place: Place): Reference | undefined => {
      const id = documentId(target, String(value));
      if (keys.has(id)) return new Reference(id);
      const known = documents.filter(({ type }) => type === target).map(({ key }) => key);
      const hint = known.length > 0 ? ` ${unknownName(String(value), known)}` : '';
      return report(place, `There is no ${target} with the key "${String(value)}".${hint}`);
    };

    const image = (value: unknown, place: Place): ImageFile | undefined => {
      const wanted = path.resolve(root, String(value));
      // Compared after links are followed, so that neither `../` nor a link leads out of the folder.
      if (path.isAbsolute(String(value)) || !wanted.startsWith(root + path.sep)) {
        return report(
          place,
          'An image must lie below the folder of the seed files; name it relative to that folder.'
        );
      }
      if (!existsSync(wanted) || !statSync(wanted).isFile()) {
        return report(place, `There is no file "${String(value)}".`);
      }
      if (!realpathSync(wanted).startsWith(root + path.sep)) {
        return report(
          place,
          'An image must lie below the folder of the seed files, not behind a link out of it.'
        );
      }
      return new ImageFile(wanted);
    };

    const blocks = (value: unknown, place: Place): unknown => {
      if (typeof value !== 'string') return report(place, 'This must be text in Markdown.');
      try {
        return markdownToBlocks(value);
      } catch (error) {
        if (error instanceof MarkdownError) {
          return report(place, error.message, document.lineWithin(place, error.line));
        }
        throw error;
      }
    };

    const component = (value: unknown, uid: string, place: Place): unknown =>
      isObject(value)
        ? object(value, attributesOf(uid), place)
        : report(place, 'This must be a group of attributes.');

    const section = (value: unknown, attribute: Attribute, place: Place): unknown => {
      if (!isObject(value)) return report(place, 'This must be a group of attributes.');
      const { type, ...rest } = value;
      const allowed = (attribute.components as string[]).map((uid) => uid.split('.')[1] ?? uid);
      if (!allowed.includes(String(type))) {
        return report([...place, 'type'], `The type of a section must be one of ${allowed.join(', ')}.`);
      }
      const uid = `career-field.${String(type)}`;
      return { __component: uid, ...object(rest, attributesOf(uid), place) };
    };

    const each = (value: unknown, place: Place, one: (item: unknown, place: Place) => unknown): unknown =>
      Array.isArray(value)
        ? value.map((item, index) => one(item, [...place, index]))
        : report(place, 'This must be a list.');

    const attributeValue = (value: unknown, attribute: Attribute, place: Place): unknown => {
      if (value === null || value === undefined) return value;
      switch (attribute.type) {
        case 'relation': {
          const target = typeNameOf(String(attribute.target)) as PublicType | undefined;
          if (!target) return report(place, 'A relation to a type of another plugin cannot be seeded.');
          return String(attribute.relation).endsWith('Many')
            ? each(value, place, (item, itemPlace) => reference(item, target, itemPlace))
            : reference(value, target, place);
        }
        case 'media':
          return image(value, place);
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
        default:
          return value;
      }
    };

    const object = (
      value: Record<string, unknown>,
      attributes: Record<string, Attribute>,
      place: Place
    ): Record<string, unknown> => {
      const result: Record<string, unknown> = {};
      for (const [name, given] of Object.entries(value)) {
        const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
        if (!attribute) {
          report([...place, name], unknownName(name, Object.keys(attributes)));
          continue;
        }
        result[name] = attributeValue(given, attribute, [...place, name]);
      }
      return result;
    };

    const all = attributesOf(uidOf(document.type));
    const group = (localised: boolean): Record<string, Attribute> =>
      Object.fromEntries(Object.entries(all).filter(([, attribute]) => isLocalised(attribute) === localised));
    const shared = object(document.shared, group(false), ['shared']);
    const content = Object.fromEntries(
      Object.entries(document.locales).map(([locale, attributes]) => [
        locale,
        { ...shared, ...object(attributes, group(true), ['locales', locale]) },
      ])
    );
    return { ...document, id: documentId(document.type, document.key), content };
  };

  return { prepared: documents.map(prepareOne), faults };
};

/** Every document that another one points at. */
export const referencesIn = (value: unknown): string[] => {
  if (value instanceof Reference) return [value.id];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
};

/** Every image that a document shows. */
export const imagesIn = (value: unknown): string[] => {
  if (value instanceof ImageFile) return [value.file];
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  return isObject(value) ? Object.values(value).flatMap(imagesIn) : [];
};

/**
 * Puts rows in the place of references and images. A reference to what is not there (yet) is left out of a list, and
 * null where it stands alone.
 */
export const resolveContent = (
  value: unknown,
  rowOf: (id: string) => string | undefined,
  fileOf: (file: string) => number | undefined
): unknown => {
  if (value instanceof Reference) return rowOf(value.id) ?? null;
  if (value instanceof ImageFile) return fileOf(value.file) ?? null;
  if (Array.isArray(value)) {
    return value.map((item) => resolveContent(item, rowOf, fileOf)).filter((item) => item !== null);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, resolveContent(item, rowOf, fileOf)])
  );
};

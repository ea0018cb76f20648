import { loadMarkdown, plainText, type Blocks, type MarkdownConverter } from '../rich-text';
import {
  componentsOf,
  isLocalised,
  isZone,
  PLUGIN_MANAGED,
  registeredAttributes,
  STRAPI_MANAGED,
  type Attribute,
  type ReadAttributes,
} from '../model/attributes';
import { componentOf } from '../model/walk';
import { uidOf, type Strapi } from '../plugin';
import { isRecord } from '../utils/is-record';
import type { ItemText, LocaleText } from './parity/types';

/**
 * The text of an article as parity compares it and as its differences are shown: a line for each value. Addresses,
 * technical fields and images are no text that is translated.
 */

/** Attributes that are no part of the text, by name. */
const TECHNICAL = new Set(['anchor', 'hideInToc', 'editorial', 'id', '__component']);

/** Types of attributes whose value needs no name in front of it. */
const PROSE = new Set(['string', 'text', 'blocks']);

/** How a related document is written: the name of a document may change without the article. */
const REFERENCE = 'document:';

/** Finds references in a text. */
export const REFERENCES = /document:(\S+)/g;

const blocksText = (markdown: MarkdownConverter, blocks: unknown[]): string => {
  try {
    return markdown.toMarkdown(blocks);
  } catch {
    return plainText(blocks as Blocks);
  }
};

const isTranslated = (name: string, attribute: Attribute): boolean =>
  !TECHNICAL.has(name) &&
  !STRAPI_MANAGED.has(name) &&
  !PLUGIN_MANAGED.has(name) &&
  attribute.type !== 'uid' &&
  attribute.type !== 'media' &&
  isLocalised(attribute);

const scalarText = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value))
    return value.map((each) => (isRecord(each) ? JSON.stringify(each) : String(each))).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
};

const referenceText = (value: unknown): string =>
  [value]
    .flat()
    .flatMap((target) => (isRecord(target) ? `${REFERENCE}${String(target.documentId)}` : []))
    .join(' ');

/** Writes the text of articles. */
class TextWriter {
  constructor(
    private readonly read: ReadAttributes,
    private readonly markdown: MarkdownConverter
  ) {}

  /** Returns the lines of a value; none for an empty one. */
  linesOf(name: string, attribute: Attribute, value: unknown): string[] {
    if (value === null || value === undefined || value === '' || value === false) return [];
    if (attribute.type === 'relation') {
      const text = referenceText(value);
      return text === '' ? [] : [text];
    }
    const uids = componentsOf(attribute);
    if (uids.length > 0) return [value].flat().flatMap((item) => this.itemLines(attribute, item));
    const text =
      attribute.type === 'blocks' && Array.isArray(value)
        ? blocksText(this.markdown, value as unknown[])
        : scalarText(value);
    if (text.trim() === '') return [];
    return PROSE.has(attribute.type) ? [text] : [`${name}: ${text}`];
  }

  /** Returns the lines of a component, also of those in it. */
  itemLines(attribute: Attribute, item: unknown): string[] {
    if (!isRecord(item)) return [];
    const uid = componentOf(attribute, item);
    return uid === undefined ? [] : this.ownLines(uid, item, () => true);
  }

  ownLines(
    uid: string,
    value: Record<string, unknown>,
    isWanted: (attribute: Attribute) => boolean
  ): string[] {
    return Object.entries(this.read(uid)).flatMap(([name, attribute]) =>
      isTranslated(name, attribute) && isWanted(attribute) ? this.linesOf(name, attribute, value[name]) : []
    );
  }

  itemsOf(attribute: Attribute, value: unknown): ItemText[] {
    if (!Array.isArray(value)) return [];
    return value.map((item: unknown) => ({
      id: isRecord(item) ? (item.id as number | undefined) : undefined,
      text: this.itemLines(attribute, item).join('\n'),
    }));
  }
}

const isComponentList = (attribute: Attribute): boolean =>
  isZone(attribute) || (attribute.type === 'component' && attribute.repeatable === true);

/** Returns the text of a whole row of an article. */
type ReadText = (row: Record<string, unknown>) => LocaleText;

export const createTextReader = async (strapi: Strapi): Promise<ReadText> => {
  const read = registeredAttributes(strapi);
  const writer = new TextWriter(read, await loadMarkdown());
  return (row) => {
    const fields: Record<string, string> = {};
    const lists: Record<string, ItemText[]> = {};
    for (const [name, attribute] of Object.entries(read(uidOf('article')))) {
      if (!isTranslated(name, attribute)) continue;
      const value = row[name];
      if (isComponentList(attribute)) {
        lists[name] = writer.itemsOf(attribute, value);
        continue;
      }
      const [component] = componentsOf(attribute);
      if (component === undefined || !isRecord(value)) {
        fields[name] = writer.linesOf(name, attribute, value).join('\n');
        continue;
      }
      fields[name] = writer.ownLines(component, value, (inner) => !isComponentList(inner)).join('\n');
      for (const [inner, list] of Object.entries(read(component))) {
        if (isComponentList(list) && isTranslated(inner, list))
          lists[`${name}.${inner}`] = writer.itemsOf(list, value[inner]);
      }
    }
    return { fields, lists };
  };
};

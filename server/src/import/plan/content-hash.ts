import { uidOf, type Strapi } from '../../plugin';
import { componentsOf, isZone, type ReadAttributes } from '../../model/attributes';
import { walkValue, type ComponentOf } from '../../model/walk';
import { attributesOf } from '../../documents/attributes';
import type { SourceDocument } from '../../documents/document';
import { hashOf } from '../../documents/fingerprint';
import type { Images } from '../../documents/images';
import { findImage } from '../../documents/find-image';

/**
 * Addresses in Markdown, of images and of links: `](address)`, `](<an address>)`, and the same after `]:`. Finding too
 * many does no harm, so the text is not parsed.
 */
const ADDRESS = /\](?:\(|:)\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))+))/g;

/** A backslash before a sign only keeps it from meaning something. */
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

const addressesIn = (markdown: string): string[] =>
  [...markdown.matchAll(ADDRESS)].map(([, inBrackets, plain]) =>
    (inBrackets ?? plain ?? '').replace(ESCAPED, '$1')
  );

/** Reads the component of an item in a file, which names it without its category. */
const componentInFile: ComponentOf = (attribute, { type }) =>
  isZone(attribute)
    ? componentsOf(attribute).find((uid) => uid.endsWith(`.${String(type)}`))
    : componentsOf(attribute)[0];

/** Returns the names of the images in the attributes of a document, also those in rich texts. */
const imageNames = (read: ReadAttributes, uid: string, attributes: unknown): string[] =>
  [...walkValue(read, uid, attributes, componentInFile)].flatMap(({ attribute, value }) => {
    if (attribute.type === 'media') return [value].flat().filter((item) => typeof item === 'string');
    return attribute.type === 'blocks' && typeof value === 'string' ? addressesIn(value) : [];
  });

/**
 * A hash of what a file says about each of its locales, the content of its images included: another image of the same
 * name is a change. It needs neither the texts parsed nor the database.
 */
export const contentHashes = async (
  strapi: Strapi,
  document: SourceDocument,
  images: Images,
  folder: string | undefined
): Promise<Record<string, string>> => {
  const { type, shared, locales, published, draft, notes } = document;
  const read: ReadAttributes = (uid) => attributesOf(strapi, uid);
  const hashes: Record<string, string> = {};
  for (const [locale, own] of Object.entries(locales)) {
    const said = {
      shared,
      own,
      published: published[locale] === true,
      draft: { shared: draft.shared, own: draft.locales[locale] },
      notes,
    };
    const names = [shared, own, draft.shared, draft.locales[locale]].flatMap((group) =>
      imageNames(read, uidOf(type), group)
    );
    const digests: string[] = [];
    for (const name of new Set(names)) {
      const found = findImage(folder, name);
      digests.push('file' in found ? await images.digestOf(found.file) : 'missing');
    }
    hashes[locale] = hashOf({ said, digests });
  }
  return hashes;
};

import { uidOf, type Strapi } from '../plugin';
import { attributesOf, isObject, type Attribute } from '../documents/attributes';
import type { SeedDocument } from '../documents/document';
import { hashOf } from '../documents/fingerprint';
import type { Images } from '../documents/images';
import { findImage } from '../documents/find-image';

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

const imageNames = (strapi: Strapi, attributes: Record<string, Attribute>, value: unknown): string[] => {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, given]): string[] => {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (!attribute) return [];
    const items = Array.isArray(given) ? given : [given];
    switch (attribute.type) {
      case 'media':
        return items.filter((item) => typeof item === 'string');
      case 'blocks':
        return typeof given === 'string' ? addressesIn(given) : [];
      case 'component':
        return items.flatMap((item) =>
          imageNames(strapi, attributesOf(strapi, String(attribute.component)), item)
        );
      case 'dynamiczone':
        return items.flatMap((item) => {
          const uid = (attribute.components as string[]).find((each) =>
            each.endsWith(`.${String((item as { type?: unknown } | null)?.type)}`)
          );
          return uid ? imageNames(strapi, attributesOf(strapi, uid), item) : [];
        });
      default:
        return [];
    }
  });
};

/**
 * A hash of what a file says about each of its locales, the content of its images included: another image of the same
 * name is a change. It needs neither the texts parsed nor the database.
 */
export const contentHashes = async (
  strapi: Strapi,
  document: SeedDocument,
  images: Images,
  folder: string | undefined
): Promise<Record<string, string>> => {
  const { type, shared, locales, published, draft, notes } = document;
  const attributes = attributesOf(strapi, uidOf(type));
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
      imageNames(strapi, attributes, group)
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

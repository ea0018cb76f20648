import { documentId, type SeedDocument, type SeedFault } from '../documents/document';

/** The address that attributes name; an empty one is none. */
export const slugOf = (attributes: Record<string, unknown> | undefined): string | undefined =>
  typeof attributes?.slug === 'string' && attributes.slug !== '' ? attributes.slug : undefined;

/**
 * Holds files against each other as they are written, whatever the site has: no two may have the same type and key, or
 * the same address in one language.
 */
export const createFileClaims = () => {
  const files = new Map<string, string>();
  const addresses = new Map<string, string>();

  return {
    /** The file of each document. */
    files,

    /** A fault if another file has the same type and key; else this one has them from now on. */
    claimKey({ type, key, file, positionOf }: SeedDocument): SeedFault | undefined {
      const id = documentId(type, key);
      const other = files.get(id);
      if (other === undefined) {
        files.set(id, file);
        return undefined;
      }
      const message = `The file ${other} has the same type and key.`;
      return { file, ...positionOf(['key']), path: 'key', message };
    },

    /** A fault for each address that another file has in the same language, as published or as a draft. */
    claimAddresses({ type, file, locales, draft, positionOf }: SeedDocument): SeedFault[] {
      const places = [
        ...Object.entries(locales).map(([locale, each]) => ({ locale, each, above: [] as string[] })),
        ...Object.entries(draft.locales).map(([locale, each]) => ({ locale, each, above: ['draft'] })),
      ];
      return places.flatMap(({ locale, each, above }) => {
        const slug = slugOf(each);
        if (slug === undefined) return [];
        const address = `${type} ${locale} ${slug}`;
        const other = addresses.get(address);
        addresses.set(address, file);
        if (other === undefined || other === file) return [];
        const place = [...above, 'locales', locale, 'slug'];
        const message = `The file ${other} has the same address "${slug}".`;
        return [{ file, ...positionOf(place), path: place.join('.'), message }];
      });
    },
  };
};

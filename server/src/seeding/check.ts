import type { Strapi } from '../plugin';
import { hasDrafts } from '../plugin';
import { createValidator } from '../validation';
import { translate } from '../validation/language';
import type { SeedFault } from './document';
import { showPlace, type PreparedDocument } from './prepare';

const toPlace = (field: string): (string | number)[] =>
  field
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/**
 * Holds the documents against the rules that every writer is held to, before anything is written, and looks for
 * addresses that two of them claim.
 */
export const checkDocuments = async (strapi: Strapi, documents: PreparedDocument[]): Promise<SeedFault[]> => {
  const findFaults = createValidator(strapi);
  const faults: SeedFault[] = [];
  const slugs = new Map<string, string>();
  for (const { type, file, published, content, shared, lineOf } of documents) {
    const publishable = published || !hasDrafts(type);
    for (const [locale, attributes] of Object.entries(content)) {
      const placeOf = (field: string): (string | number)[] => {
        const place = toPlace(field);
        return String(place[0]) in shared ? ['shared', ...place] : ['locales', locale, ...place];
      };
      for (const { field, message, values } of await findFaults(type, attributes, {
        publishable,
        partial: false,
      })) {
        const place = placeOf(field);
        const path = showPlace(place);
        // What is shared is looked at in every locale, and told once.
        if (faults.some((known) => known.file === file && known.path === path)) continue;
        faults.push({ file, line: lineOf(place), path, message: translate(message, values) });
      }
      if (typeof attributes.slug !== 'string') continue;
      const address = `${type} ${locale} ${attributes.slug}`;
      const other = slugs.get(address);
      if (other) {
        const place = placeOf('slug');
        faults.push({
          file,
          line: lineOf(place),
          path: showPlace(place),
          message: `The file ${other} has the same address "${attributes.slug}".`,
        });
      }
      slugs.set(address, file);
    }
  }
  return faults;
};

import { hasDrafts } from '../plugin';
import type { FindFaults } from '../validation';
import { translate } from '../validation/language';
import { showPlace, type Attributes, type Place, type SeedDocument, type SeedFault } from './document';
import type { PreparedDocument } from './prepare';

const toPlace = (field: string): Place =>
  field
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/**
 * Holds a document against the rules that every writer is held to, before anything is written.
 *
 * @param findFaults the rules; see `createValidator`
 */
export const checkDocument = async (
  findFaults: FindFaults,
  { shared, draft }: SeedDocument,
  { type, file, locales, positionOf }: PreparedDocument
): Promise<SeedFault[]> => {
  const faults: SeedFault[] = [];
  const check = async (
    attributes: Attributes,
    publishable: boolean,
    toFile: (field: string) => Place
  ): Promise<void> => {
    for (const { field, message, values } of await findFaults(type, attributes, {
      publishable,
      partial: false,
    })) {
      const place = toFile(field);
      const path = showPlace(place);
      // What is shared is looked at in every locale, and told once.
      if (faults.some((known) => known.path === path)) continue;
      faults.push({ file, ...positionOf(place), path, message: translate(message, values) });
    }
  };
  for (const [locale, prepared] of Object.entries(locales)) {
    const toFile = (field: string): Place => {
      const place = toPlace(field);
      const isShared = Object.hasOwn(shared, String(place[0]));
      return [...(isShared ? ['shared'] : ['locales', locale]), ...place];
    };
    await check(prepared.content, prepared.published || !hasDrafts(type), toFile);
    if (!prepared.draft) continue;
    await check(prepared.draft, false, (field) => {
      const place = toPlace(field);
      if (Object.hasOwn(draft.shared ?? {}, String(place[0]))) return ['draft', 'shared', ...place];
      // A working copy that differs in what is shared alone has everything else from above.
      return draft.locales[locale] ? ['draft', 'locales', locale, ...place] : toFile(field);
    });
  }
  return faults;
};

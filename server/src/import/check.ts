import { contentTypes, type PublicType } from '../../../content-types';
import type { FindFaults } from '../validation';
import { translate } from '../validation/language';
import { isLocalised } from '../model/attributes';
import { type Attribute } from '../documents/attributes';
import {
  showPlace,
  type Attributes,
  type Place,
  type SeedDocument,
  type SeedFault,
} from '../documents/document';
import type { PreparedDocument } from '../documents/prepare';

const toPlace = (field: string): Place =>
  field
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** Whether an attribute is written under `shared`, also where it is missing. */
const isShared = (type: PublicType, name: string): boolean => {
  const attributes: Record<string, Attribute> = contentTypes[type].attributes;
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return attribute !== undefined && !isLocalised(attribute);
};

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
    /** A place in the groups of the file that a state of the locale is made of. */
    const within =
      (sharedPlace: Place, ownPlace: Place, sharedGroup: Attributes) =>
      (field: string): Place => {
        const place = toPlace(field);
        const name = String(place[0]);
        return [
          ...(Object.hasOwn(sharedGroup, name) || isShared(type, name) ? sharedPlace : ownPlace),
          ...place,
        ];
      };
    const own: Place = ['locales', locale];
    const ofAll = within(['shared'], own, shared);
    // What is shared by the drafts is what every draft has, whether something is published beside it or not.
    const ofDrafts = (ownPlace: Place): ((field: string) => Place) =>
      draft.shared
        ? within(['draft', 'shared'], ownPlace, draft.shared)
        : within(['shared'], ownPlace, shared);

    if (prepared.published) await check(prepared.content, true, ofAll);
    else await check(prepared.content, false, ofDrafts(own));
    // A working copy that differs in what is shared alone has everything else from above.
    const isOwn = draft.locales[locale] !== undefined;
    if (prepared.draft) await check(prepared.draft, false, ofDrafts(isOwn ? ['draft', ...own] : own));
  }
  return faults;
};

const isWithin = (place: string, other: string): boolean =>
  place === other || (place.startsWith(other) && /^[.[]/.test(place.slice(other.length)));

const isWritten = (document: SeedDocument, path: string): boolean => {
  let value: unknown = document;
  for (const step of toPlace(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value !== undefined && value !== null;
};

/**
 * What the rules find in a document that could not be read as a whole, without what would only say in other words that
 * something could not be read, or is written under a wrong name and thus missing.
 *
 * @param found what could not be read
 */
export const withoutConsequences = (
  broken: SeedFault[],
  document: SeedDocument,
  found: SeedFault[]
): SeedFault[] =>
  broken.filter(
    ({ path }) =>
      isWritten(document, path) &&
      !found.some((other) => isWithin(path, other.path) || isWithin(other.path, path))
  );

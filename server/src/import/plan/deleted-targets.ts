import type { PublicType } from '../../../../content-types';
import type { Strapi } from '../../plugin';
import { isObject } from '../../documents/attributes';
import type { Attributes } from '../../documents/document';
import { findRowStates } from '../../documents/fingerprint';
import { Reference, type PreparedDocument, type PreparedLocale } from '../../documents/prepare';
import { findRecords } from '../../documents/records';
import { lacksItsSkill } from '../../documents/resolve';

/** Whether an editor has deleted an imported document, completely or in this locale. */
export type IsDeleted = (id: string, locale: string) => boolean;

/** Finds the referenced documents that an editor has deleted. */
export const findDeletedTargets = async (
  strapi: Strapi,
  documents: PreparedDocument[]
): Promise<IsDeleted> => {
  const ids = new Set(documents.flatMap(({ references }) => references.map(({ id }) => id)));
  const records = await findRecords(strapi, [...ids]);
  const locales = new Map<string, Set<string | null>>();
  const types = new Set([...records.keys()].map((id) => id.slice(0, id.indexOf(':')) as PublicType));
  for (const type of types) {
    const targets = [...records]
      .filter(([id]) => id.startsWith(`${type}:`))
      .flatMap(([, ofDocument]) => [...ofDocument.values()].map(({ targetDocument }) => targetDocument));
    for (const [document, states] of await findRowStates(strapi, type, targets)) {
      locales.set(document, new Set(states.map(({ locale }) => locale)));
    }
  }
  return (id, locale) => {
    const ofDocument = records.get(id);
    if (!ofDocument) return false;
    const present = [...ofDocument.values()].flatMap(({ targetDocument }) => [
      ...(locales.get(targetDocument) ?? []),
    ]);
    return present.length === 0 || (ofDocument.has(locale) && !present.includes(locale));
  };
};

/** Removes references to deleted documents from a value, and list items together with their deleted skill. */
const without = (value: unknown, isDeleted: (id: string) => boolean): unknown => {
  if (value instanceof Reference) return isDeleted(value.id) ? null : value;
  if (Array.isArray(value)) {
    const rowOf = (id: string): string | undefined => (isDeleted(id) ? undefined : id);
    return value
      .filter((item) => !(item instanceof Reference && isDeleted(item.id)) && !lacksItsSkill(item, rowOf))
      .map((item) => without(item, isDeleted));
  }
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, without(item, isDeleted)]));
};

/** Returns one locale of a document as it would be written: without references to deleted documents. */
export const withoutDeletedTargets = (
  locale: string,
  { content, draft, published }: PreparedLocale,
  isDeleted: IsDeleted
): PreparedLocale => {
  const strip = (attributes: Attributes): Attributes =>
    without(attributes, (id) => isDeleted(id, locale)) as Attributes;
  return { published, content: strip(content), draft: draft && strip(draft) };
};

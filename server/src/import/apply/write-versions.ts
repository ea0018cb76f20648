import type { PublicType } from '../../../../content-types';
import { attributesOf, type Attribute } from '../../documents/attributes';
import { isLocalised, PLUGIN_MANAGED } from '../../model/attributes';
import type { Attributes } from '../../documents/document';
import { referencesIn, resolveContent } from '../../documents/resolve';
import { findWhole, type Row } from '../../model/document-writes';
import { chooseShared } from '../../model/shared-relations/chosen';
import { SHARED_RELATIONS, type SharedRelation } from '../../model/shared-relations/relations';
import type { SelectionKey, Selections } from '../../model/shared-relations/store';
import { titleAttributeOf } from '../../model/slugs';
import { hasDrafts, uidOf } from '../../plugin';
import { asChecked } from '../../validation/checked-writes';
import { yieldToEventLoop } from '../yield-to-event-loop';
import { changedAttributes, emptyValue } from './changed-attributes';
import { byType, writtenLocales, type Work } from './work';
import { hasEditorsLocale, withoutShared, type Writer } from './writer';

/** The stored state of some documents in one locale. */
interface Stored {
  /** Whole rows, by document: drafts, for a type that has them. */
  rows: Map<string, Row>;
  /** The stored targets of shared relations. */
  selections: (key: SelectionKey) => string[];
}

/**
 * Returns content with a value for every attribute, so that an attribute which the file no longer has is emptied. A new
 * row needs no empty values, except for shared attributes, which Strapi copies from other locales if they are missing.
 */
const complete = (
  { strapi }: Writer,
  type: PublicType,
  content: Attributes,
  isNewRow: boolean
): Attributes => {
  const isWritten = ([name, attribute]: [string, Attribute]): boolean =>
    PLUGIN_MANAGED.has(name)
      ? content[name] !== undefined
      : !isNewRow || name in content || !isLocalised(attribute);
  return Object.fromEntries(
    Object.entries(attributesOf(strapi, uidOf(type)))
      .filter(isWritten)
      .map(([name, attribute]) => [name, content[name] ?? emptyValue(attribute)])
  );
};

const resolve = ({ locations, images }: Writer, content: Attributes, locale: string): Attributes =>
  resolveContent(
    content,
    // A relation can only name a document that exists in the locale.
    (id) => (locations.localesOf(id).has(locale) ? locations.documentOf(id) : undefined),
    images.uploadedAs
  ) as Attributes;

/** Returns the targets of shared relations, also those that this locale does not show. */
const selectionsIn = (
  { locations }: Writer,
  type: PublicType,
  content: Attributes
): Map<SharedRelation, string[]> =>
  new Map(
    SHARED_RELATIONS[type]
      .filter(({ name }) => name in content)
      .map((relation) => [
        relation,
        referencesIn(content[relation.name]).flatMap((id) => locations.documentOf(id) ?? []),
      ])
  );

const loadStored = async (
  { strapi, locations, sharedRelations }: Writer,
  works: Work[],
  locale: string
): Promise<Stored> => {
  const rows = new Map<string, Row>();
  const selections: Selections[] = [];
  for (const [type, own] of byType(works)) {
    const targets = own
      .filter(({ planned }) => locations.localesOf(planned.id).has(locale))
      .map(({ planned }) => locations.documentOf(planned.id)!);
    if (targets.length === 0) continue;
    const where = { documentId: { $in: targets }, locale };
    const state = hasDrafts(type) ? { publishedAt: null } : {};
    for (const row of await findWhole(strapi, type, { ...where, ...state })) rows.set(row.documentId, row);
    if (SHARED_RELATIONS[type].length > 0) selections.push(await sharedRelations.read(targets));
  }
  return { rows, selections: (key) => selections.flatMap((each) => each.of(key)) };
};

/** Writes one locale of a document: the attributes that differ from the stored row, if there is one. */
const writeLocale = async (
  writer: Writer,
  { work, locale, content }: { work: Work; locale: string; content: Attributes },
  stored: Stored
): Promise<void> => {
  await yieldToEventLoop();
  const { strapi, locations } = writer;
  const { id, type } = work.planned;
  const documentId = locations.documentOf(id);
  const row = documentId === undefined ? undefined : stored.rows.get(documentId);
  const whole = complete(writer, type, content, row === undefined);
  const own = hasEditorsLocale(writer, work) ? withoutShared(writer, type, whole) : whole;
  const resolved = resolve(writer, own, locale);
  const data = row ? changedAttributes(strapi, uidOf(type), resolved, row) : resolved;
  // The plugin would derive a slug from a title that is written without one.
  if (titleAttributeOf(type) in data && 'slug' in resolved) data.slug = resolved.slug;
  const selections = [...selectionsIn(writer, type, own)]
    .filter(([relation, targets]) => {
      const key = { relation, source: documentId ?? '', published: !hasDrafts(type) };
      return relation.name in data || stored.selections(key).join() !== targets.join();
    })
    .map(([{ name }, targets]) => [name, targets] as const);
  if (row && Object.keys(data).length === 0 && selections.length === 0) return;
  chooseShared(data, Object.fromEntries(selections));
  const documents = strapi.documents(uidOf(type));
  const result = (
    documentId
      ? await documents.update(asChecked({ documentId, locale, data }))
      : await documents.create(asChecked({ locale, data }))
  ) as { documentId: string };
  locations.add(id, result.documentId, locale);
};

/**
 * Writes one version of documents, locale after locale, since each may change the shared attributes.
 *
 * @param versionOf the content of one locale; undefined for none
 */
const writeVersions = async (
  writer: Writer,
  works: Work[],
  versionOf: (work: Work, locale: string) => Attributes | undefined
): Promise<void> => {
  const locales = works.flatMap((work) => writtenLocales(work).map(({ locale }) => locale));
  for (const locale of new Set(locales)) {
    const own = works.filter(
      (work) =>
        writtenLocales(work).some((each) => each.locale === locale) && versionOf(work, locale) !== undefined
    );
    const stored = await loadStored(writer, own, locale);
    for (const work of own) {
      await writeLocale(writer, { work, locale, content: versionOf(work, locale)! }, stored);
    }
  }
};

/** Writes the content to publish, or the only content, as drafts. */
export const writeContent = (writer: Writer, works: Work[]): Promise<void> =>
  writeVersions(writer, works, ({ prepared }, locale) => prepared.locales[locale]!.content);

/** Writes the drafts that differ from the published content. */
export const writeDrafts = (writer: Writer, works: Work[]): Promise<void> =>
  writeVersions(writer, works, ({ prepared }, locale) => prepared.locales[locale]!.draft);

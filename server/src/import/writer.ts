import type { PublicType } from '../../../content-types';
import { findWhole, type Row } from '../model/document-writes';
import { createSharedRelations } from '../model/shared-relations';
import { chooseShared } from '../model/shared-relations/chosen';
import { SHARED_RELATIONS, type SharedRelation } from '../model/shared-relations/relations';
import type { SelectionKey, Selections } from '../model/shared-relations/store';
import { titleAttributeOf } from '../model/slugs';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { asChecked } from '../validation/checked-writes';
import { createValidationError } from '../validation/errors';
import type { FindFaults } from '../validation';
import { isLocalised } from '../model/attributes';
import { attributesOf, KEPT_BY_PLUGIN, type Attribute } from '../documents/attributes';
import { changedAttributes, emptyValue } from './changed-attributes';
import type { Attributes } from '../documents/document';
import {
  byState,
  findRowStates,
  findWholeDocuments,
  fingerprintOf,
  stampOf,
  type RowState,
} from '../documents/fingerprint';
import type { Images } from '../documents/images';
import { letOthersRun } from './yield-to-event-loop';
import { storeRecords, UNFINISHED, type NewRecord } from '../documents/records';
import { completeRelations, findRowIds } from './late-relations';
import { referencesIn, resolveContent } from '../documents/resolve';
import { ChangedMeanwhileError, lockRows, writtenLocales, type Work } from './work';

/** What the site has of some documents in one locale. */
interface Stored {
  /** Whole rows, by document: drafts, for a type that has them. */
  rows: Map<string, Row>;
  /** What was chosen in relations that all locales share. */
  selections: (key: SelectionKey) => string[];
}

/** Strapi takes a list of languages, as its panel gives one; its types only know of one language. */
const inLocales = (documentId: string, locales: string[]): { documentId: string; locale: string } => ({
  documentId,
  locale: locales as unknown as string,
});

/** The steps in which documents are written, each for any number of documents, inside a transaction of the caller. */
export const createWriter = (strapi: Strapi, images: Images, findFaults: FindFaults) => {
  /** The document of each file in the site, and in which locales it is there. */
  const documents = new Map<string, string>();
  const localesOf = new Map<string, Set<string>>();

  const service = (type: PublicType) => strapi.documents(uidOf(type));
  const sharedRelations = createSharedRelations(strapi);

  const note = (id: string, document: string, locale: string): void => {
    documents.set(id, document);
    const locales = localesOf.get(id) ?? new Set<string>();
    localesOf.set(id, locales.add(locale));
  };

  /**
   * Content with a value for every attribute, so that what the file no longer has goes. A new row needs no empty values,
   * except for what all locales share, which Strapi takes from the others where nothing is said.
   */
  const complete = (type: PublicType, content: Attributes, isNewRow: boolean): Attributes => {
    const isWritten = ([name, attribute]: [string, Attribute]): boolean =>
      KEPT_BY_PLUGIN.has(name)
        ? content[name] !== undefined
        : !isNewRow || name in content || !isLocalised(attribute);
    return Object.fromEntries(
      Object.entries(attributesOf(strapi, uidOf(type)))
        .filter(isWritten)
        .map(([name, attribute]) => [name, content[name] ?? emptyValue(attribute)])
    );
  };

  const resolve = (content: Attributes, locale: string): Attributes =>
    resolveContent(
      content,
      // What is missing in a locale cannot be pointed at from it.
      (id) => (localesOf.get(id)?.has(locale) ? documents.get(id) : undefined),
      images.uploadedAs
    ) as Attributes;

  /**
   * Whether the document has a locale that is an editor's: edited, or made by hand. What all locales share is the
   * editor's then too, and Strapi would write it there from any other locale.
   */
  const hasKeptLocale = ({ planned: { id, locales, untouched } }: Work): boolean => {
    const own = new Set([...locales, ...untouched].map(({ locale }) => locale));
    return [...(localesOf.get(id) ?? [])].some((locale) => !own.has(locale));
  };

  const withoutShared = (type: PublicType, content: Attributes): Attributes => {
    const attributes = attributesOf(strapi, uidOf(type));
    return Object.fromEntries(
      Object.entries(content).filter(([name]) => attributes[name] && isLocalised(attributes[name]))
    );
  };

  /** What content names in relations that all locales share, whatever this locale can show of it. */
  const selectionsIn = (type: PublicType, content: Attributes): Map<SharedRelation, string[]> =>
    new Map(
      SHARED_RELATIONS[type]
        .filter(({ name }) => name in content)
        .map((relation) => [
          relation,
          referencesIn(content[relation.name]).flatMap((id) => documents.get(id) ?? []),
        ])
    );

  /** What is stored of documents in one locale. */
  const loadStored = async (works: Work[], locale: string): Promise<Stored> => {
    const rows = new Map<string, Row>();
    const selections: Selections[] = [];
    for (const type of new Set(works.map(({ planned }) => planned.type))) {
      const targets = works
        .filter(({ planned }) => planned.type === type && localesOf.get(planned.id)?.has(locale))
        .map(({ planned }) => documents.get(planned.id)!);
      if (targets.length === 0) continue;
      const where = { documentId: { $in: targets }, locale };
      const state = hasDrafts(type) ? { publishedAt: null } : {};
      for (const row of await findWhole(strapi, type, { ...where, ...state })) rows.set(row.documentId, row);
      if (SHARED_RELATIONS[type].length > 0) selections.push(await sharedRelations.read(targets));
    }
    return { rows, selections: (key) => selections.flatMap((each) => each.of(key)) };
  };

  /** Writes one locale of a document: what differs from the stored row, if there is one. */
  const write = async (work: Work, locale: string, content: Attributes, stored: Stored): Promise<void> => {
    await letOthersRun();
    const { id, type } = work.planned;
    const documentId = documents.get(id);
    const row = documentId === undefined ? undefined : stored.rows.get(documentId);
    const whole = complete(type, content, row === undefined);
    const own = hasKeptLocale(work) ? withoutShared(type, whole) : whole;
    const resolved = resolve(own, locale);
    const data = row ? changedAttributes(strapi, uidOf(type), resolved, row) : resolved;
    // The plugin would derive an address from a title that comes without one.
    if (titleAttributeOf(type) in data && 'slug' in resolved) data.slug = resolved.slug;
    const chosen = [...selectionsIn(type, own)]
      .filter(([relation, targets]) => {
        const key = { relation, source: documentId ?? '', published: !hasDrafts(type) };
        return relation.name in data || stored.selections(key).join() !== targets.join();
      })
      .map(([{ name }, targets]) => [name, targets] as const);
    if (row && Object.keys(data).length === 0 && chosen.length === 0) return;
    chooseShared(data, Object.fromEntries(chosen));
    const result = (
      documentId
        ? await service(type).update(asChecked({ documentId, locale, data }))
        : await service(type).create(asChecked({ locale, data }))
    ) as { documentId: string };
    note(id, result.documentId, locale);
  };

  /**
   * Writes some version of documents. A locale after the other, since each may change what the others share.
   *
   * @param versionOf the content of one locale that is to be written; undefined for none
   */
  const writeVersions = async (
    works: Work[],
    versionOf: (work: Work, locale: string) => Attributes | undefined
  ): Promise<void> => {
    const inLocale = (work: Work, locale: string): boolean =>
      writtenLocales(work).some((each) => each.locale === locale) && versionOf(work, locale) !== undefined;
    for (const locale of new Set(works.flatMap((work) => writtenLocales(work).map((each) => each.locale)))) {
      const own = works.filter((work) => inLocale(work, locale));
      const stored = await loadStored(own, locale);
      for (const work of own) await write(work, locale, versionOf(work, locale)!, stored);
    }
  };

  return {
    /** Looks up which documents are there already: those that are written, and those that they point at. */
    async locate(works: Work[], known: Map<string, string>): Promise<void> {
      const wanted = new Map<PublicType, Map<string, string>>();
      const want = (id: string, document: string | undefined): void => {
        if (!document || localesOf.has(id)) return;
        const type = id.slice(0, id.indexOf(':')) as PublicType;
        const ofType = wanted.get(type) ?? new Map<string, string>();
        wanted.set(type, ofType.set(document, id));
      };
      for (const { planned } of works) {
        want(planned.id, planned.target);
        for (const id of planned.pointsAt) want(id, known.get(id));
      }
      for (const [type, ids] of wanted) {
        for (const [document, states] of await findRowStates(strapi, type, [...ids.keys()])) {
          for (const { locale } of states) note(ids.get(document)!, document, String(locale));
        }
      }
    },

    /**
     * Makes sure that the rows are still what the plan compared, and stay so until the transaction ends.
     *
     * @throws ChangedMeanwhileError
     */
    async guard(works: Work[]): Promise<void> {
      for (const type of new Set(works.map(({ planned }) => planned.type))) {
        const own = works.filter(({ planned }) => planned.type === type);
        const targets = own.flatMap(({ planned }) => planned.target ?? []);
        if (targets.length === 0) continue;
        await lockRows(strapi, type, targets);
        const states = await findRowStates(strapi, type, targets);
        for (const { planned } of own) {
          const rows = planned.target === undefined ? [] : (states.get(planned.target) ?? []);
          for (const { locale, stamp } of planned.locales) {
            if (stampOf(rows, locale) !== stamp) throw new ChangedMeanwhileError();
          }
        }
      }
    },

    /** Writes what is to be published, or all that there is, as drafts. */
    writeContent: (works: Work[]): Promise<void> =>
      writeVersions(works, ({ prepared }, locale) => prepared.locales[locale]!.content),

    /**
     * Lets documents point at those that were not there yet when they were written or published. All of them must be
     * there by now.
     */
    async pointAhead(works: Work[]): Promise<void> {
      const mentioned = new Map<PublicType, Set<string>>();
      for (const { planned, prepared } of works) {
        const ids = planned.locales.flatMap(({ locale }) => referencesIn(prepared.locales[locale]?.content));
        for (const id of ids) {
          const document = documents.get(id);
          if (!document) continue;
          const type = id.slice(0, id.indexOf(':')) as PublicType;
          mentioned.set(type, (mentioned.get(type) ?? new Set()).add(document));
        }
      }
      const rowIds = await findRowIds(strapi, mentioned);
      for (const type of new Set(works.map(({ planned }) => planned.type))) {
        const own = works.filter(({ planned }) => planned.type === type);
        const rows = await findWholeDocuments(
          strapi,
          type,
          own.map(({ planned }) => documents.get(planned.id)!)
        );
        for (const work of own) {
          for (const { locale } of writtenLocales(work)) {
            const { content } = work.prepared.locales[locale]!;
            const meant = hasKeptLocale(work) ? withoutShared(type, content) : content;
            const stored = rows.get(documents.get(work.planned.id)!) ?? [];
            for (const row of stored.filter((each) => each.locale === locale)) {
              const isPublished = row.publishedAt !== null;
              const resolved = resolveContent(
                meant,
                (id) => {
                  const document = documents.get(id);
                  const ofType = id.slice(0, id.indexOf(':')) as PublicType;
                  const isThere = document && rowIds(ofType, document, locale, isPublished) !== undefined;
                  return isThere ? document : undefined;
                },
                images.uploadedAs
              ) as Attributes;
              await completeRelations(strapi, type, resolved, row, rowIds);
            }
          }
        }
        await sharedRelations.adopt(
          type,
          own.map(({ planned }) => documents.get(planned.id)!)
        );
      }
    },

    /** Publishes what is to be public, and takes back what is not. */
    async publish(works: Work[]): Promise<void> {
      for (const work of works) {
        const { id, type, target } = work.planned;
        if (!hasDrafts(type)) continue;
        await letOthersRun();
        const documentId = documents.get(id)!;
        const locales = writtenLocales(work).map(({ locale }) => locale);
        const isPublic = (locale: string): boolean => work.prepared.locales[locale]!.published;
        const toPublish = locales.filter(isPublic);
        const toTakeBack = target === undefined ? [] : locales.filter((each) => !isPublic(each));
        // Several languages at once cost little more than one: most of it is looking at what points at the document.
        if (toPublish.length > 0) await service(type).publish!(asChecked(inLocales(documentId, toPublish)));
        if (toTakeBack.length > 0) {
          await service(type).unpublish!(asChecked(inLocales(documentId, toTakeBack)));
        }
      }
    },

    /** Writes the working copies beside what is published. */
    writeDrafts: (works: Work[]): Promise<void> =>
      writeVersions(works, ({ prepared }, locale) => prepared.locales[locale]!.draft),

    /**
     * Looks at everything that is stored now, and remembers it as applied.
     *
     * @param isFinished whether nothing more is to come; else the next run takes these documents up
     * @throws errors.ValidationError when something that was stored is not right
     */
    async remember(works: Work[], isFinished: boolean): Promise<void> {
      const records: NewRecord[] = [];
      for (const type of new Set(works.map(({ planned }) => planned.type))) {
        const own = works.filter(({ planned }) => planned.type === type);
        const targets = own.map(({ planned }) => documents.get(planned.id)!);
        const rows = await findWholeDocuments(strapi, type, targets);
        for (const { planned } of own) {
          const target = documents.get(planned.id)!;
          const whole = rows.get(target) ?? [];
          const record = (
            locale: string,
            fileHash: string,
            notes: Record<string, string> | null
          ): NewRecord => ({
            key: planned.id,
            targetLocale: locale,
            targetDocument: target,
            fileHash,
            fingerprint: fingerprintOf(type, byState(whole, locale)),
            stamp: stampOf(whole as unknown as RowState[], locale),
            notes,
          });
          // What all locales share was written in them as well.
          for (const { locale, fileHash, notes } of planned.untouched) {
            records.push(record(locale, fileHash, notes));
          }
          for (const { locale, hash, writes } of planned.locales) {
            if (writes) {
              const { draft, published } = byState(whole, locale);
              await checkStored(strapi, findFaults, type, draft);
              await checkStored(strapi, findFaults, type, published);
            }
            records.push(record(locale, isFinished ? hash : UNFINISHED, planned.notes));
          }
        }
      }
      await storeRecords(strapi, records);
    },

    /** Whether a document points at one that comes after it, or at itself. */
    pointsAhead: (work: Work, position: Map<string, number>): boolean =>
      referencesIn(Object.values(work.prepared.locales)).some(
        (id) => (position.get(id) ?? -1) >= (position.get(work.planned.id) ?? 0)
      ),

    /** Forgets where documents are, after a transaction that was undone. */
    forget(works: Work[]): void {
      for (const { planned } of works) {
        documents.delete(planned.id);
        localesOf.delete(planned.id);
      }
    },
  };
};

export type Writer = ReturnType<typeof createWriter>;

const checkStored = async (
  strapi: Strapi,
  findFaults: FindFaults,
  type: PublicType,
  row: Row | undefined
): Promise<void> => {
  if (!row) return;
  const publishable = !hasDrafts(type) || row.publishedAt !== null;
  const faults = await findFaults(type, row, { publishable, partial: false });
  if (faults.length > 0) throw createValidationError(strapi, faults);
};

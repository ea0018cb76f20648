import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import type { Row } from '../model/document-writes';
import { createSharedRelations } from '../model/shared-relations';
import { chooseShared } from '../model/shared-relations/chosen';
import { SHARED_RELATIONS } from '../model/shared-relations/relations';
import { hasDrafts, uidOf, type Strapi } from '../plugin';
import { asCheckedWrite } from '../validation/checked-writes';
import { createValidationError } from '../validation/errors';
import type { FindFaults } from '../validation';
import { attributesOf, isLocalised, KEPT_BY_PLUGIN, type Attribute } from './attributes';
import type { DirectWrites } from './direct';
import type { Attributes } from './document';
import {
  byState,
  findRowStates,
  findWholeDocuments,
  fingerprintOf,
  stampOf,
  type RowState,
} from './fingerprint';
import type { Images } from './images';
import type { PlannedDocument, RunContext } from './plan';
import { letOthersRun } from './let-others-run';
import { storeRecords, UNFINISHED, type NewRecord } from './records';
import { completeRelations, findRowIds } from './late-relations';
import { imagesIn, referencesIn, resolveContent } from './resolve';
import type { PreparedLocales, Spool } from './spool';

/** A document that is being written. */
export interface Work {
  planned: PlannedDocument;
  prepared: { locales: PreparedLocales };
}

/** A run that writes. */
export type WriteContext = RunContext & { spool: Spool };

/** A document of the plan with its content. */
export const loadWork = ({ spool }: WriteContext, planned: PlannedDocument): Work => ({
  planned,
  prepared: { locales: spool.take(planned.id) },
});

/** An editor was quicker: the rows are no longer what the plan compared. */
export class ChangedMeanwhileError extends Error {
  constructor() {
    super('It was changed while the run was under way. Run again to see what differs now.');
    this.name = 'ChangedMeanwhileError';
  }
}

/** What an attribute is when a file does not name it: the file tells the whole document. */
const emptyValue = (attribute: Attribute): unknown => {
  if (attribute.type === 'dynamiczone' || attribute.repeatable) return [];
  if (attribute.type === 'relation' && String(attribute.relation).endsWith('Many')) return [];
  return attribute.default ?? null;
};

type Locales = PlannedDocument['locales'];

const written = ({ planned }: Work): Locales => planned.locales.filter(({ writes }) => writes);

/** The images of what is written of a document. */
export const imagesToWrite = (work: Work): string[] =>
  imagesIn(written(work).map(({ locale }) => work.prepared.locales[locale]));

/** Strapi takes a list of languages, as its panel gives one; its types only know of one language. */
const inLocales = (documentId: string, locales: string[]): { documentId: string; locale: string } => ({
  documentId,
  locale: locales as unknown as string,
});

/** The steps in which documents are written, each for any number of documents, inside a transaction of the caller. */
export const createWriter = (
  strapi: Strapi,
  images: Images,
  findFaults: FindFaults,
  direct: DirectWrites
) => {
  /** The document of each file in the site, and in which locales it is there. */
  const documents = new Map<string, string>();
  const localesOf = new Map<string, Set<string>>();
  /** What this run has published. */
  const published = new Set<string>();

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
  const selectionsIn = (type: PublicType, content: Attributes): Record<string, string[]> =>
    Object.fromEntries(
      SHARED_RELATIONS[type]
        .filter(({ name }) => name in content)
        .map(({ name }) => [name, referencesIn(content[name]).flatMap((id) => documents.get(id) ?? [])])
    );

  const update = async (work: Work, locale: string, content: Attributes): Promise<void> => {
    await letOthersRun();
    const { id, type, target } = work.planned;
    const documentId = documents.get(id);
    const isNewRow = !localesOf.get(id)?.has(locale);
    const whole = complete(type, content, isNewRow);
    const own = hasKeptLocale(work) ? withoutShared(type, whole) : whole;
    const data = resolve(own, locale);
    chooseShared(data, selectionsIn(type, own));
    const write = async (): Promise<{ documentId: string }> =>
      (documentId
        ? await service(type).update({ documentId, locale, data })
        : await service(type).create({ locale, data })) as { documentId: string };
    const row = await asCheckedWrite({ data }, () =>
      target === undefined && isNewRow
        ? direct.create(type, documentId ? 'update' : 'create', data, write)
        : write()
    );
    note(id, row.documentId, locale);
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
    async writeContent(works: Work[]): Promise<void> {
      for (const work of works) {
        for (const { locale } of written(work)) {
          await update(work, locale, work.prepared.locales[locale]!.content);
        }
      }
    },

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
          for (const { locale } of written(work)) {
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
      const isFirst = ({ planned: { id, target } }: Work): boolean =>
        target === undefined && !published.has(id);
      for (const type of PUBLIC_TYPES.filter(hasDrafts)) {
        const first = works.filter((work) => work.planned.type === type && isFirst(work));
        await direct.readDrafts(
          type,
          first.map(({ planned }) => documents.get(planned.id)!)
        );
      }
      for (const work of works) {
        const { id, type } = work.planned;
        if (!hasDrafts(type)) continue;
        await letOthersRun();
        const documentId = documents.get(id)!;
        const locales = written(work).map(({ locale }) => locale);
        const isPublic = (locale: string): boolean => work.prepared.locales[locale]!.published;
        const toPublish = locales.filter(isPublic);
        const toTakeBack = work.planned.target === undefined ? [] : locales.filter((each) => !isPublic(each));
        // Several languages at once cost little more than one: most of it is looking at what points at the document.
        const publish = () => service(type).publish!(inLocales(documentId, toPublish));
        await asCheckedWrite({ documentId }, async () => {
          if (toPublish.length > 0) await (isFirst(work) ? direct.publish(type, publish) : publish());
          if (toPublish.length > 0) published.add(id);
          if (toTakeBack.length > 0) await service(type).unpublish!(inLocales(documentId, toTakeBack));
        });
      }
    },

    /** Writes the working copies beside what is published. */
    async writeDrafts(works: Work[]): Promise<void> {
      for (const work of works) {
        for (const { locale } of written(work)) {
          const { draft } = work.prepared.locales[locale]!;
          if (draft) await update(work, locale, draft);
        }
      }
    },

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
        published.delete(planned.id);
      }
    },
  };
};

export type Writer = ReturnType<typeof createWriter>;

/** Keeps other processes from writing rows until the transaction ends. SQLite has one writer at a time anyway. */
export const lockRows = async (strapi: Strapi, type: PublicType, targets: string[]): Promise<void> => {
  if (strapi.db.dialect.client === 'sqlite') return;
  await strapi.db.transaction(async ({ trx }) => {
    await strapi.db
      .getConnection(strapi.db.metadata.get(uidOf(type)).tableName)
      .whereIn('document_id', targets)
      .orderBy('id')
      .select('id')
      .forUpdate()
      .transacting(trx);
  });
};

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

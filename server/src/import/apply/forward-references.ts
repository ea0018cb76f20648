import type { PublicType } from '../../../../content-types';
import type { Attributes } from '../../documents/document';
import { findWholeDocuments } from '../../documents/fingerprint';
import { referencesIn, resolveContent } from '../../documents/resolve';
import type { Row } from '../../model/document-writes';
import { completeRelations, findRowIds, type RowIds } from './complete-relations';
import { typeOf } from './locations';
import { byType, writtenLocales, type Work } from './work';
import { hasEditorsLocale, withoutShared, type Writer } from './writer';

/** Whether a document references one that is written after it, or itself. */
export const hasForwardReference = (work: Work, position: Map<string, number>): boolean =>
  referencesIn(Object.values(work.prepared.locales)).some(
    (id) => (position.get(id) ?? -1) >= (position.get(work.planned.id) ?? 0)
  );

const findTargetRows = ({ strapi, locations }: Writer, works: Work[]): Promise<RowIds> => {
  const targets = new Map<PublicType, Set<string>>();
  for (const { planned, prepared } of works) {
    for (const id of planned.locales.flatMap(({ locale }) =>
      referencesIn(prepared.locales[locale]?.content)
    )) {
      const document = locations.documentOf(id);
      if (document) targets.set(typeOf(id), (targets.get(typeOf(id)) ?? new Set()).add(document));
    }
  }
  return findRowIds(strapi, targets);
};

/** Completes the relations of all rows of one document. */
const completeDocument = async (writer: Writer, work: Work, rows: Row[], rowIds: RowIds): Promise<void> => {
  const { strapi, locations, images } = writer;
  const { type } = work.planned;
  for (const { locale } of writtenLocales(work)) {
    const { content } = work.prepared.locales[locale]!;
    const expected = hasEditorsLocale(writer, work) ? withoutShared(writer, type, content) : content;
    for (const row of rows.filter((each) => each.locale === locale)) {
      const isPublished = row.publishedAt !== null;
      const rowOf = (id: string): string | undefined => {
        const document = locations.documentOf(id);
        const exists = document && rowIds(typeOf(id), document, locale, isPublished) !== undefined;
        return exists ? document : undefined;
      };
      const resolved = resolveContent(expected, rowOf, images.uploadedAs) as Attributes;
      await completeRelations(strapi, type, resolved, row, rowIds);
    }
  }
};

/**
 * Completes the references to documents that did not exist when these were written or published. All of them must exist
 * now.
 */
export const completeForwardReferences = async (writer: Writer, works: Work[]): Promise<void> => {
  const { strapi, locations, sharedRelations } = writer;
  const rowIds = await findTargetRows(writer, works);
  for (const [type, own] of byType(works)) {
    const documents = own.map(({ planned }) => locations.documentOf(planned.id)!);
    const rows = await findWholeDocuments(strapi, type, documents);
    for (const work of own) {
      const stored = rows.get(locations.documentOf(work.planned.id)!) ?? [];
      await completeDocument(writer, work, stored, rowIds);
    }
    await sharedRelations.adopt(type, documents);
  }
};

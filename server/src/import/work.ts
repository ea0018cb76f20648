import type { PublicType } from '../../../content-types';
import { uidOf, type Strapi } from '../plugin';
import type { PlannedDocument, PlannedLocale, RunContext } from './plan';
import { imagesIn } from '../documents/resolve';
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

/** The locales of a document that are written. */
export const writtenLocales = ({ planned }: Work): PlannedLocale[] =>
  planned.locales.filter(({ writes }) => writes);

/** The images of what is written of a document. */
export const imagesToWrite = (work: Work): string[] =>
  imagesIn(writtenLocales(work).map(({ locale }) => work.prepared.locales[locale]));

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

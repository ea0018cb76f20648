import type { PublicType } from '../../../../content-types';
import { imagesIn } from '../../documents/resolve';
import { uidOf, type Strapi } from '../../plugin';
import { TypeTable } from '../../strapi-internals/type-table';
import { databaseClient } from '../../strapi-internals/database';
import type { PlannedDocument, PlannedLocale, RunContext } from '../plan';
import type { PreparedLocales, Spool } from '../spool';

/** A planned document with the content to write. */
export interface Work {
  planned: PlannedDocument;
  prepared: { locales: PreparedLocales };
}

/** The context of a run that writes. */
export type WriteContext = RunContext & {
  spool: Spool;
  /** Remarks for the report. */
  notes: Set<string>;
};

/** Returns a document of the plan with its content from the spool. */
export const loadWork = ({ spool }: WriteContext, planned: PlannedDocument): Work => ({
  planned,
  prepared: { locales: spool.take(planned.id) },
});

/** An editor has written the rows after the plan compared them. */
export class ChangedMeanwhileError extends Error {
  constructor() {
    super('It was changed while the import was running. Run the command again to see what differs now.');
    this.name = 'ChangedMeanwhileError';
  }
}

/** Returns the locales of a document that are written. */
export const writtenLocales = ({ planned }: Work): PlannedLocale[] =>
  planned.locales.filter(({ writes }) => writes);

/** Returns the works of each type. */
export const byType = (works: Work[]): [PublicType, Work[]][] => {
  const types = new Set(works.map(({ planned }) => planned.type));
  return [...types].map((type) => [type, works.filter(({ planned }) => planned.type === type)]);
};

/** Returns the image files of the content that is written. */
export const imagesToWrite = (work: Work): string[] =>
  imagesIn(writtenLocales(work).map(({ locale }) => work.prepared.locales[locale]));

/** Locks rows until the transaction ends. SQLite has one writer at a time anyway. */
export const lockRows = async (strapi: Strapi, type: PublicType, targets: string[]): Promise<void> => {
  if (databaseClient(strapi) === 'sqlite') return;
  const table = new TypeTable(strapi, uidOf(type));
  await strapi.db.transaction(async ({ trx }) => {
    await table
      .query()
      .whereIn(table.column('documentId'), targets)
      .orderBy('id')
      .select('id')
      .forUpdate()
      .transacting(trx);
  });
};

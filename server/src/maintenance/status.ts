import { PUBLIC_TYPES, type PublicType } from '../../../content-types';
import { countRemovedValues } from './migrations/removed-values';
import { CategoryTree } from '../model/category-tree';
import { uidOf, type Strapi } from '../plugin';
import { documentId } from '../documents/document';
import { findEdited } from '../documents/edits';
import { byState, findRowStates, findWholeDocuments, stampOf } from '../documents/fingerprint';
import { isLocked } from '../strapi-internals/database-lock';
import { UNFINISHED, type SeedRecord } from '../documents/records';
import type { FaultyGuide, Status } from './status-report';

/** Records that are compared in one go. */
const CHUNK = 500;

const statusOf = async (strapi: Strapi, type: PublicType): Promise<Status['types'][number]> => {
  const status = {
    type,
    documents: 0,
    untouched: 0,
    edited: 0,
    deleted: 0,
    unreadable: 0,
    createdByEditor: 0,
    unfinished: 0,
  };
  const records = strapi.db.query(uidOf('seed-record'));
  const recorded = new Set<string>();
  let after = 0;
  for (;;) {
    const chunk = (await records.findMany({
      where: { key: { $startsWith: documentId(type, '') }, id: { $gt: after } },
      orderBy: { id: 'asc' },
      limit: CHUNK,
    })) as SeedRecord[];
    if (chunk.length === 0) break;
    after = chunk.at(-1)!.id;
    const targets = chunk.map(({ targetDocument }) => targetDocument);
    const states = await findRowStates(strapi, type, targets);
    const isWritten = ({ targetDocument, targetLocale, stamp }: SeedRecord): boolean =>
      stampOf(states.get(targetDocument) ?? [], targetLocale) !== stamp;
    const rows = await findWholeDocuments(
      strapi,
      type,
      chunk.filter(isWritten).map(({ targetDocument }) => targetDocument)
    );
    const { edited, unreadable } = await findEdited(
      strapi,
      type,
      chunk.filter(isWritten).map((record) => ({
        record,
        rows: byState(rows.get(record.targetDocument) ?? [], record.targetLocale),
      })),
      isWritten
    );
    for (const record of chunk) {
      const { targetDocument, targetLocale, fileHash } = record;
      const isThere = (states.get(targetDocument) ?? []).some(({ locale }) => locale === targetLocale);
      if (isThere) recorded.add(`${targetDocument} ${targetLocale}`);
      if (!isThere) status.deleted += 1;
      else if (fileHash === UNFINISHED) status.unfinished += 1;
      else if (unreadable.has(record)) status.unreadable += 1;
      else if (edited.has(record)) status.edited += 1;
      else status.untouched += 1;
    }
  }
  const entries = (await strapi.db.query(uidOf(type)).findMany({ select: ['documentId', 'locale'] })) as {
    documentId: string;
    locale: string;
  }[];
  status.documents = new Set(entries.map((entry) => entry.documentId)).size;
  const locales = new Set(entries.map((entry) => `${entry.documentId} ${entry.locale}`));
  status.createdByEditor = [...locales].filter((entry) => !recorded.has(entry)).length;
  return status;
};

/** Published articles of which the last rebuild has failed because of their content. */
const findFaultyGuides = async (strapi: Strapi): Promise<FaultyGuide[]> => {
  const rows = (await strapi.db.query(uidOf('published-guide')).findMany({
    where: { failure: { $notNull: true }, state: { $ne: 'removed' } },
    select: ['article', 'language', 'failure'],
    orderBy: { id: 'asc' },
  })) as { article: string; language: string; failure: string }[];
  return rows.map(({ article, language, failure }) => ({ article, locale: language, reason: failure }));
};

/** Says what became of imported documents. Only reads. */
export const readStatus = async (strapi: Strapi): Promise<Status> => {
  const types: Status['types'] = [];
  for (const type of PUBLIC_TYPES) types.push(await statusOf(strapi, type));
  return {
    types,
    isRunning: await isLocked(strapi),
    removed: await countRemovedValues(strapi),
    categoryCycles: await new CategoryTree(strapi).findAllCyclesBySlug(),
    faultyGuides: await findFaultyGuides(strapi),
  };
};

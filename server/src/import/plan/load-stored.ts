import type { PublicType } from '../../../../content-types';
import { findEdited, type Applied } from '../../documents/edits';
import {
  byState,
  findRowStates,
  findWholeDocuments,
  stampOf,
  type RowState,
} from '../../documents/fingerprint';
import { uidOf, type Strapi } from '../../plugin';
import { targetOf, type Candidate, type Planning, type StoredDocuments } from './planning';
import { slugOf } from './unique-documents';

/** Looks up the bare rows of the documents that the records of candidates name. */
export const loadStates = async (
  strapi: Strapi,
  type: PublicType,
  candidates: Candidate[]
): Promise<StoredDocuments> => {
  const recorded = candidates.flatMap(({ records }) => [...records.values()]);
  const targets = recorded.map(({ targetDocument }) => targetDocument);
  return {
    states: await findRowStates(strapi, type, targets),
    rows: new Map(),
    bySlug: new Map(),
    edits: { edited: new Set(), unreadable: new Set() },
  };
};

/** Whether the file has not changed since the last run, and nobody has written the rows since. */
export const isSettled = ({ hashes, locales, records }: Candidate, { states }: StoredDocuments): boolean =>
  locales.every((locale) => {
    const record = records.get(locale);
    const rows = record && states.get(record.targetDocument);
    return rows && record.fileHash === hashes[locale] && stampOf(rows, locale) === record.stamp;
  });

const findBySlug = async (
  strapi: Strapi,
  type: PublicType,
  candidates: Candidate[]
): Promise<Map<string, string>> => {
  const slugs = candidates.flatMap(({ prepared }) =>
    Object.values(prepared!.locales).flatMap(({ content }) => slugOf(content) ?? [])
  );
  if (slugs.length === 0) return new Map();
  const rows = (await strapi.db.query(uidOf(type)).findMany({
    where: { slug: { $in: [...new Set(slugs)] } },
    select: ['documentId', 'locale', 'slug'],
  })) as RowState[];
  return new Map(rows.map((row) => [`${row.locale} ${row.slug}`, row.documentId]));
};

/** Returns what was applied to a document, in the locales in which it still exists. */
const appliedTo = (candidate: Candidate, { states, rows }: StoredDocuments): Applied[] => {
  const target = targetOf(candidate, states);
  const whole = target === undefined ? [] : (rows.get(target) ?? []);
  return [...candidate.records.values()]
    .map((record) => ({ record, rows: byState(whole, record.targetLocale) }))
    .filter(({ rows: own }) => own.draft || own.published);
};

/** Completes the stored state for prepared candidates: documents with their slugs, whole rows, and edits. */
export const loadRows = async (
  { context: { strapi }, differences }: Planning,
  type: PublicType,
  candidates: Candidate[],
  stored: StoredDocuments
): Promise<void> => {
  stored.bySlug = await findBySlug(strapi, type, candidates);
  const withSlug = [...stored.bySlug.values()].filter((document) => !stored.states.has(document));
  for (const [document, states] of await findRowStates(strapi, type, withSlug)) {
    stored.states.set(document, states);
  }
  const targets = candidates.flatMap((candidate) => targetOf(candidate, stored.states) ?? []);
  stored.rows = await findWholeDocuments(strapi, type, [...targets, ...stored.bySlug.values()]);
  await differences.load(
    [...stored.rows.values()].flat(),
    candidates.flatMap(({ prepared }) => Object.values(prepared!.locales))
  );
  stored.edits = await findEdited(
    strapi,
    type,
    candidates.flatMap((candidate) => appliedTo(candidate, stored)),
    ({ targetDocument, targetLocale, stamp }) =>
      stampOf(stored.states.get(targetDocument) ?? [], targetLocale) !== stamp
  );
};

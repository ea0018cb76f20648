import { byState, stampOf, type LocaleRows, type RowState } from '../../documents/fingerprint';
import type { PreparedDocument } from '../../documents/prepare';
import { UNFINISHED, type SeedRecord } from '../../documents/records';
import type { Row } from '../../model/document-writes';
import { hasDrafts } from '../../plugin';
import { findChangedAnchors } from '../../validation';
import { translate } from '../../validation/language';
import type { FieldChange, PlanItem } from '../report';
import { decide, type Decision, type Situation } from './decide';
import { keepShared, splitShared } from './keep-shared';
import { targetOf, type Candidate, type Decided, type Planning, type StoredDocuments } from './planning';
import { isForced, type PlannedLocale } from './types';
import { slugOf } from './unique-documents';

/** The state while the locales of one document are decided one by one. */
interface Deciding {
  planning: Planning;
  candidate: Candidate;
  stored: StoredDocuments;
  target: string | undefined;
  items: PlanItem[];
  planned: PlannedLocale[];
}

const rowsIn = (
  { rows }: StoredDocuments,
  document: string | undefined,
  locale: string
): LocaleRows | undefined => {
  const own = document === undefined ? undefined : byState(rows.get(document) ?? [], locale);
  return own?.draft || own?.published ? own : undefined;
};

/** Returns what exists in the site for one locale, and in which document. */
const findPresent = (
  { candidate, stored, target }: Deciding,
  locale: string
): { found: string | undefined; rows: LocaleRows | undefined; present: Situation['present'] } => {
  const local = candidate.prepared!.locales[locale]!;
  // A document that an editor has created with this slug: references mean it, but the import does not change it.
  const withSlug = stored.bySlug.get(`${locale} ${slugOf(local.content)}`);
  const found = rowsIn(stored, target, locale) ? target : withSlug;
  const rows = rowsIn(stored, found, locale);
  if (!rows) return { found, rows, present: 'nothing' };
  if (found === target) {
    return { found, rows, present: candidate.records.has(locale) ? 'document' : 'created-by-editor' };
  }
  return { found, rows, present: target === undefined ? 'created-by-editor' : 'other' };
};

const situationOf = (
  deciding: Deciding,
  locale: string,
  { rows, present }: ReturnType<typeof findPresent>
): Situation => {
  const { planning, candidate, stored, target } = deciding;
  const { document, records, hashes, prepared, incomplete } = candidate;
  const record = records.get(locale);
  return {
    applied: record ? 'here' : records.size > 0 ? 'elsewhere' : 'never',
    isSameFile: record?.fileHash === hashes[locale],
    isUnfinished: record?.fileHash === UNFINISHED,
    present,
    isDocumentThere: target !== undefined,
    isEdited: record !== undefined && stored.edits.edited.has(record),
    isUnreadable: record !== undefined && stored.edits.unreadable.has(record),
    isIncomplete: incomplete.has(locale),
    changes: rows ? planning.differences.between(document.type, rows, prepared!.locales[locale]!) : [],
    force: isForced(planning.options, candidate.id),
  };
};

/** Reports changed anchors, which no write path accepts: other pages link to what is published. */
const refuseChangedAnchors = (
  { issues, options: { language } }: Planning,
  { locales, file, positionOf }: PreparedDocument,
  locale: string,
  published: Row | undefined
): void => {
  const { content, published: isPublished } = locales[locale]!;
  if (!isPublished) return;
  for (const { field, message, values } of findChangedAnchors(content, published)) {
    const path = ['locales', locale, ...field.split('.')];
    issues.push({
      file,
      ...positionOf(path),
      path: path.join('.'),
      message: translate(message, values, language),
    });
  }
};

/** Whether a draft that nobody has edited is replaced by a draft, and nothing is published before or after. */
const isDraftUpdate = (
  { candidate }: Deciding,
  locale: string,
  { outcome, reason }: Decision,
  { applied, present, isUnfinished }: Situation,
  rows: LocaleRows | undefined
): boolean => {
  const local = candidate.prepared!.locales[locale]!;
  return (
    outcome === 'update' &&
    reason === undefined &&
    applied === 'here' &&
    present === 'document' &&
    !isUnfinished &&
    hasDrafts(candidate.document.type) &&
    rows?.draft !== undefined &&
    rows.published === undefined &&
    !local.published &&
    local.draft === undefined
  );
};

const addItem = (
  { candidate, items }: Deciding,
  locale: string,
  item: Pick<PlanItem, 'outcome' | 'reason' | 'fileChanged' | 'changes'>
): void => {
  const { type, key, file } = candidate.document;
  items.push({ id: candidate.id, type, key, locale, file, ...item });
};

const decideLocale = (deciding: Deciding, locale: string): void => {
  const { planning, candidate, stored } = deciding;
  const { prepared, hashes } = candidate;
  if (!prepared) {
    addItem(deciding, locale, { outcome: 'unchanged', changes: [] });
    return;
  }
  const found = findPresent(deciding, locale);
  const situation = situationOf(deciding, locale, found);
  const { isAdopted, ...decision } = decide(situation);
  const writes = decision.outcome === 'create' || decision.outcome === 'update';
  if (writes) refuseChangedAnchors(planning, prepared, locale, found.rows?.published);
  if (situation.present === 'created-by-editor') deciding.target ??= found.found;
  const changes: FieldChange[] = ['update', 'kept'].includes(decision.outcome) ? situation.changes : [];
  addItem(deciding, locale, { ...decision, changes });
  if (!writes && !isAdopted) return;
  const { target } = deciding;
  deciding.planned.push({
    locale,
    writes,
    hash: hashes[locale]!,
    isDraftUpdate: isDraftUpdate(deciding, locale, decision, situation, found.rows),
    stamp: target === undefined ? '' : stampOf(stored.states.get(target) ?? [], locale),
  });
};

/** A document that an editor has created is theirs as a whole: it gets no translations that nobody asked for. */
const keepCreatedByEditor = (deciding: Deciding): void => {
  const { candidate, planning, items } = deciding;
  if (candidate.records.size > 0 || isForced(planning.options, candidate.id)) return;
  if (!items.some(({ reason }) => reason === 'created-by-editor')) return;
  for (const item of items.filter(({ outcome }) => outcome === 'create')) {
    Object.assign(item, { outcome: 'kept', reason: 'created-by-editor' } satisfies Partial<PlanItem>);
  }
  deciding.planned = deciding.planned.filter(({ writes }) => !writes);
};

/** Returns the records of locales that exist, that nobody has edited, and that this run does not write. */
const untouchedRecords = ({ candidate, stored, target, planned }: Deciding): SeedRecord[] =>
  [...candidate.records.values()].filter((record) => {
    const isPlanned = planned.some(({ locale }) => locale === record.targetLocale);
    const exists = rowsIn(stored, target, record.targetLocale) !== undefined;
    return !isPlanned && exists && !stored.edits.edited.has(record);
  });

/** Returns the locales of a document that belong to an editor: neither untouched since an import nor written by this run. */
const editorsLocales = (states: RowState[], planned: PlannedLocale[], untouched: SeedRecord[]): string[] => {
  const own = new Set([
    ...planned.map(({ locale }) => locale),
    ...untouched.map(({ targetLocale }) => targetLocale),
  ]);
  const present = new Set(states.map(({ locale }) => String(locale)));
  return [...present].filter((locale) => !own.has(locale)).sort();
};

/** Keeps the shared attributes of a document of which some locales belong to an editor. */
const keepSharedAttributes = (deciding: Deciding, editors: string[]): void => {
  const { planning, candidate, stored, target, items, planned } = deciding;
  const { document, records, prepared, hashes } = candidate;
  const rowsOfEditor = rowsIn(stored, target, editors[0]!);
  for (const [index, item] of items.entries()) {
    const { locale, outcome } = item;
    const position = planned.findIndex((each) => each.locale === locale && each.writes);
    if (position < 0) continue;
    const changes =
      outcome === 'create' && rowsOfEditor
        ? planning.differences.between(document.type, rowsOfEditor, prepared!.locales[locale]!)
        : item.changes;
    const fileHash = records.get(locale)?.fileHash;
    const kept = keepShared(planning.context.strapi, item, changes, editors, fileHash === UNFINISHED);
    items[index] = kept;
    if (kept.outcome !== 'kept') continue;
    kept.fileChanged = fileHash !== hashes[locale];
    planned.splice(position, 1);
  }
};

/** Decides what happens to one document in each locale. */
export const decideDocument = (
  planning: Planning,
  candidate: Candidate,
  stored: StoredDocuments
): Decided => {
  const { document, id, prepared } = candidate;
  const { type, file } = document;
  const { strapi } = planning.context;
  const target = targetOf(candidate, stored.states);
  const deciding: Deciding = { planning, candidate, stored, target, items: [], planned: [] };
  for (const locale of candidate.locales) decideLocale(deciding, locale);
  keepCreatedByEditor(deciding);
  const editors = editorsLocales(
    stored.states.get(deciding.target ?? '') ?? [],
    deciding.planned,
    untouchedRecords(deciding)
  );
  if (editors.length > 0) keepSharedAttributes(deciding, editors);

  const { items, planned } = deciding;
  const references = prepared?.references ?? [];
  const untouched = untouchedRecords(deciding);
  const changesShared = items.some(({ changes }) => splitShared(strapi, type, changes).shared.length > 0);
  return {
    planned: {
      id,
      type,
      file,
      target: deciding.target,
      referencedIds: [...new Set(references.map((reference) => reference.id))],
      locales: planned,
      isAlone: editors.length === 0 && (untouched.length === 0 || !changesShared),
      untouched: untouched.map(({ targetLocale: locale, fileHash, notes }) => ({
        locale,
        fileHash,
        notes: notes ?? null,
      })),
      notes: document.notes ?? null,
    },
    items,
    references,
    writesShared: editors.length === 0 && planned.some(({ writes }) => writes),
  };
};

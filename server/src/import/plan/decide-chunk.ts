import { PUBLIC_TYPES, type PublicType } from '../../../../content-types';
import { findRecords } from '../../documents/records';
import { decideDocument } from './decide-document';
import { isSettled, loadRows, loadStates } from './load-stored';
import type { Candidate, Decided, Planning } from './planning';
import { prepareCandidate, removeDeletedTargets } from './prepare-candidates';
import { isForced } from './types';

const decideType = async (
  planning: Planning,
  type: PublicType,
  candidates: Candidate[]
): Promise<Decided[]> => {
  const { context, options } = planning;
  const stored = await loadStates(context.strapi, type, candidates);
  const changed: Candidate[] = [];
  // A relation that was lost with its target does not show in the row states; with `force`, the target is restored.
  for (const candidate of candidates) {
    const isChecked = options.checkAll || isForced(options, candidate.id);
    if (!isChecked && isSettled(candidate, stored)) continue;
    await prepareCandidate(planning, candidate);
    changed.push(candidate);
  }
  if (changed.length > 0) {
    await removeDeletedTargets(planning, changed);
    await loadRows(planning, type, changed, stored);
  }
  return candidates.map((candidate) => decideDocument(planning, candidate, stored));
};

/** Compares some documents with the site, decides their outcomes, and spools the content that will be written. */
export const decideChunk = async (planning: Planning, candidates: Candidate[]): Promise<void> => {
  const { context, decided } = planning;
  const records = await findRecords(
    context.strapi,
    candidates.map(({ id }) => id)
  );
  for (const candidate of candidates) candidate.records = records.get(candidate.id) ?? new Map();
  const results = new Map<string, Decided>();
  for (const type of PUBLIC_TYPES) {
    const own = candidates.filter(({ document }) => document.type === type);
    if (own.length === 0) continue;
    for (const result of await decideType(planning, type, own)) results.set(result.planned.id, result);
  }
  // In the order of the files again.
  for (const { id, prepared } of candidates) {
    const result = results.get(id)!;
    decided.push(result);
    if (prepared && result.planned.locales.length > 0) context.spool?.put(id, prepared.locales);
  }
};

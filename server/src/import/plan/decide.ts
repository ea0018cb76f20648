import type { FieldChange, Outcome, Reason } from '../report';

/** The input of the decision on one document in one locale. */
export interface Situation {
  /** Whether a file of it was imported before: in this locale, only in others, or never. */
  applied: 'here' | 'elsewhere' | 'never';
  /** Whether the content of the file is the same as then. Only where it was applied here. */
  isSameFile: boolean;
  /** Whether the run that applied it was interrupted. Only where it was applied here. */
  isUnfinished: boolean;
  /**
   * What the site has: the imported document, a document with the same slug that an editor created, such a document
   * in addition to the imported one, or nothing.
   */
  present: 'document' | 'created-by-editor' | 'other' | 'nothing';
  /** Whether the document exists in any locale. */
  isDocumentThere: boolean;
  /** Whether the rows differ from what the last run wrote. Only where it was applied here and exists. */
  isEdited: boolean;
  /** Whether a later release wrote it, so that the edit is only suspected. Only where it counts as edited. */
  isUnreadable: boolean;
  /** Whether it could not be published as in the file, because an editor has deleted a document that it requires. */
  isIncomplete: boolean;
  /** The differences between the site and the file. */
  changes: FieldChange[];
  force: boolean;
}

export interface Decision {
  outcome: Outcome;
  reason?: Reason;
  fileChanged?: boolean;
  /** The document already equals the file: it is not written, only recorded as applied. */
  isAdopted?: boolean;
}

/** Decides on a document that was applied here before: compares the last run, the site and the file. */
const decideApplied = (situation: Situation): Decision => {
  const { isSameFile, isUnfinished, isEdited, isUnreadable, isIncomplete, changes, force } = situation;
  const reason = isUnreadable ? 'other-version' : 'edited';
  if (changes.length === 0 && !isUnfinished) {
    return { outcome: 'unchanged', isAdopted: isEdited || !isSameFile };
  }
  // Neither side was edited. A difference may remain where a referenced document is missing, such as a skill that is
  // not translated. `force` restores deleted documents, so the references to them are written again.
  if (!isEdited && isSameFile) return { outcome: force ? 'update' : 'unchanged' };
  if (!isEdited && isIncomplete) return { outcome: 'kept', reason: 'incomplete', fileChanged: true };
  if (!isEdited) return { outcome: 'update' };
  if (force) return { outcome: 'update', reason };
  return { outcome: 'kept', reason, fileChanged: !isSameFile };
};

/** Decides what the import does with one document in one locale. */
export const decide = (situation: Situation): Decision => {
  const { applied, present, isDocumentThere, changes, force } = situation;
  if (applied === 'here' && present === 'document') return decideApplied(situation);
  const wasDeleted = applied === 'here' || (applied === 'elsewhere' && !isDocumentThere);
  if (wasDeleted && !force) return { outcome: 'deleted', reason: 'deleted' };
  if (present === 'nothing')
    return wasDeleted ? { outcome: 'create', reason: 'deleted' } : { outcome: 'create' };
  // Another document has the slug: writing would give two documents the same slug.
  if (present === 'other') return { outcome: 'kept', reason: 'created-by-editor' };
  if (changes.length === 0) return { outcome: 'unchanged', isAdopted: true };
  return force
    ? { outcome: 'update', reason: 'created-by-editor' }
    : { outcome: 'kept', reason: 'created-by-editor' };
};

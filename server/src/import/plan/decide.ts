import type { FieldChange, Outcome, Reason } from '../report';

/** What is known of one document in one locale when it is decided what becomes of it. */
export interface Situation {
  /** Whether a file has brought it in before: in this locale, only in others, or not at all. */
  applied: 'here' | 'elsewhere' | 'never';
  /** Whether the file says what it said then. Only where it was applied here. */
  isSameFile: boolean;
  /** Whether the run that applied it was ended before it was through. Only where it was applied here. */
  isUnfinished: boolean;
  /**
   * What the site has: the document that was brought in, an entry that somebody made by hand under its address, such
   * an entry although the document is there as well, or nothing.
   */
  present: 'document' | 'created-by-editor' | 'other' | 'nothing';
  /** Whether the document is there in any locale. */
  isDocumentThere: boolean;
  /** Whether the rows are no longer what the last run left. Only where it was applied here and is there. */
  isEdited: boolean;
  /** Whether a later release wrote it, so that the edit is only suspected. Only where it counts as edited. */
  isUnreadable: boolean;
  /** Whether it could not be published as the file says, because an editor has deleted what it needs. */
  isIncomplete: boolean;
  /** What differs between the site and the file. */
  changes: FieldChange[];
  force: boolean;
}

export interface Decision {
  outcome: Outcome;
  reason?: Reason;
  fileChanged?: boolean;
  /** Nothing is written into the document, but it is what the file says: remembered as applied. */
  isAdopted?: boolean;
}

/** What was applied here before: the last run, the site and the file are compared. */
const decideApplied = (situation: Situation): Decision => {
  const { isSameFile, isUnfinished, isEdited, isUnreadable, isIncomplete, changes, force } = situation;
  const reason = isUnreadable ? 'other-version' : 'edited';
  if (changes.length === 0 && !isUnfinished) {
    return { outcome: 'unchanged', isAdopted: isEdited || !isSameFile };
  }
  // What a reference lacks may still differ, such as a skill that is not translated; nobody has changed anything. By
  // force, what was deleted comes back, and what pointed at it must point at it again.
  if (!isEdited && isSameFile) return { outcome: force ? 'update' : 'unchanged' };
  if (!isEdited && isIncomplete) return { outcome: 'kept', reason: 'incomplete', fileChanged: true };
  if (!isEdited) return { outcome: 'update' };
  if (force) return { outcome: 'update', reason };
  return { outcome: 'kept', reason, fileChanged: !isSameFile };
};

/** Says what becomes of one document in one locale. */
export const decide = (situation: Situation): Decision => {
  const { applied, present, isDocumentThere, changes, force } = situation;
  if (applied === 'here' && present === 'document') return decideApplied(situation);
  const wasDeleted = applied === 'here' || (applied === 'elsewhere' && !isDocumentThere);
  if (wasDeleted && !force) return { outcome: 'deleted', reason: 'deleted' };
  if (present === 'nothing')
    return wasDeleted ? { outcome: 'create', reason: 'deleted' } : { outcome: 'create' };
  // An entry that is not the document's own: writing it would give two documents one address.
  if (present === 'other') return { outcome: 'kept', reason: 'created-by-editor' };
  if (changes.length === 0) return { outcome: 'unchanged', isAdopted: true };
  return force
    ? { outcome: 'update', reason: 'created-by-editor' }
    : { outcome: 'kept', reason: 'created-by-editor' };
};

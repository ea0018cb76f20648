import fc from 'fast-check';
import { decide, type Decision, type Situation } from './decide';
import type { FieldChange } from '../report';

const CHANGES: FieldChange[] = [{ path: 'title', old: 'Backend', new: 'Server' }];

/** An imported document that equals its file. */
const settled: Situation = {
  applied: 'here',
  isSameFile: true,
  isUnfinished: false,
  present: 'document',
  isDocumentThere: true,
  isEdited: false,
  isUnreadable: false,
  isIncomplete: false,
  changes: [],
  force: false,
};

const brandNew: Situation = {
  ...settled,
  applied: 'never',
  isSameFile: false,
  present: 'nothing',
  isDocumentThere: false,
};

/** Imported in English; the file adds German. */
const newLocale: Situation = { ...brandNew, applied: 'elsewhere', isDocumentThere: true };

const changed = { changes: CHANGES };
const newFile = { ...changed, isSameFile: false };
const edited = { ...changed, isEdited: true };
const incomplete = { isIncomplete: true };
const createdByEditor = { present: 'created-by-editor', isDocumentThere: true } as const;
const another = { present: 'other', isDocumentThere: true } as const;
const deletedHere = { ...settled, present: 'nothing' } as const;
const deletedWhole = { ...deletedHere, isDocumentThere: false } as const;
const force = { force: true };

const UNCHANGED: Decision = { outcome: 'unchanged' };
const NOT_ADOPTED: Decision = { ...UNCHANGED, isAdopted: false };
const ADOPTED: Decision = { ...UNCHANGED, isAdopted: true };
const CREATE: Decision = { outcome: 'create' };
const UPDATE: Decision = { outcome: 'update' };
const DELETED: Decision = { outcome: 'deleted', reason: 'deleted' };
const RESTORED: Decision = { outcome: 'create', reason: 'deleted' };
const CREATED_BY_EDITOR: Decision = { outcome: 'kept', reason: 'created-by-editor' };
const OVERWRITTEN: Decision = { outcome: 'update', reason: 'edited' };
const TAKEN_OVER: Decision = { outcome: 'update', reason: 'created-by-editor' };
const INCOMPLETE: Decision = { outcome: 'kept', reason: 'incomplete', fileChanged: true };
const kept = (fileChanged: boolean): Decision => ({ outcome: 'kept', reason: 'edited', fileChanged });

describe('decide', () => {
  it.each<[string, Situation, Decision]>([
    // The site has no such document.
    ['creates a new document', brandNew, CREATE],
    ['creates a new document, with force', { ...brandNew, ...force }, CREATE],
    ['creates a further locale', newLocale, CREATE],
    ['creates a further locale, with force', { ...newLocale, ...force }, CREATE],

    // No edit in the site; the file may have changed.
    ['leaves a document that equals the file', settled, NOT_ADOPTED],
    ['leaves it, with force', { ...settled, ...force }, NOT_ADOPTED],
    // A reference to an untranslated document is missing; writing it again would not add it.
    ['leaves a difference that an unchanged file cannot resolve', { ...settled, ...changed }, UNCHANGED],
    ['writes it again with force', { ...settled, ...changed, ...force }, UPDATE],
    ['updates when only the file has changed', { ...settled, ...newFile }, UPDATE],
    ['updates it with force, without reporting an edit', { ...settled, ...newFile, ...force }, UPDATE],
    [
      'records a file that is written differently, with equal content',
      { ...settled, isSameFile: false },
      ADOPTED,
    ],

    // An editor has changed the document.
    ['keeps an edit', { ...settled, ...edited }, kept(false)],
    ['keeps an edit against a changed file', { ...settled, ...edited, ...newFile }, kept(true)],
    ['overwrites an edit with force', { ...settled, ...edited, ...force }, OVERWRITTEN],
    [
      'overwrites an edit by a changed file with force',
      { ...settled, ...edited, ...newFile, ...force },
      OVERWRITTEN,
    ],
    ['adopts an edit that equals the file', { ...settled, isEdited: true }, ADOPTED],
    [
      'adopts an edit that equals the changed file',
      { ...settled, isEdited: true, isSameFile: false },
      ADOPTED,
    ],

    // An editor has deleted a document that it requires.
    ['keeps a document that could not be published', { ...settled, ...newFile, ...incomplete }, INCOMPLETE],
    ['keeps an edit of it as an edit', { ...settled, ...edited, ...newFile, ...incomplete }, kept(true)],
    ['does not report it while the file is unchanged', { ...settled, ...changed, ...incomplete }, UNCHANGED],

    // The previous run was interrupted.
    ['finishes an interrupted write', { ...settled, isSameFile: false, isUnfinished: true }, UPDATE],
    [
      'finishes an interrupted write of a different file',
      { ...settled, ...newFile, isUnfinished: true },
      UPDATE,
    ],
    [
      'keeps an edit after an interrupted write',
      { ...settled, ...newFile, ...edited, isUnfinished: true },
      kept(true),
    ],

    // An editor has deleted the document.
    ['does not restore a locale', deletedHere, DELETED],
    ['does not restore a document', deletedWhole, DELETED],
    ['does not restore one whose file has changed', { ...deletedWhole, ...newFile }, DELETED],
    ['does not restore one after an interrupted write', { ...deletedWhole, isUnfinished: true }, DELETED],
    ['does not restore it in a new locale', { ...newLocale, isDocumentThere: false }, DELETED],
    ['restores a locale with force', { ...deletedHere, ...force }, RESTORED],
    ['restores a document with force', { ...deletedWhole, ...force }, RESTORED],
    ['restores it in a new locale with force', { ...newLocale, isDocumentThere: false, ...force }, RESTORED],

    // An editor has created a document with the same slug.
    [
      'keeps a document that an editor created',
      { ...brandNew, ...createdByEditor, ...changed },
      CREATED_BY_EDITOR,
    ],
    [
      'takes over a document that an editor created, with force',
      { ...brandNew, ...createdByEditor, ...changed, ...force },
      TAKEN_OVER,
    ],
    [
      'records a document that an editor created and that equals the file',
      { ...brandNew, ...createdByEditor },
      ADOPTED,
    ],
    [
      'keeps a locale that an editor created',
      { ...newLocale, ...createdByEditor, ...changed },
      CREATED_BY_EDITOR,
    ],
    [
      'records a locale that an editor created and that equals the file',
      { ...newLocale, ...createdByEditor },
      ADOPTED,
    ],
    [
      'leaves one that an editor created after a deletion',
      { ...settled, ...createdByEditor, ...changed },
      DELETED,
    ],
    [
      'takes over one that an editor created after a deletion, with force',
      { ...settled, ...createdByEditor, ...changed, ...force },
      TAKEN_OVER,
    ],

    // Another document has the slug.
    ['never writes into another document', { ...newLocale, ...another, ...changed }, CREATED_BY_EDITOR],
    ['not even with force', { ...newLocale, ...another, ...changed, ...force }, CREATED_BY_EDITOR],
    ['not even if it equals the file', { ...newLocale, ...another, ...force }, CREATED_BY_EDITOR],
    ['does not replace a deleted locale by it', { ...deletedHere, ...another, ...changed }, DELETED],
    [
      'does not write into it for a deleted locale with force',
      { ...deletedHere, ...another, ...changed, ...force },
      CREATED_BY_EDITOR,
    ],
  ])('%s', (_what, situation, decision) => {
    expect(decide(situation)).toEqual(decision);
  });
});

/** Every possible situation: no edits of a missing document, and no file equals an unfinished write. */
const situations: fc.Arbitrary<Situation> = fc
  .record({
    applied: fc.constantFrom('here', 'elsewhere', 'never'),
    isSameFile: fc.boolean(),
    isUnfinished: fc.boolean(),
    present: fc.constantFrom('document', 'created-by-editor', 'other', 'nothing'),
    isDocumentThere: fc.boolean(),
    isEdited: fc.boolean(),
    isUnreadable: fc.boolean(),
    isIncomplete: fc.boolean(),
    changes: fc.constantFrom<FieldChange[]>([], CHANGES),
    force: fc.boolean(),
  } as const)
  .filter((situation) => {
    const { applied, isSameFile, isUnfinished, present, isDocumentThere, isEdited, changes } = situation;
    const isHere = applied === 'here';
    return (
      // `force` restores deleted documents, so none is missing.
      (!situation.isIncomplete || !situation.force) &&
      (isHere || (!isSameFile && !isUnfinished && present !== 'document')) &&
      !(isSameFile && isUnfinished) &&
      (applied !== 'never' || !isDocumentThere || present === 'created-by-editor') &&
      (present === 'nothing' || present === 'other' || isDocumentThere) &&
      (!situation.isUnreadable || isEdited) &&
      (!isEdited || (isHere && present !== 'nothing')) &&
      (present !== 'nothing' || changes.length === 0)
    );
  });

const writes = ({ outcome }: Decision): boolean => outcome === 'create' || outcome === 'update';

describe('decide in any situation', () => {
  const always = (name: string, holds: (situation: Situation, decision: Decision) => boolean): void => {
    it(name, () => {
      // There are about a hundred situations; each occurs many times.
      fc.assert(
        fc.property(situations, (situation) => holds(situation, decide(situation))),
        { numRuns: 2_000 }
      );
    });
  };

  always(
    'never overwrites an edit without force',
    ({ isEdited, force: isForced }, decision) => !isEdited || isForced || !writes(decision)
  );

  always(
    'never reports the write of a later release as an edit',
    ({ isUnreadable }, { reason }) => !isUnreadable || reason !== 'edited'
  );

  always(
    'does not write an existing document that could not be published',
    ({ applied, present, isIncomplete }, decision) =>
      applied !== 'here' || present !== 'document' || !isIncomplete || !writes(decision)
  );

  always(
    'never writes a document of an editor without force',
    ({ present, force: isForced }, decision) =>
      present !== 'created-by-editor' || isForced || !writes(decision)
  );

  always(
    'never writes into another document',
    ({ present }, decision) => present !== 'other' || !writes(decision)
  );

  always('never restores a deleted document without force', (situation, { outcome }) => {
    const { applied, present, isDocumentThere, force: isForced } = situation;
    const wasDeleted =
      (applied === 'here' && present === 'nothing') || (applied === 'elsewhere' && !isDocumentThere);
    return !wasDeleted || isForced || outcome === 'deleted';
  });

  always(
    'creates only where nothing exists',
    ({ present }, { outcome }) => outcome !== 'create' || present === 'nothing'
  );

  always(
    'updates only where something exists',
    ({ present }, { outcome }) => outcome !== 'update' || present !== 'nothing'
  );

  always(
    'never writes a document that equals the file, unless the previous run was interrupted',
    ({ present, changes, isUnfinished }, decision) =>
      present === 'nothing' || changes.length > 0 || isUnfinished || !writes(decision)
  );

  always('has nothing to do in a second run', (situation, decision) => {
    if (!writes(decision)) return true;
    const after: Situation = { ...settled, force: situation.force };
    return decide(after).outcome === 'unchanged' && decide(after).isAdopted === false;
  });

  always(
    'gives a reason for what it keeps or does not restore',
    ({ force: isForced }, { outcome, reason }) =>
      (outcome !== 'kept' && outcome !== 'deleted') ||
      (reason !== undefined && (outcome === 'kept' || !isForced))
  );

  always(
    'gives a reason for a write only with force',
    ({ force: isForced }, decision) => !writes(decision) || decision.reason === undefined || isForced
  );
});

import fc from 'fast-check';
import { decide, type Decision, type Situation } from './decide';
import type { FieldChange } from '../report';

const CHANGES: FieldChange[] = [{ path: 'title', old: 'Backend', new: 'Server' }];

/** A document that a file has brought in, and that is as the file left it. */
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

/** Brought in as English; now comes German. */
const newLocale: Situation = { ...brandNew, applied: 'elsewhere', isDocumentThere: true };

const changed = { changes: CHANGES };
const newFile = { ...changed, isSameFile: false };
const edited = { ...changed, isEdited: true };
const incomplete = { isIncomplete: true };
const byHand = { present: 'created-by-editor', isDocumentThere: true } as const;
const another = { present: 'other', isDocumentThere: true } as const;
const deletedHere = { ...settled, present: 'nothing' } as const;
const deletedWhole = { ...deletedHere, isDocumentThere: false } as const;
const force = { force: true };

const UNCHANGED: Decision = { outcome: 'unchanged' };
const NOT_ADOPTED: Decision = { ...UNCHANGED, isAdopted: false };
const ADOPTED: Decision = { ...UNCHANGED, isAdopted: true };
const CREATE: Decision = { outcome: 'create' };
const UPDATE: Decision = { outcome: 'update' };
const GONE: Decision = { outcome: 'deleted', reason: 'deleted' };
const BROUGHT_BACK: Decision = { outcome: 'create', reason: 'deleted' };
const MADE_BY_HAND: Decision = { outcome: 'kept', reason: 'created-by-editor' };
const OVERWRITTEN: Decision = { outcome: 'update', reason: 'edited' };
const TAKEN_OVER: Decision = { outcome: 'update', reason: 'created-by-editor' };
const INCOMPLETE: Decision = { outcome: 'kept', reason: 'incomplete', fileChanged: true };
const kept = (fileChanged: boolean): Decision => ({ outcome: 'kept', reason: 'edited', fileChanged });

describe('decide', () => {
  it.each<[string, Situation, Decision]>([
    // Nothing there yet.
    ['creates what is new', brandNew, CREATE],
    ['creates what is new, forced', { ...brandNew, ...force }, CREATE],
    ['creates a further locale of what is there', newLocale, CREATE],
    ['creates a further locale of what is there, forced', { ...newLocale, ...force }, CREATE],

    // Nobody has changed anything, or the file alone.
    ['leaves what is as the file says', settled, NOT_ADOPTED],
    ['leaves it, forced', { ...settled, ...force }, NOT_ADOPTED],
    // A reference to what is not translated is not there; writing it again would not bring it.
    ['leaves what could not be as the file says', { ...settled, ...changed }, UNCHANGED],
    ['tries it once more by force', { ...settled, ...changed, ...force }, UPDATE],
    ['updates what the file alone has changed', { ...settled, ...newFile }, UPDATE],
    ['updates it, forced, as nobody’s edit', { ...settled, ...newFile, ...force }, UPDATE],
    ['remembers a file that says the same in other words', { ...settled, isSameFile: false }, ADOPTED],

    // An editor has changed it.
    ['keeps an edit', { ...settled, ...edited }, kept(false)],
    ['keeps an edit against a changed file', { ...settled, ...edited, ...newFile }, kept(true)],
    ['overwrites an edit only by force', { ...settled, ...edited, ...force }, OVERWRITTEN],
    ['overwrites with the new file by force', { ...settled, ...edited, ...newFile, ...force }, OVERWRITTEN],
    ['takes an edit to what the file says for the file’s', { ...settled, isEdited: true }, ADOPTED],
    [
      'takes an edit to what the new file says for the file’s',
      { ...settled, isEdited: true, isSameFile: false },
      ADOPTED,
    ],

    // An editor has deleted what it needs.
    ['keeps what could not be published', { ...settled, ...newFile, ...incomplete }, INCOMPLETE],
    ['keeps an edit of it as an edit', { ...settled, ...edited, ...newFile, ...incomplete }, kept(true)],
    ['says nothing of it while the file is the same', { ...settled, ...changed, ...incomplete }, UNCHANGED],

    // The run before was ended.
    ['finishes what was begun', { ...settled, isSameFile: false, isUnfinished: true }, UPDATE],
    ['finishes what was begun and differs', { ...settled, ...newFile, isUnfinished: true }, UPDATE],
    [
      'keeps an edit of what was begun',
      { ...settled, ...newFile, ...edited, isUnfinished: true },
      kept(true),
    ],

    // An editor has deleted it.
    ['does not bring back a locale', deletedHere, GONE],
    ['does not bring back a document', deletedWhole, GONE],
    ['does not bring back one whose file has changed', { ...deletedWhole, ...newFile }, GONE],
    ['does not bring back one that was never finished', { ...deletedWhole, isUnfinished: true }, GONE],
    ['does not bring it back in a locale that is new', { ...newLocale, isDocumentThere: false }, GONE],
    ['brings back a locale by force', { ...deletedHere, ...force }, BROUGHT_BACK],
    ['brings back a document by force', { ...deletedWhole, ...force }, BROUGHT_BACK],
    [
      'brings it back in a locale that is new by force',
      { ...newLocale, isDocumentThere: false, ...force },
      BROUGHT_BACK,
    ],

    // Somebody has made one by hand.
    ['keeps what was made by hand', { ...brandNew, ...byHand, ...changed }, MADE_BY_HAND],
    [
      'takes over what was made by hand by force',
      { ...brandNew, ...byHand, ...changed, ...force },
      TAKEN_OVER,
    ],
    ['remembers what was made by hand and is the same', { ...brandNew, ...byHand }, ADOPTED],
    ['keeps a locale that was made by hand', { ...newLocale, ...byHand, ...changed }, MADE_BY_HAND],
    ['remembers a locale that was made by hand and is the same', { ...newLocale, ...byHand }, ADOPTED],
    ['leaves one made by hand after a deletion alone', { ...settled, ...byHand, ...changed }, GONE],
    [
      'takes over one made by hand after a deletion by force',
      { ...settled, ...byHand, ...changed, ...force },
      TAKEN_OVER,
    ],

    // Another document has the address.
    ['never writes into another document', { ...newLocale, ...another, ...changed }, MADE_BY_HAND],
    ['not by force either', { ...newLocale, ...another, ...changed, ...force }, MADE_BY_HAND],
    ['not if it is the same', { ...newLocale, ...another, ...force }, MADE_BY_HAND],
    ['nor in place of a deleted locale', { ...deletedHere, ...another, ...changed }, GONE],
    [
      'nor in place of a deleted locale by force',
      { ...deletedHere, ...another, ...changed, ...force },
      MADE_BY_HAND,
    ],
  ])('%s', (_what, situation, decision) => {
    expect(decide(situation)).toEqual(decision);
  });
});

/** Every situation that there can be: what is not there is not edited, and what is unfinished is no file's state. */
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
      // What was deleted comes back by force.
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

describe('whatever the situation is', () => {
  const always = (name: string, holds: (situation: Situation, decision: Decision) => boolean): void => {
    it(name, () => {
      // There are about a hundred situations; each is met many times.
      fc.assert(
        fc.property(situations, (situation) => holds(situation, decide(situation))),
        { numRuns: 2_000 }
      );
    });
  };

  always(
    'an edit is never overwritten without force',
    ({ isEdited, force: isForced }, decision) => !isEdited || isForced || !writes(decision)
  );

  always(
    'what a later release wrote is never called an edit',
    ({ isUnreadable }, { reason }) => !isUnreadable || reason !== 'edited'
  );

  always(
    'what could not be published is not written where it is',
    ({ applied, present, isIncomplete }, decision) =>
      applied !== 'here' || present !== 'document' || !isIncomplete || !writes(decision)
  );

  always(
    'what was made by hand is never written without force',
    ({ present, force: isForced }, decision) =>
      present !== 'created-by-editor' || isForced || !writes(decision)
  );

  always(
    'another document is never written',
    ({ present }, decision) => present !== 'other' || !writes(decision)
  );

  always('nothing that was deleted comes back without force', (situation, { outcome }) => {
    const { applied, present, isDocumentThere, force: isForced } = situation;
    const wasDeleted =
      (applied === 'here' && present === 'nothing') || (applied === 'elsewhere' && !isDocumentThere);
    return !wasDeleted || isForced || outcome === 'deleted';
  });

  always(
    'nothing is created where something is',
    ({ present }, { outcome }) => outcome !== 'create' || present === 'nothing'
  );

  always(
    'nothing is updated where nothing is',
    ({ present }, { outcome }) => outcome !== 'update' || present !== 'nothing'
  );

  always(
    'what is as the file says is never written, unless the run before was ended',
    ({ present, changes, isUnfinished }, decision) =>
      present === 'nothing' || changes.length > 0 || isUnfinished || !writes(decision)
  );

  always('a second run after a write has nothing to do', (situation, decision) => {
    if (!writes(decision)) return true;
    const after: Situation = { ...settled, force: situation.force };
    return decide(after).outcome === 'unchanged' && decide(after).isAdopted === false;
  });

  always(
    'what is kept, gone or forced says why',
    ({ force: isForced }, { outcome, reason }) =>
      (outcome !== 'kept' && outcome !== 'deleted') ||
      (reason !== undefined && (outcome === 'kept' || !isForced))
  );

  always(
    'a reason stands beside a write only where it was forced',
    ({ force: isForced }, decision) => !writes(decision) || decision.reason === undefined || isForced
  );
});

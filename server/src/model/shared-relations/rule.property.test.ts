import fc from 'fast-check';
import { applyChange, firstChange, shownOf } from './rule';
import {
  carryOut,
  histories,
  type Kind,
  type Locale,
  type Site,
  Truth,
} from '../../../../tests/support/shared-relation-histories';

/** `npm run test:property` sets it to 10,000. */
const RUNS = Number(process.env.SHARED_RELATIONS_MODEL_RUNS ?? 500);

type State = 'draft' | 'published';

/** A site that keeps nothing but selections, and leaves everything else to the rule. */
const createModel = (kind: Kind): Site => {
  const selections: Record<State, string[]> = { draft: [], published: [] };
  const world = new Truth(kind);
  const documents = (list: number[]): string[] => list.map(String);
  const visible = (where: Locale, state: State): Set<string> =>
    new Set(documents([...world.targets.keys()].filter((each) => world.sees(where, state, each))));
  const forget = (each: number): void => {
    for (const state of ['draft', 'published'] as const) {
      selections[state] = selections[state].filter((document) => document !== String(each));
    }
  };
  const shown = (where: Locale, state: State): string[] =>
    shownOf(selections[state], visible(where, state), kind.isSingle);
  return {
    needsTarget: false,
    read: async (where, state) => shown(where, state).map(Number),
    save: async (where, { how }, targets) => {
      const isNew = !world.rows.has(where);
      world.rows.set(where, world.rows.get(where) ?? false);
      const inForm = isNew ? [] : shown(where, 'draft');
      const named = documents(targets);
      const after = {
        add: kind.isSingle ? named : [...inForm, ...named.filter((each) => !inForm.includes(each))],
        remove: inForm.filter((each) => !named.includes(each)),
        set: named,
        clear: [],
        touch: inForm,
        text: inForm,
      }[how];
      const seen = visible(where, 'draft');
      const isWhole = how === 'set' || how === 'clear';
      const change = isNew
        ? firstChange(selections.draft, seen, after, { isSingle: kind.isSingle, isWhole })
        : { before: inForm, after, visible: seen };
      selections.draft = applyChange(selections.draft, change, kind.isSingle);
    },
    publish: async () => void (selections.published = selections.draft),
    discard: async () => void (selections.draft = selections.published),
    unpublish: async () => {},
    removeTranslation: async (where) => void world.rows.delete(where),
    clone: async () => {},
    addLocale: async () => {},
    removeLocale: async (where) => {
      world.rows.delete(where);
      world.targets.forEach((target, each) => {
        if (target.delete(where) && target.size === 0) forget(each);
      });
    },
    target: async (each, how, where) => {
      const own = world.targets[each]!;
      if (how === 'write') own.set(where, own.get(where) ?? false);
      else if (how === 'remove') {
        own.delete(where);
        if (own.size === 0) forget(each);
      } else if (how !== 'discard') own.set(where, how === 'publish');
    },
  };
};

const kinds: [string, Kind][] = [
  ['one target', { isSingle: true, hasDrafts: true, targetHasDrafts: false }],
  ['many targets', { isSingle: false, hasDrafts: true, targetHasDrafts: true }],
  ['one target, without drafts', { isSingle: true, hasDrafts: false, targetHasDrafts: false }],
  ['many targets, without drafts', { isSingle: false, hasDrafts: false, targetHasDrafts: false }],
];

it.each(kinds)(
  'a shared relation to %s loses nothing that nobody took away, and shows nothing that somebody did',
  async (_name, kind) => {
    await fc.assert(
      fc.asyncProperty(histories, (history) => carryOut(kind, createModel(kind), history)),
      { numRuns: RUNS }
    );
  }
);

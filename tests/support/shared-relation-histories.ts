import fc from 'fast-check';

/**
 * Histories of a document with a shared relation, of the possible targets, and of the locales of the site. The expected
 * targets after each step follow from the targets that were added and removed.
 */

export const LOCALES = ['de', 'en', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];

export const TARGETS = 4;

/** The properties of a relation that the rule depends on. */
export interface Kind {
  isSingle: boolean;
  /** Whether the document has drafts. */
  hasDrafts: boolean;
  /** Whether the targets have drafts. */
  targetHasDrafts: boolean;
}

/** The paths by which a history writes the document. */
export const PATHS = ['documents', 'admin', 'rest'] as const;

export type Step = { locale: Locale } & (
  | {
      do: 'save';
      /** `touch` writes a text and sends the relation like an unchanged form; `text` does not send it. */
      how: 'add' | 'remove' | 'set' | 'clear' | 'touch' | 'text';
      targets: number[];
      path: (typeof PATHS)[number];
      form: number;
    }
  | { do: 'publish' | 'discard' | 'unpublish' | 'removeTranslation' | 'clone' | 'removeLocale' | 'addLocale' }
  | { do: 'target'; how: 'write' | 'publish' | 'unpublish' | 'discard' | 'remove'; target: number }
);

const locale = fc.constantFrom(...LOCALES);
const target = fc.nat(TARGETS - 1);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      how: fc.constantFrom('add', 'add', 'remove', 'set', 'clear', 'touch', 'text'),
      locale,
      targets: fc.uniqueArray(target, { minLength: 1 }),
      path: fc.constantFrom(...PATHS),
      form: fc.nat(2),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('target' as const),
      how: fc.constantFrom('write', 'write', 'publish', 'publish', 'unpublish', 'discard', 'remove'),
      locale,
      target,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'publish',
        'publish',
        'publish',
        'discard',
        'unpublish',
        'removeTranslation',
        'clone',
        'removeLocale',
        'addLocale'
      ),
      locale,
    }),
  }
);

export const histories: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 4, maxLength: 24, size: 'max' });

type State = 'draft' | 'published';

const others = (list: number[], without: (each: number) => boolean): number[] =>
  list.filter((each) => !without(each));

/** The expected state, which a site is compared with. */
export class Truth {
  readonly locales = new Set<Locale>(LOCALES);
  /** The locales of the document, and whether it is published in each. */
  readonly rows = new Map<Locale, boolean>();
  /** The locales of each target, and whether it is published in each. */
  readonly targets: Map<Locale, boolean>[] = Array.from({ length: TARGETS }, () => new Map());
  /** The targets that were added and not removed since, the newest first for relations to one. */
  readonly chosen: Record<State, number[]> = { draft: [], published: [] };

  constructor(readonly kind: Kind) {}

  sees(where: Locale, state: State, each: number): boolean {
    const isPublished = this.targets[each]!.get(where);
    return isPublished !== undefined && (!this.kind.targetHasDrafts || state === 'draft' || isPublished);
  }

  /** Returns the targets that a row shows, in no particular order. */
  shown(where: Locale, state: State): number[] {
    const seen = this.chosen[state].filter((each) => this.sees(where, state, each));
    return this.kind.isSingle ? seen.slice(0, 1) : seen;
  }

  /** An editor of one locale sets the targets that the relation shows there. */
  choose(where: Locale, wanted: number[]): void {
    const shown = this.shown(where, 'draft');
    const isSame = shown.length === wanted.length && shown.every((each) => wanted.includes(each));
    if (isSame) return;
    const hidden = others(this.chosen.draft, (each) => this.sees(where, 'draft', each));
    this.chosen.draft = [...wanted, ...hidden];
  }

  gone(each: number): void {
    for (const state of ['draft', 'published'] as const) {
      this.chosen[state] = others(this.chosen[state], (other) => other === each);
    }
  }
}

/** Runs the steps of a history that are possible. */
export interface Site {
  /** Writes the document in a locale, which it may create. */
  save: (where: Locale, save: Extract<Step, { do: 'save' }>, targets: number[]) => Promise<void>;
  publish: (where: Locale) => Promise<void>;
  discard: (where: Locale) => Promise<void>;
  unpublish: (where: Locale) => Promise<void>;
  removeTranslation: (where: Locale) => Promise<void>;
  clone: () => Promise<void>;
  removeLocale: (where: Locale) => Promise<void>;
  addLocale: (where: Locale) => Promise<void>;
  target: (each: number, how: Extract<Step, { do: 'target' }>['how'], where: Locale) => Promise<void>;
  /** Returns the targets that a row of the document shows, in order. */
  read: (where: Locale, state: State) => Promise<number[]>;
  /** Whether the document needs a target to be published. */
  needsTarget: boolean;
}

const sorted = (list: number[]): number[] => [...list].sort();

/** Runs one step on both sides, if it is possible. */
const perform = async (truth: Truth, site: Site, each: Step): Promise<void> => {
  const { locale: where } = each;
  const { kind, rows, targets, chosen } = truth;
  const isThere = rows.has(where);
  const isPublished = rows.get(where) === true;
  if (each.do !== 'addLocale' && !truth.locales.has(where)) return;
  switch (each.do) {
    case 'save': {
      const visible = each.targets.filter((one) => truth.sees(where, 'draft', one));
      const named = kind.isSingle ? visible.slice(0, 1) : visible;
      const shown = isThere ? truth.shown(where, 'draft') : [];
      if (['add', 'remove', 'set'].includes(each.how) && named.length === 0) return;
      // A form cannot remove a target that it does not show.
      if (each.how === 'remove' && !named.every((one) => shown.includes(one))) return;
      await site.save(where, each, named);
      rows.set(where, isPublished);
      const before = truth.shown(where, 'draft');
      if (each.how === 'set') truth.choose(where, named);
      else if (each.how === 'clear') truth.choose(where, []);
      else if (each.how === 'remove')
        truth.choose(
          where,
          others(before, (one) => named.includes(one))
        );
      else if (each.how === 'add' && kind.isSingle) truth.choose(where, named);
      else if (each.how === 'add') {
        truth.choose(where, [...before, ...others(named, (one) => before.includes(one))]);
      }
      return;
    }
    case 'publish':
      if (!kind.hasDrafts || !isThere) return;
      if (site.needsTarget && truth.shown(where, 'draft').length === 0) return;
      await site.publish(where);
      rows.set(where, true);
      chosen.published = [...chosen.draft];
      return;
    case 'discard':
      if (!kind.hasDrafts || !isPublished) return;
      await site.discard(where);
      chosen.draft = [...chosen.published];
      return;
    case 'unpublish':
      if (!kind.hasDrafts || !isPublished) return;
      await site.unpublish(where);
      rows.set(where, false);
      return;
    case 'removeTranslation':
      if (!isThere || rows.size === 1) return;
      await site.removeTranslation(where);
      rows.delete(where);
      return;
    case 'clone':
      if (rows.size === 0) return;
      await site.clone();
      for (const one of rows.keys()) rows.set(one, false);
      return;
    case 'removeLocale':
      if (where !== 'fr' || (isThere && rows.size === 1)) return;
      await site.removeLocale(where);
      truth.locales.delete(where);
      rows.delete(where);
      targets.forEach((one, index) => {
        if (one.delete(where) && one.size === 0) truth.gone(index);
      });
      return;
    case 'addLocale':
      if (truth.locales.has(where)) return;
      await site.addLocale(where);
      truth.locales.add(where);
      return;
    case 'target': {
      const own = targets[each.target]!;
      const was = own.get(where);
      if (each.how === 'write') {
        await site.target(each.target, each.how, where);
        own.set(where, was ?? false);
        return;
      }
      if (was === undefined) return;
      if (each.how === 'remove') {
        await site.target(each.target, each.how, where);
        own.delete(where);
        if (own.size === 0) truth.gone(each.target);
        return;
      }
      if (!kind.targetHasDrafts || (each.how !== 'publish' && !was)) return;
      await site.target(each.target, each.how, where);
      if (each.how !== 'discard') own.set(where, each.how === 'publish');
    }
  }
};

/** Expects that targets which two rows both show have the same order. */
const inOneOrder = (one: number[], other: number[]): boolean =>
  one.filter((each) => other.includes(each)).join() === other.filter((each) => one.includes(each)).join();

/**
 * Runs a history, and compares the targets of every row after each step.
 *
 * @throws with the step after which a row shows other targets than expected
 */
export const carryOut = async (kind: Kind, site: Site, history: Step[]): Promise<void> => {
  const truth = new Truth(kind);
  const steps: Step[] = [
    { do: 'target', how: 'write', target: 0, locale: 'de' },
    { do: 'target', how: 'publish', target: 0, locale: 'de' },
    { do: 'save', how: 'add', locale: 'de', targets: [0], path: 'documents', form: 0 },
    ...history,
  ];
  for (const [index, each] of steps.entries()) {
    await perform(truth, site, each);
    for (const state of ['draft', 'published'] as const) {
      const seen: number[][] = [];
      for (const [where, isPublished] of truth.rows) {
        if (state === 'published' && !(kind.hasDrafts && isPublished)) continue;
        const found = await site.read(where, state);
        const meant = truth.shown(where, state);
        const isRight = sorted(found).join() === sorted(meant).join();
        if (!isRight || !seen.every((other) => inOneOrder(found, other))) {
          throw new Error(
            `After step ${index} (${JSON.stringify(each)}), ${state} ${where} shows [${found}] and should show ` +
              `[${meant}]; the other locales show ${JSON.stringify(seen)}.`
          );
        }
        seen.push(found);
      }
    }
    const isSet = each.do === 'save' && each.how === 'set' && truth.rows.has(each.locale);
    if (isSet && !kind.isSingle) {
      const visible = each.targets.filter((one) => truth.sees(each.locale, 'draft', one));
      const found = await site.read(each.locale, 'draft');
      if (visible.length > 0 && found.join() !== visible.join()) {
        throw new Error(`After step ${index} the order is [${found}] and should be [${visible}].`);
      }
    }
  }
};

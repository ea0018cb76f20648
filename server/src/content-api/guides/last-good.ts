import { guidesOf } from '../../guide';
import { PUBLIC_TYPES } from '../../../../content-types';
import { uidOf, type Strapi } from '../../plugin';
import type { Answer } from './answer';
import { afterWrites } from './remembered';

/** What was known when a question was put. */
interface Moment {
  /** How many withdrawals there were before it. */
  withdrawals: number;
  /** How many changes of permissions there were before it. */
  generation: number;
}

/** The last good response to a question, as every anonymous reader gets it. */
interface Stored extends Moment {
  answer: Answer | undefined;
  /** In milliseconds since 1970. */
  at: number;
}

/** An answer is shared with the memory that guides have; this is what a reference to it takes. */
export const OVERHEAD_BYTES = 500;

/** Withdrawn documents that are known one by one; beyond that, everything that is older counts as withdrawn. */
const MAX_WITHDRAWN = 10_000;

/** The last good responses, as far as they may still be shown: nothing of what was withdrawn since is in them. */
export const createLastGood = (strapi: Strapi, maxSeconds: number) => {
  const { memory } = guidesOf(strapi);
  const withdrawn = new Map<string, number>();
  let withdrawals = 0;
  let generation = 0;

  const isWithdrawn = (answer: Answer, before: number): boolean => {
    const names = answer.surrogateKey.split(/[ ,]/);
    // A list may show anything.
    if (!names.some((name) => name.startsWith('article:'))) return before < withdrawals;
    return names.some((name) => (withdrawn.get(name) ?? 0) > before);
  };

  const forgetAll = (): void => {
    generation += 1;
  };

  const stopWatchingPermissions = strapi.plugin('users-permissions')
    ? afterWrites(
        strapi,
        ['plugin::users-permissions.permission', 'plugin::users-permissions.role'],
        forgetAll
      )
    : () => {};

  const withdraw = (type: string, documentId: unknown): void => {
    withdrawals += 1;
    if (withdrawn.size >= MAX_WITHDRAWN) {
      withdrawn.clear();
      forgetAll();
    }
    withdrawn.set(`${type}:${String(documentId)}`, withdrawals);
  };

  const stopWatchingRows = PUBLIC_TYPES.map((type) =>
    strapi.db.lifecycles.subscribe({
      models: [uidOf(type)],
      afterDelete: ({ result }) => {
        const { documentId } = (result ?? {}) as { documentId?: unknown };
        if (documentId === undefined) forgetAll();
        else withdraw(type, documentId);
      },
      afterDeleteMany: forgetAll,
    })
  );

  return {
    now: (): Moment => ({ generation, withdrawals }),

    find(key: string): Answer | undefined {
      const stored = memory.get(key) as Stored | undefined;
      if (!stored?.answer || stored.generation !== generation) return undefined;
      if (isWithdrawn(stored.answer, stored.withdrawals)) return undefined;
      return Date.now() - stored.at <= maxSeconds * 1000 ? stored.answer : undefined;
    },

    /**
     * @param answer undefined where there is none any more, or none for everybody
     * @param seen when the question was put
     */
    keep(key: string, answer: Answer | undefined, bytes: number, seen: Moment): void {
      if (answer) memory.set(key, { answer, at: Date.now(), ...seen } satisfies Stored, bytes);
      else if (memory.get(key) !== undefined) {
        memory.set(key, { answer, at: 0, ...seen } satisfies Stored, OVERHEAD_BYTES);
      }
    },

    stop(): void {
      stopWatchingPermissions();
      for (const stop of stopWatchingRows) stop();
    },
  };
};

import { guideKey, type GuideKey } from '../key';

/** How long a guide whose rebuild failed waits for the next attempt, in milliseconds: doubled with each failure. */
const FIRST_MS = 100;
const LONGEST_MS = 60_000;

interface Failure {
  key: GuideKey;
  attempts: number;
  /** By `performance.now()`. */
  retryAt: number;
}

export const delayAfter = (attempts: number): number => Math.min(FIRST_MS * 2 ** (attempts - 1), LONGEST_MS);

/** What a driver says, without the statement and its values, which hold whole guides. */
export const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message.slice(message.lastIndexOf(' - ') + 1).trim();
  return reason.length > 300 ? `${reason.slice(0, 300)}…` : reason;
};

/** Which rebuilds have failed, and when each of them is due for its next attempt. */
export const createRetries = () => {
  const failures = new Map<string, Failure>();

  return {
    isWaiting: (key: GuideKey): boolean => (failures.get(guideKey(key))?.retryAt ?? 0) > performance.now(),

    /** @param key of `guideKey` */
    succeed(key: string): void {
      failures.delete(key);
    },

    /** @param report is called at the first failure and then rarely: an outage of an hour must not fill the log */
    fail(key: GuideKey, report: (delay: number) => void): void {
      const attempts = (failures.get(guideKey(key))?.attempts ?? 0) + 1;
      const delay = delayAfter(attempts);
      failures.set(guideKey(key), { key, attempts, retryAt: performance.now() + delay });
      if (attempts === 1 || delay === LONGEST_MS) report(delay);
    },

    /** The guides whose next attempt is due. */
    due(): GuideKey[] {
      const now = performance.now();
      return [...failures.values()].flatMap(({ key, retryAt }) => (retryAt <= now ? [key] : []));
    },

    /** Milliseconds until the next attempt is due, or undefined if no rebuild has failed. */
    nextAttempt(): number | undefined {
      if (failures.size === 0) return undefined;
      const first = [...failures.values()].reduce((min, { retryAt }) => Math.min(min, retryAt), Infinity);
      return Math.max(first - performance.now(), 0);
    },
  };
};

export type Retries = ReturnType<typeof createRetries>;

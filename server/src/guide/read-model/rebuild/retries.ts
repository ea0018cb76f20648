import { guideKey, type GuideKey } from '../../key';

/** The delay after the first failure, in milliseconds; it doubles with each further failure up to the maximum. */
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 60_000;

interface Failure {
  key: GuideKey;
  attempts: number;
  /** By `performance.now()`. */
  retryAt: number;
}

export const delayAfter = (attempts: number): number =>
  Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), MAX_DELAY_MS);

/** Returns the message of a driver, without the statement and its values, which hold whole guides. */
export const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message.slice(message.lastIndexOf(' - ') + 1).trim();
  return reason.length > 300 ? `${reason.slice(0, 300)}…` : reason;
};

/** The rebuilds that have failed, and when the next attempt of each is due. */
export class Retries {
  readonly #failures = new Map<string, Failure>();

  isWaiting(key: GuideKey): boolean {
    return (this.#failures.get(guideKey(key))?.retryAt ?? 0) > performance.now();
  }

  /** @param key of `guideKey` */
  succeed(key: string): void {
    this.#failures.delete(key);
  }

  /** @param report is called at the first failure and then rarely, so that an hour of outage does not fill the log */
  fail(key: GuideKey, report: (delay: number) => void): void {
    const attempts = (this.#failures.get(guideKey(key))?.attempts ?? 0) + 1;
    const delay = delayAfter(attempts);
    this.#failures.set(guideKey(key), { key, attempts, retryAt: performance.now() + delay });
    if (attempts === 1 || delay === MAX_DELAY_MS) report(delay);
  }

  /** Returns the guides whose next attempt is due. */
  due(): GuideKey[] {
    const now = performance.now();
    return [...this.#failures.values()].flatMap(({ key, retryAt }) => (retryAt <= now ? [key] : []));
  }

  /** Returns the milliseconds until the next attempt is due, or undefined if no rebuild has failed. */
  nextAttempt(): number | undefined {
    if (this.#failures.size === 0) return undefined;
    let first = Infinity;
    for (const { retryAt } of this.#failures.values()) first = Math.min(first, retryAt);
    return Math.max(first - performance.now(), 0);
  }
}

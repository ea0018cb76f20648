/**
 * How long the background rebuild pauses after a write before it rebuilds guides that nobody has requested, in
 * milliseconds: an editor who has just published first looks at the page and at lists.
 */
const PAUSE_MS = 250;

/** A pause that can be interrupted, or skipped while a caller waits for the work after it. */
export class Pause {
  #skipping = 0;
  #end: (() => void) | undefined;

  /** Waits for the length of a pause, unless pauses are skipped. */
  wait(): Promise<void> {
    if (this.#skipping > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#end?.(), PAUSE_MS);
      this.#end = () => {
        clearTimeout(timer);
        this.#end = undefined;
        resolve();
      };
    });
  }

  /** Ends the present pause. */
  interrupt(): void {
    this.#end?.();
  }

  /** Skips pauses during some work, including the present one. */
  async skipDuring<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#skipping += 1;
    this.interrupt();
    try {
      return await work();
    } finally {
      this.#skipping -= 1;
    }
  }
}

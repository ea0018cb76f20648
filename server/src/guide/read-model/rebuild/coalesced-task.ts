import type { AsyncResource } from 'node:async_hooks';

/**
 * Work that runs at most once at a time. A caller that comes while it runs gets a further run, shared with everybody who
 * comes before that one begins.
 */
export class CoalescedTask {
  readonly #detached: AsyncResource;
  readonly #work: () => Promise<void>;
  #running: Promise<void> | undefined;
  #isRequested = false;

  /** @param detached the scope outside the transaction of the caller */
  constructor(detached: AsyncResource, work: () => Promise<void>) {
    this.#detached = detached;
    this.#work = work;
  }

  get running(): Promise<void> | undefined {
    return this.#running;
  }

  /** Resolves after a run that begins after the call. */
  run(): Promise<void> {
    this.#isRequested = true;
    this.#running ??= this.#detached.runInAsyncScope(() => this.#runWhileRequested());
    return this.#running;
  }

  async #runWhileRequested(): Promise<void> {
    try {
      while (this.#isRequested) {
        this.#isRequested = false;
        await this.#work();
      }
    } finally {
      this.#running = undefined;
    }
  }
}

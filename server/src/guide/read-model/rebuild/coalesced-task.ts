import type { AsyncResource } from 'node:async_hooks';

/** Work that runs at most once at a time. Callers during a run share the next one. */
export class CoalescedTask {
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** @param detached the scope outside the transaction of the caller */
  constructor(
    private readonly detached: AsyncResource,
    private readonly work: () => Promise<void>
  ) {}

  get running(): Promise<void> | undefined {
    return this.#running;
  }

  /** Resolves after a run that begins after the call. */
  run(): Promise<void> {
    this.#next ??= this.detached.runInAsyncScope(() => this.#runNext());
    return this.#next;
  }

  /** Waits for every run that was requested, whether it fails or not. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#running, this.#next]);
  }

  async #runNext(): Promise<void> {
    await this.#running?.catch(() => {});
    this.#running = this.#next;
    this.#next = undefined;
    try {
      await this.work();
    } finally {
      this.#running = undefined;
    }
  }
}

import type { AsyncResource } from 'node:async_hooks';
import type { Strapi } from '../../../plugin';
import { CoalescedTask } from './coalesced-task';
import { Pause } from './pause';
import { delayAfter, reasonOf, type Retries } from './retries';

/** How often the process looks for guides that are stale without a write. */
const CHECK_INTERVAL_MS = 3_600_000;

export interface RebuildScheduleContext {
  strapi: Strapi;
  retries: Retries;
  /** The scope outside the transaction of the caller. */
  detached: AsyncResource;
  rebuild: () => Promise<void>;
  /** Is called after each background rebuild. */
  onRebuilt: () => void;
}

/** Decides when this process rebuilds guides in the background. */
export class RebuildSchedule {
  readonly #task: CoalescedTask;
  readonly #pause = new Pause();
  /** Incremented by each write of this process. */
  #writes = 0;
  /** Rebuilds in a row that have failed as a whole: the database did not respond. */
  #failures = 0;
  #retryTimer: NodeJS.Timeout | undefined;
  #checkTimer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(private readonly context: RebuildScheduleContext) {
    this.#task = new CoalescedTask(context.detached, () => this.#rebuild());
  }

  get writes(): number {
    return this.#writes;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Begins a rebuild after a write of this process. */
  onWrite(): void {
    this.#writes += 1;
    this.#pause.interrupt();
    this.runInBackground();
  }

  /** Rebuilds what is stale, without pauses. */
  run(): Promise<void> {
    return this.#pause.skipDuring(() => this.#task.run());
  }

  /** Pauses the background rebuild, unless a caller waits for it. */
  pause(): Promise<void> {
    return this.#pause.wait();
  }

  /** Rebuilds in the background, and again when the next attempt of a failed rebuild is due. */
  runInBackground(): void {
    const { retries, onRebuilt } = this.context;
    this.#task
      .run()
      .catch(() => {})
      .then(() => {
        onRebuilt();
        const delay = this.#failures > 0 ? delayAfter(this.#failures) : retries.nextAttempt();
        clearTimeout(this.#retryTimer);
        if (delay === undefined || this.#isStopped) return;
        this.#retryTimer = setTimeout(() => this.runInBackground(), delay);
        this.#retryTimer.unref();
      });
  }

  /** Calls a check every hour. */
  checkRegularly(check: () => Promise<void>): void {
    this.#checkTimer = setInterval(() => {
      check().catch((error: Error) => this.context.strapi.log.warn(`[career-field] ${reasonOf(error)}`));
    }, CHECK_INTERVAL_MS);
    this.#checkTimer.unref();
  }

  /** Ends what runs in the background. @param others resolves when the other work has ended */
  async stop(others: () => Promise<unknown>): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#checkTimer);
    clearTimeout(this.#retryTimer);
    await this.#pause.skipDuring(() => Promise.allSettled([this.#task.settled(), others()]));
  }

  async #rebuild(): Promise<void> {
    try {
      await this.context.rebuild();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      if (this.#failures === 1) {
        this.context.strapi.log.warn(`[career-field] Guides could not be rebuilt yet: ${reasonOf(error)}`);
      }
      throw error;
    }
  }
}

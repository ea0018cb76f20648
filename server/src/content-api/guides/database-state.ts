import type { Strapi } from '../../plugin';
import { isDatabaseFailure } from '../../strapi-internals/database-failures';
import { PROBE_MS } from './wait-for-response';

/** How long to wait between two probes, in milliseconds. */
const PAUSE_MS = 500;

/** Whether the database is available, and what finds out when it is again. */
export class DatabaseState {
  #failures = 0;
  #isDown = false;
  #isStopped = false;
  #probing: Promise<boolean> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly strapi: Strapi) {
    strapi.db.connection.on('query-error', this.#onQueryError);
  }

  /** The number of queries that have failed because the database was not available. */
  get failures(): number {
    return this.#failures;
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  /** Sends the database an empty query; one at a time, for all who wait for it. */
  readonly probe = (): Promise<boolean> => {
    this.#probing ??= this.#sendProbe().finally(() => {
      this.#probing = undefined;
    });
    return this.#probing;
  };

  /** Marks the database as unavailable until a probe succeeds. */
  markDown(): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.strapi.log.error(
      '[career-field] The database is not available. Anonymous readers get cached guides, other requests for guides 503.'
    );
    this.#scheduleProbe();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.strapi.db.connection.removeListener('query-error', this.#onQueryError);
  }

  readonly #onQueryError = (error: unknown): void => {
    if (isDatabaseFailure(error)) this.#failures += 1;
  };

  async #sendProbe(): Promise<boolean> {
    try {
      // Raw, so that it waits for no lock. The pool discards a connection whose query hangs.
      await this.strapi.db.connection.raw('select 1').timeout(PROBE_MS);
      return true;
    } catch {
      return false;
    }
  }

  #scheduleProbe(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#checkRecovery(), PAUSE_MS);
    this.#timer.unref();
  }

  async #checkRecovery(): Promise<void> {
    if (!(await this.probe())) {
      this.#scheduleProbe();
      return;
    }
    this.#isDown = false;
    this.strapi.log.info('[career-field] The database is available again.');
  }
}

import { setTimeout as wait } from 'node:timers/promises';

/** Between two requests to the same host. */
export const PACE_MS = 1000;

/** Lets so much time pass between two requests to the same host, wherever they come from. */
export class HostPace {
  readonly #next = new Map<string, number>();

  constructor(private readonly pauseMs = PACE_MS) {}

  /** Waits until the host may be sent the next request. @throws AbortError */
  async turn(host: string, signal: AbortSignal): Promise<void> {
    const now = Date.now();
    const at = Math.max(now, this.#next.get(host) ?? 0);
    this.#next.set(host, at + this.pauseMs);
    if (at > now) await wait(at - now, undefined, { signal });
  }

  /** Waits until a run that begins now may send any host a request. */
  async rest(signal: AbortSignal): Promise<void> {
    const last = Math.max(0, ...this.#next.values()) - Date.now();
    if (last > 0) await wait(last, undefined, { signal }).catch(() => {});
  }

  /** Forgets the hosts that may be sent a request at once. */
  prune(): void {
    const now = Date.now();
    for (const [host, next] of this.#next) if (next <= now) this.#next.delete(host);
  }
}

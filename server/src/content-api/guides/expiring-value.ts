import { LRUCache } from 'lru-cache';

const KEY = 'value';

/** A value of the database that every request needs, cached for a moment; one read serves all that wait for it. */
export class ExpiringValue<Value extends object> {
  readonly #cache: LRUCache<typeof KEY, Value>;

  /** @param maxStaleMs how old the value may be; 0 for one that is read for each request */
  constructor(
    load: () => Promise<Value>,
    private readonly maxStaleMs: number
  ) {
    this.#cache = new LRUCache({
      max: 1,
      ttl: Math.max(1, maxStaleMs),
      fetchMethod: load,
      // Those who wait for an invalidated read still receive its value, which is not cached.
      ignoreFetchAbort: true,
    });
  }

  /** Returns the value, cached or read from the database. */
  get(): Promise<Value> {
    return this.#cache.forceFetch(KEY, { forceRefresh: this.maxStaleMs === 0 });
  }

  /** Returns the value if it is cached. */
  peek(): Value | undefined {
    return this.maxStaleMs === 0 ? undefined : this.#cache.peek(KEY);
  }

  /** Drops the value, also one that is being read. */
  invalidate(): void {
    this.#cache.delete(KEY);
  }
}

import { LRUCache } from 'lru-cache';

/** A value that was produced for the cache. */
export interface Produced<Value> {
  /** Undefined is not cached. */
  value: Value;
  bytes: number;
  /** Whether later readers may get it; those that already wait for it always do. */
  isCacheable: boolean;
}

type Produce = () => Promise<Produced<unknown>>;

const OVERHEAD_BYTES = 64;

/** `lru-cache` does not store a value of this size. */
const TOO_LARGE = Number.MAX_SAFE_INTEGER;

const sizeOf = (key: string, bytes: number): number => bytes + key.length + OVERHEAD_BYTES;

/** Finished guides and responses, bounded by their size. */
export class PayloadCache {
  readonly #cache: LRUCache<string, NonNullable<unknown>, Produce>;
  #hits = 0;
  #misses = 0;

  constructor(maxBytes: number) {
    this.#cache = new LRUCache<string, NonNullable<unknown>, Produce>({
      maxSize: maxBytes,
      // Readers wait for a value also after it was evicted.
      ignoreFetchAbort: true,
      fetchMethod: async (key, _stale, { options, context: produce }) => {
        const { value, bytes, isCacheable } = await produce();
        options.size = isCacheable ? sizeOf(key, bytes) : TOO_LARGE;
        return value ?? undefined;
      },
    });
  }

  get stats(): { hits: number; misses: number; entries: number; bytes: number } {
    return {
      hits: this.#hits,
      misses: this.#misses,
      entries: this.#cache.size,
      bytes: this.#cache.calculatedSize,
    };
  }

  has(key: string): boolean {
    return this.#cache.has(key);
  }

  get(key: string): unknown {
    return this.#cache.get(key);
  }

  /** Like `get`, and counts a hit or a miss. */
  lookUp(key: string): unknown {
    const found = this.#cache.get(key);
    if (found === undefined) this.#misses += 1;
    else this.#hits += 1;
    return found;
  }

  set(key: string, value: NonNullable<unknown>, bytes: number): void {
    this.#cache.set(key, value, { size: sizeOf(key, bytes) });
  }

  /** Returns a cached value, or produces it once for all that wait for it. */
  async fetch<Value>(key: string, produce: () => Promise<Produced<Value>>): Promise<Value> {
    const status: LRUCache.Status<string, NonNullable<unknown>, Produce> = {};
    const value = await this.#cache.fetch(key, { context: produce, status });
    if (status.fetch === 'hit') this.#hits += 1;
    if (status.fetch === 'miss') this.#misses += 1;
    return value as Value;
  }

  clear(): void {
    this.#cache.clear();
  }
}

import type { Guides } from '../../guide';
import { dayOf } from '../../editorial/days';
import type { Locales } from './locales';

/** A cached value with what it was built from. */
interface Entry<Value> {
  value: Value;
  /** The version of the site's content, or undefined if it was not known. */
  version: string | undefined;
  /** Names the guide or the list that the response shows; see `findBuiltFrom`. */
  content: string | undefined;
}

export interface ResponseCacheStats {
  hits: number;
  misses: number;
}

/**
 * The one cache of responses: of the default path, of the fast path and, for outages, the last good ones. It shares the
 * memory of `cache.megabytes` with the guides themselves, and removes what was not requested for longest.
 */
export class ResponseCache {
  readonly #cache: Guides['cache'];
  readonly #counts: ResponseCacheStats = { hits: 0, misses: 0 };

  constructor(
    private readonly guides: Guides,
    private readonly locales: Pick<Locales, 'peekVersion'>
  ) {
    this.#cache = guides.cache;
  }

  /**
   * Returns the version of everything that responses are built from, guides and locales: another text as soon as any of
   * it may have changed, as some guides do with the day. Undefined while that is not known without the database, or while guides are being rebuilt.
   */
  version(): string | undefined {
    const index = this.guides.peek();
    const locales = this.locales.peekVersion();
    return index?.isSettled && locales !== undefined
      ? `${index.revision} ${locales} ${dayOf(new Date())}`
      : undefined;
  }

  /** Returns a value of the current version of the content. */
  find<Value>(key: string, version: string | undefined): Value | undefined {
    const entry = this.#read<Value>(key);
    return version !== undefined && entry?.version === version ? entry.value : undefined;
  }

  /** Returns a value that shows the same guide or list, although something else on the site has changed. */
  findBuiltFrom<Value>(key: string, content: string): Value | undefined {
    const entry = this.#read<Value>(key);
    return entry?.content === content ? entry.value : undefined;
  }

  /** Returns a value of any version. */
  findAny<Value>(key: string): Value | undefined {
    return this.#read<Value>(key)?.value;
  }

  /**
   * @param version the version before the value was built; what was written in the meantime may be missing in it
   * @param bytes what the value takes
   */
  store(key: string, value: unknown, bytes: number, version?: string, content?: string): void {
    this.#cache.set(key, { value, version, content } satisfies Entry<unknown>, bytes);
  }

  count(outcome: keyof ResponseCacheStats): void {
    this.#counts[outcome] += 1;
  }

  stats(): ResponseCacheStats {
    return { ...this.#counts };
  }

  #read<Value>(key: string): Entry<Value> | undefined {
    return this.#cache.get(key) as Entry<Value> | undefined;
  }
}

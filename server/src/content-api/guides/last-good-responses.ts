import { PUBLIC_TYPES } from '../../../../content-types';
import { configOf } from '../../config';
import { uidOf, type Strapi } from '../../plugin';
import { afterPermissionWrites } from './after-writes';
import type { PublicResponse } from './public-response';
import type { ResponseCache } from './response-cache';

/** What was known when a request arrived. */
interface Moment {
  /** The number of withdrawals before it. */
  withdrawals: number;
  /** The number of changes of permissions before it. */
  generation: number;
}

/** The last good response to a request, as every anonymous reader gets it. */
interface LastGood extends Moment {
  response: PublicResponse | undefined;
  /** In milliseconds since 1970. */
  at: number;
}

/** What an entry takes beside a response. */
const OVERHEAD_BYTES = 500;

/** Beyond so many withdrawn documents, everything that is older counts as withdrawn. */
const MAX_WITHDRAWN = 10_000;

/** The last good responses that may still be sent: they show nothing that was withdrawn since. */
export class LastGoodResponses {
  readonly #withdrawn = new Map<string, number>();
  #withdrawals = 0;
  #generation = 0;
  readonly #stops: (() => void)[];

  constructor(
    private readonly strapi: Strapi,
    private readonly cache: ResponseCache,
    private readonly maxSeconds: number
  ) {
    const invalidateAll = (): void => this.#invalidateAll();
    this.#stops = [
      afterPermissionWrites(strapi, invalidateAll),
      ...PUBLIC_TYPES.map((type) =>
        strapi.db.lifecycles.subscribe({
          models: [uidOf(type)],
          afterDelete: ({ result }) => {
            const { documentId } = (result ?? {}) as { documentId?: unknown };
            if (documentId === undefined) invalidateAll();
            else this.#withdraw(`${type}:${String(documentId)}`);
          },
          afterDeleteMany: invalidateAll,
        })
      ),
    ];
  }

  now(): Moment {
    return { generation: this.#generation, withdrawals: this.#withdrawals };
  }

  find(key: string): PublicResponse | undefined {
    const stored = this.cache.findAny<LastGood>(key);
    if (!stored?.response || stored.generation !== this.#generation) return undefined;
    if (this.#showsWithdrawn(stored.response, stored.withdrawals)) return undefined;
    if (this.#showsOldFigures(stored.response)) return undefined;
    return Date.now() - stored.at <= this.maxSeconds * 1000 ? stored.response : undefined;
  }

  /** Where the site hides figures that are too old, no response with one is sent from that moment on. */
  #showsOldFigures({ changesAt }: PublicResponse): boolean {
    return (
      changesAt !== undefined &&
      changesAt <= Date.now() &&
      configOf(this.strapi).freshness.oldFigures === 'hide'
    );
  }

  /**
   * @param bytes what the response takes beside what is cached already
   * @param seen the moment when the request arrived
   */
  store(key: string, response: PublicResponse, bytes: number, seen: Moment): void {
    const stored: LastGood = { response, at: Date.now(), ...seen };
    this.cache.store(key, stored, bytes + OVERHEAD_BYTES);
  }

  /** Drops a response that no longer exists, or no longer for anonymous readers. */
  drop(key: string): void {
    if (this.cache.findAny(key) === undefined) return;
    const none: LastGood = { response: undefined, at: 0, ...this.now() };
    this.cache.store(key, none, OVERHEAD_BYTES);
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #invalidateAll(): void {
    this.#generation += 1;
  }

  #withdraw(name: string): void {
    this.#withdrawals += 1;
    if (this.#withdrawn.size >= MAX_WITHDRAWN) {
      this.#withdrawn.clear();
      this.#invalidateAll();
    }
    this.#withdrawn.set(name, this.#withdrawals);
  }

  #showsWithdrawn({ surrogateKey }: PublicResponse, before: number): boolean {
    const names = surrogateKey.split(/[ ,]/);
    // A list may show anything.
    if (!names.some((name) => name.startsWith('article:'))) return before < this.#withdrawals;
    return names.some((name) => (this.#withdrawn.get(name) ?? 0) > before);
  }
}

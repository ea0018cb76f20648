import type { GuideIndexEntry } from '../guide-index';
import type { Guide } from '../types';
import type { GuideStates } from './cache/guide-states';
import type { LogFollower } from './cache/log-follower';
import type { PayloadCache, Produced } from './cache/payload-cache';
import type { StoredPayload } from './store/guide-row';
import type { GuideTable } from './store/guide-table';
import { guideIn, parseEntry } from './stored-guide';

export type RenderFormat = 'html' | 'markdown';

export interface GuidePayloadsContext {
  table: Pick<GuideTable, 'payloads'>;
  cache: PayloadCache;
  states: Pick<GuideStates, 'hashOf' | 'isLastGood'>;
  follower: Pick<LogFollower, 'snapshot'>;
  /** Returns a guide with its texts in another format. */
  render: (guide: Guide, format: RenderFormat) => Promise<Guide<string>>;
  /** Returns a guide without the documents that were withdrawn since it was built. */
  withhold: (guide: Guide) => Promise<Guide>;
}

const toProduced = (value: string | undefined, isCacheable: boolean): Produced<string | undefined> => ({
  value,
  bytes: (value?.length ?? 0) * 2,
  isCacheable,
});

/** Delivers finished guides, from the cache or from the database. */
export class GuidePayloads {
  readonly #context: GuidePayloadsContext;

  constructor(context: GuidePayloadsContext) {
    this.#context = context;
  }

  /** Returns the guide as JSON, or undefined if it was just withdrawn. */
  payload(entry: GuideIndexEntry): Promise<string | undefined> {
    const { cache, table } = this.#context;
    return cache.fetch(this.#keyOf(entry), async () =>
      this.#produce(entry, (await table.payloads([entry.id])).get(entry.id))
    );
  }

  /** Returns guides as JSON, in the order of the entries; one statement reads those that are not cached. */
  async payloads(entries: readonly GuideIndexEntry[]): Promise<(string | undefined)[]> {
    const { cache, table } = this.#context;
    const found = new Map<number, string>();
    const missing: GuideIndexEntry[] = [];
    for (const entry of entries) {
      const cached = cache.lookUp(this.#keyOf(entry)) as string | undefined;
      if (cached === undefined) missing.push(entry);
      else found.set(entry.id, cached);
    }
    const rows = missing.length > 0 ? await table.payloads(missing.map(({ id }) => id)) : new Map();
    for (const entry of missing) {
      const { value, bytes, isCacheable } = await this.#produce(entry, rows.get(entry.id));
      if (value === undefined) continue;
      found.set(entry.id, value);
      if (isCacheable) cache.set(this.#keyOf(entry), value, bytes);
    }
    return entries.map(({ id }) => found.get(id));
  }

  async guide(entry: GuideIndexEntry): Promise<Guide | undefined> {
    const text = await this.payload(entry);
    return text === undefined ? undefined : guideIn(text);
  }

  /** Returns the guide with its texts in another format, as JSON. */
  rendered(entry: GuideIndexEntry, format: RenderFormat): Promise<string | undefined> {
    const { cache, render } = this.#context;
    const key = this.#keyOf(entry);
    return cache.fetch(`${format} ${key}`, async () => {
      const guide = await this.guide(entry);
      if (!guide) return toProduced(undefined, false);
      const text = JSON.stringify(await render(guide, format));
      // As long as the guide itself.
      return toProduced(text, cache.has(this.#keyOf(entry)));
    });
  }

  /** With the counter for a last good guide: after the next write, a document that it shows may be withdrawn. */
  #keyOf(entry: GuideIndexEntry): string {
    const { states, follower } = this.#context;
    const counter = states.isLastGood(entry) ? ` ${follower.snapshot?.counter}` : '';
    return `guide ${entry.id} ${states.hashOf(entry)}${counter}`;
  }

  async #produce(
    entry: GuideIndexEntry,
    row: StoredPayload | undefined
  ): Promise<Produced<string | undefined>> {
    const { states, withhold } = this.#context;
    if (!row?.payload) return toProduced(undefined, false);
    if (!states.isLastGood(entry)) {
      // Another process may have stored the next guide since the index was read.
      return toProduced(row.payload, parseEntry(row.entry).hash === states.hashOf(entry));
    }
    return toProduced(JSON.stringify(await withhold(guideIn(row.payload))), false);
  }
}

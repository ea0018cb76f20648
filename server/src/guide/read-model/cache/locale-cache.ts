import type { GuideIndex } from '../../guide-index';
import { createSearch, type Search } from '../../search';
import type { StoredGuide } from '../store/guide-row';
import type { GuideTable } from '../store/guide-table';
import type { TermReader } from '../vocabulary';
import type { CachedGuide } from './cached-guide';
import { CachedLocale, type LogChange } from './cached-locale';

/** After how many milliseconds without a reader a language leaves the cache. */
const IDLE_MS = 1_800_000;

/**
 * The languages that readers of this process have requested. A change costs as much as its size, and one pass over the
 * entries of its language.
 */
export class LocaleCache {
  readonly #locales = new Map<string, CachedLocale>();
  /** The changes since the first read of each language that is being loaded. */
  readonly #loading = new Map<string, LogChange[]>();
  #revision = 0;
  #state: Pick<LogChange, 'open' | 'isWithdrawn'> = { open: [], isWithdrawn: () => false };

  constructor(
    private readonly reader: TermReader,
    private readonly table: Pick<GuideTable, 'lastChange' | 'ofLocale'>
  ) {}

  /** Returns the languages whose changes are needed. */
  codes(): string[] {
    return [...this.#locales.keys(), ...this.#loading.keys()];
  }

  has(locale: string): boolean {
    return this.#locales.has(locale);
  }

  /** Loads a language. A language whose load began before a write gets the changes that it has missed. */
  async load(locale: string): Promise<void> {
    const missed: LogChange[] = [];
    this.#loading.set(locale, missed);
    try {
      const cached = await this.#read(locale);
      for (let change = missed.shift(); change; change = missed.shift()) await cached.apply(change);
      // After `clear` its missed changes are unknown, so it must be loaded again.
      if (this.#loading.get(locale) === missed) this.#locales.set(locale, cached);
    } finally {
      if (this.#loading.get(locale) === missed) this.#loading.delete(locale);
    }
  }

  /** Returns the index of a language that was loaded. */
  index(locale: string): GuideIndex {
    const cached = this.#locales.get(locale)!;
    cached.usedAt = performance.now();
    return cached.index(this.#state, () => {
      this.#revision += 1;
      return `${locale} ${this.#revision}`;
    });
  }

  searchOf(index: GuideIndex): Search {
    // The language may have just left the cache.
    return this.#locales.get(index.locale)?.search(index) ?? createSearch(index);
  }

  guide(locale: string, id: number): CachedGuide | undefined {
    return this.#locales.get(locale)?.guide(id);
  }

  /** Applies what has changed since the last read of the log. */
  async apply(change: LogChange): Promise<void> {
    const now = performance.now();
    this.#state = { open: change.open, isWithdrawn: change.isWithdrawn };
    for (const missed of this.#loading.values()) missed.push(change);
    for (const [locale, cached] of this.#locales) {
      if (now - cached.usedAt > IDLE_MS) this.#locales.delete(locale);
      else await cached.apply(change);
    }
  }

  /** Applies rows that were read separately. */
  async put(rows: StoredGuide[]): Promise<void> {
    for (const [locale, cached] of this.#locales) {
      const own = rows.filter(({ language }) => language === locale);
      if (own.length > 0) await cached.put(own);
    }
  }

  /** Abandons a load that is under way. */
  abandonLoad(locale: string): void {
    this.#loading.delete(locale);
  }

  clear(): void {
    this.#locales.clear();
    this.#loading.clear();
  }

  async #read(locale: string): Promise<CachedLocale> {
    const terms = await this.reader.all(locale);
    const { changedAt } = await this.table.lastChange(locale);
    const cached = new CachedLocale(locale, this.reader, terms, changedAt);
    await cached.put(await this.table.ofLocale(locale));
    return cached;
  }
}

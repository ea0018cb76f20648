import { createGuideIndex, type GuideIndex, type GuideIndexEntry } from '../../guide-index';
import type { GuideKey } from '../../key';
import { createSearch, type Search } from '../../search';
import { staleBy, type Invalidation } from '../staleness';
import type { StoredGuide } from '../store/guide-row';
import type { TermReader, Terms } from '../vocabulary';
import { namesOf, toCachedGuide, withTerms, type CachedGuide } from './cached-guide';

/** What was written since the last read of the log. */
export interface LogChange {
  rows: StoredGuide[];
  /** The names of the invalidations. */
  written: string[];
  open: readonly Invalidation[];
  /** Whether the article of a guide is not published any more, although its row does not say so yet. */
  isWithdrawn: (key: GuideKey) => boolean;
}

const laterOf = (one: string | undefined, other: string | null): string | undefined =>
  other !== null && (one === undefined || other > one) ? other : one;

/** The guides of one language, with the names that they show. */
export class CachedLocale {
  readonly #guides = new Map<number, CachedGuide>();
  /** The version of every row that was applied, including removed ones: an earlier version must not replace it. */
  readonly #versions = new Map<number, number>();
  #index: GuideIndex | undefined;
  #isIndexCurrent = false;
  /** The last search that was requested, and its index. */
  #search: { index: GuideIndex; search: Search } | undefined;
  /** The last of the changes, which are applied one after the other. */
  #lastChange: Promise<void> = Promise.resolve();
  /** By `performance.now()`. */
  usedAt = performance.now();

  /** @param changedAt when the last guide of the language changed or was removed */
  constructor(
    private readonly locale: string,
    private readonly reader: TermReader,
    private terms: Terms,
    private changedAt: string | undefined
  ) {}

  guide(id: number): CachedGuide | undefined {
    return this.#guides.get(id);
  }

  /** Applies rows that were read separately, after the changes before. */
  put(rows: StoredGuide[]): Promise<void> {
    return this.#afterOtherChanges(() => this.#putNow(rows));
  }

  /** Applies a change of the log, after the changes before. */
  apply(change: LogChange): Promise<void> {
    return this.#afterOtherChanges(async () => {
      const terms = await this.reader.after(this.terms, this.locale, change.written);
      if (terms !== this.terms) {
        for (const guide of this.#guides.values()) guide.entry = withTerms(guide, terms, this.terms);
        this.terms = terms;
      }
      const rows = change.rows.filter(({ language }) => language === this.locale);
      if (rows.length > 0) await this.#putNow(rows);
      this.#isIndexCurrent = false;
    });
  }

  /**
   * Returns the index of the guides; the same object as long as nothing in it has changed.
   *
   * @param nextRevision names a new index
   */
  index(
    { open, isWithdrawn }: Pick<LogChange, 'open' | 'isWithdrawn'>,
    nextRevision: () => string
  ): GuideIndex {
    if (this.#index && this.#isIndexCurrent) return this.#index;
    const entries: GuideIndexEntry[] = [];
    let isSettled = true;
    for (const guide of this.#guides.values()) {
      if (isWithdrawn(guide.entry)) continue;
      entries.push(guide.entry);
      isSettled &&= open.length === 0 || staleBy(open, guide) === undefined;
    }
    const changedAt = isSettled ? this.changedAt : undefined;
    const before = this.#index;
    const isSame =
      before?.changedAt === changedAt &&
      before?.entries.length === entries.length &&
      before.entries.every((entry, at) => entry === entries[at]);
    this.#isIndexCurrent = true;
    if (before && isSame) return before;
    this.#index = createGuideIndex({
      locale: this.locale,
      revision: nextRevision(),
      entries,
      changedAt,
    });
    return this.#index;
  }

  /** Returns the search of an index, based on the search of the index before it. */
  search(index: GuideIndex): Search {
    if (this.#search?.index === index) return this.#search.search;
    // A reader still uses an earlier index.
    if (this.#index !== index) return createSearch(index);
    const search = this.#search?.search.update(index) ?? createSearch(index);
    this.#search = { index, search };
    return search;
  }

  /** A change that began earlier must not restore what it has read. */
  #afterOtherChanges(work: () => Promise<void>): Promise<void> {
    const done = this.#lastChange.then(work);
    this.#lastChange = done.catch(() => {});
    return done;
  }

  async #putNow(rows: StoredGuide[]): Promise<void> {
    const changed = rows.filter(({ id, version }) => version > (this.#versions.get(id) ?? -1));
    if (changed.length === 0) return;
    const cached = new Map(changed.map((row) => [row.id, toCachedGuide(row, this.terms)]));
    const guides = [...cached.values()].filter((guide) => guide !== undefined);
    const before = this.terms;
    this.terms = await this.reader.complete(before, this.locale, namesOf(guides));
    for (const [id, guide] of cached) {
      if (guide) this.#guides.set(id, { ...guide, entry: withTerms(guide, this.terms, before) });
      else this.#guides.delete(id);
    }
    for (const { id, version } of changed) this.#versions.set(id, version);
    for (const { changedAt } of changed) this.changedAt = laterOf(this.changedAt, changedAt);
    this.#isIndexCurrent = false;
  }
}

import type { GuideIndexEntry } from '../../guide-index';
import type { BuildState } from '../rebuild/build-state';
import { namesIn, staleBy, type StaleReason } from '../staleness';
import type { LocaleCache } from './locale-cache';
import type { LogFollower } from './log-follower';

/** What this process knows of the guides of index entries, without a statement to the database. */
export class GuideStates {
  readonly #locales: LocaleCache;
  readonly #follower: LogFollower;
  readonly #builds: BuildState;

  constructor(locales: LocaleCache, follower: LogFollower, builds: BuildState) {
    this.#locales = locales;
    this.#follower = follower;
    this.#builds = builds;
  }

  /** Returns why a guide is stale, or undefined. */
  staleReason({ locale, id }: GuideIndexEntry): StaleReason | undefined {
    const guide = this.#locales.guide(locale, id);
    const { snapshot } = this.#follower;
    if (!guide || !snapshot) return undefined;
    if (this.#builds.isRunning && guide.build !== this.#builds.current) return 'shown';
    return staleBy(snapshot.open, guide);
  }

  /** Whether the stored guide is only the last good one. */
  isLastGood(entry: GuideIndexEntry): boolean {
    const hasFailed = this.#locales.guide(entry.locale, entry.id)?.hasFailed === true;
    return hasFailed || this.staleReason(entry) !== undefined;
  }

  /** Returns the hash of the finished guide: another text after each change of it. */
  hashOf({ locale, id }: GuideIndexEntry): string {
    return this.#locales.guide(locale, id)?.hash ?? '';
  }

  /** Returns what a guide shows, as `<type>:<documentId>` and `file:<id>`. */
  dependenciesOf({ locale, id }: GuideIndexEntry): string[] {
    return namesIn(this.#locales.guide(locale, id)?.dependencies ?? '');
  }
}

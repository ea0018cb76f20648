import type { GuideIndexEntry } from '../../guide-index';
import type { BuildState } from '../rebuild/build-state';
import { namesIn, staleBy, type StaleReason } from '../staleness';
import type { LocaleCache } from './locale-cache';
import type { LogFollower } from './log-follower';

/** Creates what tells the state of a cached guide, without a statement to the database. */
export const createGuideStates = (locales: LocaleCache, follower: LogFollower, builds: BuildState) => {
  /** Returns why a guide is stale, or undefined. */
  const staleReason = ({ locale, id }: GuideIndexEntry): StaleReason | undefined => {
    const guide = locales.guide(locale, id);
    const { snapshot } = follower;
    if (!guide || !snapshot) return undefined;
    if (builds.isRunning && guide.build !== builds.current) return 'shown';
    return staleBy(snapshot.open, guide);
  };

  return {
    staleReason,

    /** Whether the stored guide is only the last good one. */
    isLastGood: (entry: GuideIndexEntry): boolean =>
      locales.guide(entry.locale, entry.id)?.hasFailed === true || staleReason(entry) !== undefined,

    /** Returns the hash of the finished guide: another text after each change of it. */
    hashOf: ({ locale, id }: GuideIndexEntry): string => locales.guide(locale, id)?.hash ?? '',

    /** Returns the day from which on a guide is another one although nothing is written, `YYYY-MM-DD`. */
    changesOnOf: ({ locale, id }: GuideIndexEntry): string | undefined =>
      locales.guide(locale, id)?.changesOn ?? undefined,

    /** Returns what a guide shows, as `<type>:<documentId>` and `file:<id>`. */
    dependenciesOf: ({ locale, id }: GuideIndexEntry): string[] =>
      namesIn(locales.guide(locale, id)?.dependencies ?? ''),
  };
};

export type GuideStates = ReturnType<typeof createGuideStates>;

import type { GuideKey } from '../../key';
import type { AssembledGuide } from '../../types';
import { hasGuide, type StoredGuide } from '../store/guide-row';
import { toDependencies } from '../staleness';
import { hashOf, parseEntry, type EntryData } from '../stored-guide';

/** The values that a rebuild writes into a row. An omitted value stays as it is. */
export interface BuiltGuide extends GuideKey {
  /** The row that it was built from, with its version; undefined if there was none. */
  stored: StoredGuide | undefined;
  state: 'ready' | 'removed' | 'failed';
  /** Whether readers and the change feed see it as a change. */
  isChange: boolean;
  failure?: string | null;
  stamp?: string | null;
  slug?: string | null;
  noIndex?: boolean;
  changedAt?: string;
  changesOn?: string | null;
  dependencies?: string;
  entry?: string;
  payload?: string | null;
}

/** Returns the row of a guide that was assembled. @param stamp identifies the published article as it was read */
export const toReadyGuide = (
  key: GuideKey,
  stored: StoredGuide | undefined,
  { guide, card, ...assembled }: AssembledGuide,
  { now, stamp }: { now: string; stamp: string | undefined }
): BuiltGuide => {
  const payload = JSON.stringify(guide);
  const hash = hashOf(payload);
  const before = parseEntry(stored?.entry ?? null);
  const isSame = before.hash === hash && stored?.state !== 'removed';
  const data: EntryData = {
    slug: guide.slug,
    previousSlugs: assembled.previousSlugs,
    card,
    searchText: assembled.searchText,
    ...assembled.filterTerms,
    ...(assembled.vacancies && { vacancies: assembled.vacancies }),
    noIndex: guide.seo.noIndex,
    publishedAt: guide.publishedAt,
    updatedAt: guide.updatedAt,
    // The write may have changed only what the guide does not show: then it is the same guide.
    changedAt: isSame && before.changedAt ? before.changedAt : now,
    hash,
  };
  const entry = JSON.stringify(data);
  return {
    ...key,
    stored,
    state: 'ready',
    isChange: !isSame || entry !== stored?.entry || stored.failure !== null,
    failure: null,
    stamp: stamp ?? null,
    slug: guide.slug,
    noIndex: guide.seo.noIndex,
    changedAt: data.changedAt,
    changesOn: assembled.changesOn,
    dependencies: toDependencies(assembled.dependencies),
    entry,
    payload,
  };
};

/** Returns the row of a guide whose article is not published any more; undefined if there never was a guide. */
export const toRemovedGuide = (
  key: GuideKey,
  stored: StoredGuide | undefined,
  now: string
): BuiltGuide | undefined => {
  if (!stored) return undefined;
  const isChange = hasGuide(stored);
  return {
    ...key,
    stored,
    state: 'removed',
    isChange,
    failure: null,
    stamp: null,
    changesOn: null,
    ...(isChange ? { changedAt: now } : {}),
    dependencies: '',
    payload: null,
  };
};

/** Returns the row of an article whose content cannot be turned into a guide: the last good guide stays. */
export const toFailedGuide = (
  key: GuideKey,
  stored: StoredGuide | undefined,
  { failure, stamp }: { failure: string; stamp: string | undefined }
): BuiltGuide => ({
  ...key,
  stored,
  state: stored && hasGuide(stored) ? 'ready' : 'failed',
  // Other processes must know that the guide is only the last good one.
  isChange: stored?.failure !== failure,
  failure,
  stamp: stamp ?? null,
});

import { errors } from '../../strapi-internals/host-utils';
import type { Catalogue } from '../../guide';
import type { ChangesResponse } from './schemas';

/** The last change of a guide: each guide is in the feed once, as it is now. */
export type Change = ChangesResponse['data'][number];

/**
 * How long a change may be late, in milliseconds: its time is taken before its transaction ends, by the clock of the
 * process that makes it. A reader who has come to the end is sent back so far, and may be told of a change twice.
 */
const LATENESS_MS = 10_000;

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A place in the feed: after a moment, or after one change. */
type Position = [changedAt: string, documentId: string, locale: string];

const positionOf = ({ changedAt, documentId, locale }: Change): Position => [changedAt, documentId, locale];

const compare = (one: Position, other: Position): number => {
  for (const [at, value] of one.entries()) {
    const against = other[at] ?? '';
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
};

const parsePosition = (since: string): Position => {
  // A plus that was not encoded arrives as a space.
  const [moment = '', documentId = '', locale = '', ...rest] = since
    .replace(/ (?=\d\d:\d\d$)/, '+')
    .split('~');
  const time = MOMENT.test(moment) ? Date.parse(moment) : NaN;
  if (Number.isNaN(time) || rest.length > 0) {
    throw new errors.ValidationError(
      `"since" must be a moment in ISO 8601, such as 2026-01-31T08:00:00Z, or what meta.next of an earlier answer says.`,
      { errors: [{ path: ['since'], name: 'ValidationError', message: 'neither a moment nor a meta.next' }] }
    );
  }
  // A moment alone comes before every change of that moment.
  return [new Date(time).toISOString(), documentId, locale];
};

const feeds = new WeakMap<Catalogue, Change[]>();

/** All changes, the oldest first. */
const feedOf = (catalogue: Catalogue): Change[] => {
  let feed = feeds.get(catalogue);
  if (!feed) {
    feed = [
      ...catalogue.entries.map(({ article, locale, slug, changedAt }): Change => {
        return { documentId: article, locale, slug, change: 'published', changedAt };
      }),
      ...catalogue.removed.flatMap(({ article, locale, slug, changedAt }): Change[] =>
        slug === null ? [] : [{ documentId: article, locale, slug, change: 'removed', changedAt }]
      ),
    ].sort((one, other) => compare(positionOf(one), positionOf(other)));
    feeds.set(catalogue, feed);
  }
  return feed;
};

/** The first index whose change is behind a position. */
const firstAfter = (feed: Change[], position: Position): number => {
  let [low, high] = [0, feed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(positionOf(feed[middle]!), position) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * Changes behind a place in the feed.
 *
 * @param since a moment, whose own changes are among them, or `meta.next` of an earlier answer; undefined is the start
 * @param now in milliseconds since 1970
 * @throws ValidationError when `since` is neither
 */
export const listChanges = (
  catalogue: Catalogue,
  { since, pageSize }: { since: string | undefined; pageSize: number },
  now: number
): ChangesResponse => {
  const feed = feedOf(catalogue);
  const start = since === undefined ? 0 : firstAfter(feed, parsePosition(since));
  const data = feed.slice(start, start + pageSize);
  const hasMore = start + data.length < feed.length;
  const settled = new Date(now - LATENESS_MS).toISOString();
  const last = hasMore ? data.at(-1) : feed.findLast(({ changedAt }) => changedAt <= settled);
  return { data, meta: { next: last ? positionOf(last).join('~') : null, hasMore } };
};

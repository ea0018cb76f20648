import type { FeedStart, ListedGuide } from '../../guide';
import { parameterError } from './parameters';
import type { ChangesResponse } from './schemas';

const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;
const NUMBER = /^\d{1,9}$/;

const refuse = (name: string, message: string): never => {
  throw parameterError([{ name, message }], `"${name}" ${message}`);
};

/** Returns the moment that `since` names, as ISO 8601 in UTC. */
const parseSince = (since: string): string => {
  // A plus that is not encoded arrives as a space. Earlier releases had more than a moment in `meta.next`.
  const [moment = ''] = since.replace(/ (?=\d\d:\d\d$)/, '+').split(/~(?=[^~]+~[^~]+$)/);
  const time = MOMENT.test(moment) ? Date.parse(moment) : NaN;
  if (Number.isNaN(time)) {
    return refuse('since', 'must be a moment in ISO 8601, such as 2026-01-31T08:00:00Z.');
  }
  return new Date(time).toISOString();
};

/**
 * Returns where a request continues.
 *
 * @param cursor `meta.next` of an earlier response: exact, whatever clocks say
 * @param since a moment of the server's clock: approximate; without either, the start
 * @throws ValidationError for any other value
 */
export const positionOf = ({ cursor, since }: { cursor?: string; since?: string }): FeedStart => {
  if (cursor !== undefined) {
    if (since !== undefined) refuse('cursor', 'and "since" exclude each other.');
    return NUMBER.test(cursor)
      ? { after: Number(cursor) }
      : refuse('cursor', 'must be what meta.next of an earlier response says.');
  }
  return since === undefined ? { after: 0 } : { since: parseSince(since) };
};

/**
 * Returns one page of the feed: each guide once, in its current state, in the order of the numbers of the changes. A
 * change that is committed later has a higher number.
 *
 * @param changes one more than fits on the page, to see whether more follow
 * @param last the number of the latest change
 */
export const toChanges = (
  changes: ListedGuide[],
  { pageSize, last }: { pageSize: number; last: number }
): ChangesResponse => {
  const page = changes.slice(0, pageSize);
  const next = page.at(-1)?.sequence ?? last;
  return {
    data: page.map(({ article, language, slug, state, changedAt }) => ({
      documentId: article,
      locale: language,
      slug,
      change: state === 'removed' ? 'removed' : 'published',
      changedAt,
    })),
    meta: { next: next === 0 ? null : String(next), hasMore: changes.length > pageSize },
  };
};

import type { GuideKey } from '../key';
import type { ListedGuide } from './store/guide-row';
import type { GuideTable } from './store/guide-table';

type FeedTable = Pick<GuideTable, 'changes' | 'lastChange' | 'listed' | 'sequenceBefore'>;

/** From where the change feed is read: after the number of a change, or at a time (ISO 8601). */
export type FeedStart = { after: number } | { since: string };

/** Returns changes of guides in the order of their numbers. @returns `last` is the number of the last change of all */
export const readChanges = async (
  table: FeedTable,
  start: FeedStart,
  limit: number
): Promise<{ changes: ListedGuide[]; last: number; changedAt: string | undefined }> => {
  const { sequence, changedAt } = await table.lastChange();
  const after = 'after' in start ? start.after : ((await table.sequenceBefore(start.since)) ?? sequence);
  // A number that was never given: the database was restored from an older backup.
  const changes = await table.changes(after > sequence ? 0 : after, limit);
  return { changes, last: sequence, changedAt };
};

/** Returns every guide that readers get, without its content. @param locale undefined for all languages */
export const listGuides = async (
  table: FeedTable,
  { counter, isWithdrawn }: { counter: number; isWithdrawn: (key: GuideKey) => boolean },
  locale: string | undefined
): Promise<{ guides: ListedGuide[]; revision: string; changedAt: string | undefined }> => {
  const guides = (await table.listed(locale)).filter(
    ({ article, language }) => !isWithdrawn({ article, locale: language })
  );
  return { guides, revision: `${counter}`, changedAt: (await table.lastChange(locale)).changedAt };
};

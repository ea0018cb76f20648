import { guideKey, type GuideKey } from '../key';
import { hasCard } from './linked-cards';
import type { GuideTable } from './store/guide-table';
import type { InvalidationLog } from './store/invalidation-log';
import { parseEntry } from './stored-guide';

/** Returns the reading times of guides whose stored card is current, by their keys; others are omitted. */
export const findReadingMinutes = async (
  table: GuideTable,
  log: InvalidationLog,
  keys: GuideKey[]
): Promise<Map<string, number>> => {
  const open = await log.open();
  const rows = await table.ofKeys(keys.map(guideKey));
  return new Map(
    rows.flatMap((row) => {
      const { card } = parseEntry(hasCard(open, row) ? row.entry : null);
      return card ? [[row.key, card.readingMinutes] as const] : [];
    })
  );
};

import { guideKey, type GuideKey } from '../key';
import { parseEntry } from './stored-guide';
import type { Invalidations } from './invalidations';
import { hasCard } from './linked-cards';
import type { Table } from './table';

/** How long it takes to read guides whose card is known, by their keys; others are left out. */
export const findReadingMinutes = async (
  table: Table,
  invalidations: Invalidations,
  keys: GuideKey[]
): Promise<Map<string, number>> => {
  const open = await invalidations.open();
  const rows = await table.ofKeys(keys.map(guideKey));
  return new Map(
    rows.flatMap((row) => {
      const { card } = parseEntry(hasCard(open, row) ? row.entry : null);
      return card ? [[row.key, card.readingMinutes] as const] : [];
    })
  );
};

import { hasCard, type EntryData } from './build';
import { keyOf, type GuideKey, type Table } from './table';

/** How long it takes to read guides whose card is known, by their keys; others are left out. */
export const findReadingMinutes = async (table: Table, keys: GuideKey[]): Promise<Map<string, number>> => {
  const rows = await table.withKeys(keys.map(keyOf));
  return new Map(
    rows.flatMap((row) => {
      const { card } = JSON.parse((hasCard(row) && row.entry) || '{}') as Partial<EntryData>;
      return card ? [[row.key, card.readingMinutes] as const] : [];
    })
  );
};

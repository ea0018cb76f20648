import type { EntryData } from './build';
import { keyOf, type GuideKey, type Table } from './table';

/** How long it takes to read guides that are as they are stored, by their keys; others are left out. */
export const findReadingMinutes = async (table: Table, keys: GuideKey[]): Promise<Map<string, number>> => {
  const rows = await table.withKeys(keys.map(keyOf));
  return new Map(
    rows.flatMap(({ key, state, entry }) => {
      const { card } = JSON.parse((state === 'ready' && entry) || '{}') as Partial<EntryData>;
      return card ? [[key, card.readingMinutes] as const] : [];
    })
  );
};

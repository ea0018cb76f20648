import { configOf } from '../../config';
import { createCollection } from '../../model/write-scope';
import type { Strapi } from '../../plugin';
import { inSavepoint } from '../../strapi-internals/database';
import { writeConflictOf } from '../../strapi-internals/write-conflicts';
import { currentActor } from './actor';
import { storeEvents, type HistoryEvent } from './store';

export { actingAs, currentActor, currentRun, type Actor } from './actor';
export {
  deleteHistory,
  findHistory,
  findLastChanges,
  prepareHistory,
  type HistoryEntry,
  type LastChange,
} from './store';

/** Returns how many entries an article keeps in one language; 0 where the site records none. */
export const keptEntries = (strapi: Strapi): number => {
  const { history } = configOf(strapi);
  return history === false ? 0 : history.keep;
};

/** What one write, or several that belong together, have done: an update of what was just created is no event. */
const joined = (events: readonly HistoryEvent[]): HistoryEvent[] => {
  const found = new Map<string, HistoryEvent>();
  for (const event of events) {
    const of = (action: HistoryEvent['action']): string => `${event.article} ${event.locale} ${action}`;
    if (event.action === 'update' && found.has(of('create'))) continue;
    const known = found.get(of(event.action));
    const parts = [...new Set([...(known?.parts ?? []), ...event.parts])];
    found.set(of(event.action), { ...event, parts });
  }
  return [...found.values()];
};

const flush = async (strapi: Strapi, events: readonly HistoryEvent[]): Promise<void> => {
  try {
    await inSavepoint(strapi, () => storeEvents(strapi, joined(events), keptEntries(strapi)));
  } catch (error) {
    // The database has ended the transaction: the write is repeated, or fails in any case.
    if (writeConflictOf(error)) throw error;
    strapi.log.warn(`[career-field] The history could not be written: ${(error as Error).message}`);
  }
};

const collections = new WeakMap<Strapi, (add: (events: HistoryEvent[]) => void) => Promise<void>>();

/** Records what has happened to articles, in the transaction of the write. */
export const recordEvents = async (
  strapi: Strapi,
  events: readonly Omit<HistoryEvent, 'actor'>[]
): Promise<void> => {
  if (events.length === 0 || keptEntries(strapi) === 0) return;
  const collect =
    collections.get(strapi) ??
    createCollection<HistoryEvent[]>(
      'history',
      () => [],
      (collected) => flush(strapi, collected)
    );
  collections.set(strapi, collect);
  const actor = currentActor(strapi);
  await collect((collected) => collected.push(...events.map((event) => ({ ...event, actor }))));
};
